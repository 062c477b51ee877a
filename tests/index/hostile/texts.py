"""Hostile texts, tables, markup, messages and captions, and files that are not what their names say."""

from __future__ import annotations

import base64
import gzip
import json

from index.document import NoticeCode
from tests.index.compound_maker import make_compound
from tests.index.hostile.archives import LAUGHS, OUTSIDE
from tests.index.hostile.cases import CANARY, Hostile, Refused, read
from tests.index.makers import make_docx, make_zip, paragraph
from tests.index.test_loaders_msg import streams

PEARS = b"Pears are ripe in May."
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20
PROGRAM = b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20


def page(inside: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{inside}<p>Pears are ripe in May.</p></body></html>".encode()


def mail(body: bytes, *headers: bytes) -> bytes:
    return b"\n".join([b"From: a@example.org", b"Subject: Pears", *headers, b"", body])


def parts(count: int, part: bytes) -> bytes:
    boundary = b"\n--b\n"
    return mail(boundary + boundary.join([part] * count) + b"\n--b--\n", b'Content-Type: multipart/mixed; boundary="b"')


def nested_parts(depth: int) -> bytes:
    content = b"Content-Type: text/plain\n\n" + PEARS
    for number in range(depth):
        sign = b"b%d" % number
        content = (
            b'Content-Type: multipart/mixed; boundary="'
            + sign
            + b'"\n\n--'
            + sign
            + b"\n"
            + content
            + b"\n--"
            + sign
            + b"--"
        )
    return b"From: a@example.org\nSubject: Pears\n" + content


def attached_to_each_other(depth: int) -> bytes:
    content = mail(PEARS)
    for number in range(depth):
        sign = b"b%d" % number
        inside = b"--" + sign + b"\n\n" + PEARS + b"\n--" + sign + b"\nContent-Type: message/rfc822\n\n" + content
        content = mail(inside + b"\n--" + sign + b"--", b'Content-Type: multipart/mixed; boundary="' + sign + b'"')
    return content


def with_attachment(content: bytes, name: str) -> bytes:
    head = f'Content-Type: application/octet-stream; name="{name}"\nContent-Transfer-Encoding: base64\n\n'
    part = head.encode() + base64.encodebytes(content)
    inside = b"--b\n\n" + PEARS + b"\n--b\n" + part + b"\n--b--"
    return mail(inside, b'Content-Type: multipart/mixed; boundary="b"')


def looping_message() -> bytes:
    """Its table of sectors leads in a circle."""
    content = bytearray(make_compound(streams(x1000001F="Pears".encode("utf-16-le"))))
    table = int.from_bytes(content[76:80], "little")
    start = 512 * (table + 1)
    content[start : start + 512] = b"".join((number % 3).to_bytes(4, "little") for number in range(128))
    return bytes(content)


def deep_json(depth: int) -> bytes:
    return b'{"a":' * depth + b"1" + b"}" * depth


def hidden(style: str) -> bytes:
    return page(f'<p style="{style}">{CANARY}</p>')


CASES = (
    Hostile(
        "a million attributes.html",
        lambda: page(f"<p {' '.join(f'a{n}=1' for n in range(1_000_000))}>x</p>"),
        Refused("given up|memory"),
        heavy=True,
    ),
    Hostile("empty.txt", lambda: b"", Refused("empty")),
    Hostile("empty.pdf", lambda: b"", Refused("empty")),
    Hostile("only a mark.txt", lambda: b"\xef\xbb\xbf", Refused("No text")),
    Hostile("white space.txt", lambda: b" \n\t\r\n" * 10_000, Refused("No text")),
    Hostile("nothing to see.txt", lambda: "\u200b\u200c\u200d\ufeff\u2060".encode() * 100, Refused("No text")),
    Hostile("binary.txt", lambda: bytes(range(256)) * 100, Refused("binary")),
    Hostile("nothing but zeros.txt", lambda: bytes(100_000), Refused("binary|No text")),
    Hostile("right to left.txt", lambda: "האגסים בשלים במאי. الكمثرى ناضجة في مايو.".encode(), read("בשלים")),
    Hostile("turned round.txt", lambda: "Pears \u202eepir era\u202c in May.".encode(), read("Pears")),
    Hostile("heaps of accents.txt", lambda: ("Pears" + "\u0301" * 200_000).encode(), read("Pears")),
    Hostile("one word.txt", lambda: b"Pears " + b"a" * 500_000, read("Pears")),
    Hostile("one word of ten megabytes.txt", lambda: b"Pears " + b"a" * 10_000_000, read("Pears"), heavy=True),
    Hostile(
        "sixty million letters.txt", lambda: b"Pears are ripe. " * 3_750_000, Refused("50 million|memory"), heavy=True
    ),
    Hostile("only line ends.txt", lambda: b"Pears" + b"\n" * 3_000_000 + b"figs", read("Pears")),
    Hostile("dots.txt", lambda: PEARS + b"." * 300_000 + b" x", read("Pears")),
    Hostile("dashes.txt", lambda: PEARS + b"\n" + b"- " * 200_000 + b"x", read("Pears")),
    Hostile("spaces.txt", lambda: b"Pears" + b" " * 500_000 + b"x", read("Pears")),
    Hostile("headings.txt", lambda: PEARS + b"\n1. A" * 30_000, read("Pears")),
    Hostile("half a pair.txt", lambda: b"Pears \xed\xa0\x80 are ripe.", read("ripe")),
    Hostile("cut in a letter.txt", lambda: ("Pears " + "ä" * 1000).encode()[:-1], read("Pears")),
    Hostile("utf-32.txt", lambda: "Pears are ripe.".encode("utf-32"), read("Pears are ripe.")),
    Hostile("terminal.txt", lambda: b"Pears \x1b]0;owned\x07\x1b[2J are ripe in May.", read("ripe")),
    Hostile("quotes without end.md", lambda: PEARS + b"\n\n" + b">" * 20_000 + b" x", read("Pears")),
    Hostile("brackets without end.md", lambda: PEARS + b"\n\n" + b"[" * 30_000, read("Pears")),
    Hostile("stars without end.md", lambda: PEARS + b"\n\n" + b"*a _b " * 20_000, read("Pears")),
    Hostile(
        "backticks without end.md",
        lambda: PEARS + b"\n\n" + b"".join(b"`" * n + b" x " for n in range(700)),
        read("Pears"),
    ),
    Hostile(
        "lists without end.md",
        lambda: PEARS + b"\n\n" + b"".join(b" " * n + b"- x\n" for n in range(600)),
        read("Pears"),
    ),
    Hostile("hidden in a comment.md", lambda: PEARS + f"\n\n<!-- {CANARY} -->\n".encode(), read("Pears")),
    Hostile(
        "an open quote.csv",
        lambda: b'what,when\npears,"May\n' + b"figs,June\n" * 20_000,
        read("pears", NoticeCode.TRUNCATED),
    ),
    Hostile("one row.csv", lambda: b"pears," + b"x," * 300_000, read("pears")),
    Hostile("a long cell.csv", lambda: b"what,when\npears," + b"x" * 2_000_000, read("pears")),
    Hostile("formulas.csv", lambda: b"what,when\npears,May\n=cmd|' /C calc'!A0,@SUM(1)\n", read("pears")),
    Hostile("zeros within.csv", lambda: b"what,when\npears,M\0ay\n" * 50, read("pears")),
    Hostile("deep.html", lambda: page("<div>" * 100_000), Refused("nested too deeply")),
    Hostile("deep fonts.html", lambda: page("<b><i>" * 30_000), Refused("nested too deeply")),
    Hostile("deep tables.html", lambda: page("<table><tr><td>" * 5_000), Refused("nested too deeply")),
    Hostile(
        "attributes without end.html",
        lambda: page(f"<p {' '.join(f'a{n}=1' for n in range(20_000))}>x</p>"),
        read("Pears"),
    ),
    Hostile("open brackets.html", lambda: page("<" * 200_000), read("Pears")),
    Hostile("open comment.html", lambda: PEARS + b"<p>Figs.</p><!-- " + b"- " * 200_000, read("Figs")),
    Hostile("laughs.html", lambda: LAUGHS.encode() + page("<p>&l10;</p>"), read("Pears")),
    Hostile(
        "only scripts.html", lambda: f"<script>{CANARY}</script><style>{CANARY}</style>".encode(), Refused("No text")
    ),
    Hostile(
        "only a picture.html",
        lambda: b'<img src="data:image/png;base64,' + b"A" * 3_000_000 + b'">',
        Refused("No text"),
    ),
    Hostile("not displayed.html", lambda: hidden("display:none"), read("Pears", NoticeCode.HIDDEN)),
    Hostile(
        "not displayed, in capitals.html", lambda: hidden("DISPLAY : NONE !important"), read("Pears", NoticeCode.HIDDEN)
    ),
    Hostile("not visible.html", lambda: hidden("visibility: hidden"), read("Pears", NoticeCode.HIDDEN)),
    Hostile("of size zero.html", lambda: hidden("font-size: 0px"), read("Pears", NoticeCode.HIDDEN)),
    Hostile("transparent.html", lambda: hidden("opacity:0"), read("Pears", NoticeCode.HIDDEN)),
    Hostile(
        "beside the page.html", lambda: hidden("position:absolute; left:-9999px"), read("Pears", NoticeCode.HIDDEN)
    ),
    Hostile("indented out of the page.html", lambda: hidden("text-indent:-10000px"), read("Pears", NoticeCode.HIDDEN)),
    Hostile("white on white.html", lambda: hidden("color:#ffffff"), read("Pears", NoticeCode.HIDDEN)),
    Hostile(
        "white on white, by name.html",
        lambda: page(f'<font color="white">{CANARY}</font>'),
        read("Pears", NoticeCode.HIDDEN),
    ),
    Hostile(
        "hidden cell.html",
        lambda: page(f"<table><tr><td>figs<td>June<td style='display:none'>{CANARY}</table>"),
        read("figs | June", NoticeCode.HIDDEN),
    ),
    Hostile("lies about its letters.html", lambda: page("<p>Ärger</p>", '<meta charset="utf-16">'), read("Pears")),
    Hostile(
        "laughs.xml",
        lambda: f"{LAUGHS}<a><b>Pears are ripe.</b><c>&l10;</c></a>".encode(),
        read("Pears", NoticeCode.TRUNCATED),
    ),
    Hostile(
        "blow-up.xml",
        lambda: f'<!DOCTYPE a [<!ENTITY x "{"canary " * 20_000}">]><a><b>Pears.</b>{"&x;" * 20_000}</a>'.encode(),
        read("Pears", NoticeCode.TRUNCATED),
    ),
    Hostile("outside entity.xml", lambda: f"{OUTSIDE}<a><b>Pears.</b><c>&l10;</c></a>".encode(), read("Pears")),
    Hostile(
        "outside parameter.xml",
        lambda: b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://192.0.2.1/x.dtd"> %p;]><a><b>Pears.</b></a>',
        read("Pears"),
    ),
    Hostile(
        "outside DTD.xml", lambda: b'<!DOCTYPE a SYSTEM "http://192.0.2.1/x.dtd"><a><b>Pears.</b></a>', read("Pears")
    ),
    Hostile(
        "includes.xml",
        lambda: (
            b'<a xmlns:i="http://www.w3.org/2001/XInclude"><b>Pears.</b><i:include href="file:///etc/passwd" parse="text"/></a>'
        ),
        read("Pears"),
    ),
    Hostile(
        "deep.xml", lambda: b"<a>Pears." + b"<a>" * 100_000 + b"</a>" * 100_001, read("Pears", NoticeCode.TRUNCATED)
    ),
    Hostile("cut.xml", lambda: b"<a><b>Pears are ripe.</b><c>figs", read("Pears", NoticeCode.TRUNCATED)),
    Hostile(
        "attributes without end.xml",
        lambda: f"<a><b {' '.join(f'a{n}=' + repr('1') for n in range(10_000))}/><c>Pears.</c></a>".encode(),
        read("Pears"),
    ),
    Hostile("deep.json", lambda: deep_json(100_000), Refused("nested too deeply")),
    Hostile("deep lists.json", lambda: b"[" * 200_000, Refused("nested too deeply")),
    Hostile("rather deep.json", lambda: deep_json(300), read("1")),
    Hostile("a long number.json", lambda: b'{"pears": ' + b"9" * 500_000 + b"}", read("pears")),
    Hostile("absurd numbers.json", lambda: b'{"pears": [1e999, NaN, -Infinity, 1E-400]}', read("pears")),
    Hostile("half a pair.json", lambda: b'{"pears": "\\ud800", "figs \\udfff": "June"}', read("June")),
    Hostile(
        "names without end.json",
        lambda: json.dumps({"pears": "May", "k" * 500_000: {"x" * 500_000: "y"}}).encode(),
        read("May"),
    ),
    Hostile("cut.json", lambda: b'{"pears": "are ripe", "figs": [1, 2', read("ripe", NoticeCode.TRUNCATED)),
    Hostile("nested parts.eml", lambda: nested_parts(3_000), Refused("nested too deeply|not as expected")),
    Hostile("ten thousand parts.eml", lambda: parts(10_000, b"\nPears are ripe.\n"), read("Pears")),
    Hostile("message in message.eml", lambda: attached_to_each_other(40), read("Pears", NoticeCode.ATTACHMENTS)),
    Hostile(
        "a bomb within.eml",
        lambda: with_attachment(make_zip({"word/document.xml": bytes(30_000_000)}), "x.docx"),
        read("Pears", NoticeCode.ATTACHMENTS),
    ),
    Hostile(
        "a name that leads away.eml", lambda: with_attachment(b"Figs are ripe.", "../../../tmp/figs.txt"), read("Figs")
    ),
    Hostile(
        "a program within.eml",
        lambda: with_attachment(PROGRAM, "invoice.pdf.exe"),
        read("Pears", NoticeCode.ATTACHMENTS),
    ),
    Hostile(
        "a hidden page.eml",
        lambda: mail(f"<p>Pears.</p><p style='display:none'>{CANARY}</p>".encode(), b"Content-Type: text/html"),
        read("Pears"),
    ),
    Hostile(
        "a long header.eml", lambda: mail(PEARS, b"X-Long: " + b"=?utf-8?q?" * 20_000), read("Pears", NoticeCode.CUT)
    ),
    Hostile("senders without end.eml", lambda: mail(PEARS, b"To: " + b"(" * 50_000), Refused("nested too deeply")),
    Hostile(
        "encrypted.eml", lambda: mail(b"x", b"Content-Type: multipart/encrypted; boundary=b"), Refused("encrypted")
    ),
    Hostile("in circles.msg", looping_message, read("mill", NoticeCode.TRUNCATED)),
    Hostile("cut.msg", lambda: make_compound(streams())[:700], Refused("damaged|not an Outlook")),
    Hostile("groups without end.rtf", lambda: b"{\\rtf1 Pears." + b"{" * 300_000, read("Pears", NoticeCode.TRUNCATED)),
    Hostile(
        "binary without end.rtf", lambda: b"{\\rtf1 Pears. \\bin99999999999999 x}", read("Pears", NoticeCode.TRUNCATED)
    ),
    Hostile("numbers without end.rtf", lambda: b"{\\rtf1 Pears. \\u" + b"9" * 100_000 + b"?\\par}", read("Pears")),
    Hostile(
        "hidden words.rtf",
        lambda: f"{{\\rtf1 Pears.\\par {{\\v {CANARY}}}\\par}}".encode(),
        read("Pears", NoticeCode.HIDDEN),
    ),
    Hostile(
        "absurd times.vtt", lambda: b"WEBVTT\n\n99999999999:99:99.999 --> 00:00.000\nPears are ripe.\n", read("Pears")
    ),
    Hostile(
        "tags without end.vtt",
        lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\nPears " + b"<c." * 50_000 + b"\n",
        read("Pears"),
    ),
    Hostile(
        "absurd times.srt",
        lambda: b"9" * 50_000 + b"\n00:00:01,000 --> 99999:00:02,000\nPears are ripe.\n",
        read("Pears"),
    ),
    Hostile("a picture.pdf", lambda: PNG, Refused("not a PDF")),
    Hostile("a picture.txt", lambda: PNG, Refused("binary")),
    Hostile("a picture.docx", lambda: PNG, Refused("damaged")),
    Hostile("a program.csv", lambda: PROGRAM, Refused("binary")),
    Hostile("a program.html", lambda: PROGRAM, Refused("binary|no web page")),
    Hostile("a program.eml", lambda: PROGRAM, Refused("binary|No text")),
    Hostile("a program.xls", lambda: PROGRAM, Refused(".")),
    Hostile("a program.exe", lambda: PROGRAM, Refused("cannot be read")),
    Hostile("packed.txt", lambda: gzip.compress(PEARS * 100), Refused("binary")),
    Hostile(
        "a page.xls",
        lambda: b"<html><body><table><tr><td>pears<td>May</table></body></html>",
        read("pears | May", NoticeCode.OTHER_FORMAT),
    ),
    Hostile("a letter.txt", lambda: make_docx(paragraph("Pears.")), read("Pears", NoticeCode.OTHER_FORMAT)),
    Hostile("a letter.pdf", lambda: make_docx(paragraph("Pears.")), read("Pears", NoticeCode.OTHER_FORMAT)),
)
