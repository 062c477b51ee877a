"""Hostile archives and what stands in them: Word, Excel, PowerPoint, OpenDocument, books."""

from __future__ import annotations

import io
import struct
import zipfile

from index.document import NoticeCode
from tests.index.hostile.cases import CANARY, Hostile, Refused, read
from tests.index.makers import make_docx, make_zip, paragraph
from tests.index.sheet_makers import RELATIONS, cell, make_xlsx, row, sheet
from tests.index.slide_makers import make_pptx, relation, shape, slide
from tests.index.test_loaders_epub import CONTAINER, NAV, make_epub
from tests.index.test_loaders_odf import make_odf
from tests.index.test_loaders_odf import row as odf_row

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PEARS = paragraph("Pears are ripe in May.")
LAUGHS = (
    f'<!DOCTYPE x [<!ENTITY l0 "{CANARY}">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 11))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY l10 SYSTEM "file:///etc/passwd">]>'


def word(document: str, **more: bytes) -> bytes:
    """A Word document with this XML as its main part and nothing that it does not need."""
    return make_zip({"word/document.xml": document.encode(), **more})


def body(inside: str, declaration: str = "") -> str:
    return f'{declaration}<w:document xmlns:w="{W}"><w:body>{inside}</w:body></w:document>'


def unpacked_to(size: int) -> bytes:
    return word(body(PEARS), **{"word/media/big.png": bytes(size)})


def big_but_not_dense() -> bytes:
    """190 MB of XML that packs no denser than an ordinary document does."""
    words = " ".join(f"{n * 2654435761 % 2**32:x}" for n in range(40_000))
    return word(body("".join(f"<w:p><w:r><w:t>{n} {words}</w:t></w:r></w:p>" for n in range(520))))


def with_lying_size() -> bytes:
    """The directory says that the main part has 10 bytes; it unpacks to 20 MB."""
    good = make_zip({"word/document.xml": b" " * 20_000_000})
    return good.replace(struct.pack("<I", 20_000_000), struct.pack("<I", 10))


def overlapping() -> bytes:
    """A thousand entries of the directory share one packed megabyte."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body(PEARS))
        archive.writestr("a", bytes(1_000_000))
        entry = archive.infolist()[1]
        for number in range(1000):
            twin = zipfile.ZipInfo(f"a{number}")
            for field in ("header_offset", "file_size", "compress_size", "CRC", "compress_type"):
                setattr(twin, field, getattr(entry, field))
            archive.filelist.append(twin)
    return out.getvalue()


def with_paths_and_links() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", body(PEARS))
        for name in ("../../canary.txt", "/tmp/canary.txt", "C:\\canary.txt", "word/../../canary.txt"):
            archive.writestr(name, CANARY)
        link = zipfile.ZipInfo("word/header1.xml")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def with_header(content: bytes, where: int, value: bytes) -> bytes:
    """The archive with ``value`` at ``where`` of every header, counted as in the local one."""
    changed = bytearray(content)
    for sign, shift in ((b"PK\x03\x04", 0), (b"PK\x01\x02", 2)):
        at = changed.find(sign)
        while at >= 0:
            changed[at + where + shift : at + where + shift + len(value)] = value
            at = changed.find(sign, at + 4)
    return bytes(changed)


def with_wrong_sum() -> bytes:
    return with_header(word(body(PEARS)), 14, b"\1\2\3\4")


def with_related(kind: str, target: str, mode: str = "Internal") -> bytes:
    relations = (
        f'<Relationships xmlns="x"><Relationship Id="a" TargetMode="{mode}" Type="{RELATIONS}/{kind}" '
        f'Target="{target}"/></Relationships>'
    )
    return word(body(PEARS), **{"word/_rels/document.xml.rels": relations.encode()})


def nested_archives(depth: int) -> bytes:
    content = word(body(PEARS))
    for _ in range(depth):
        content = make_zip({"inner.zip": content})
    return content


def hidden_words() -> bytes:
    vanish = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{CANARY}</w:t></w:r></w:p>"
    return make_docx(PEARS + vanish)


def merged_everything() -> bytes:
    return make_xlsx({"S": sheet(row("what", "when"), row("pears", "May"), merged=["A1:XFD1048576"] * 20)})


def repeated_cells(rows: int, columns: int) -> bytes:
    cells = f'<table:table-cell table:number-columns-repeated="{columns}"><text:p>pears</text:p></table:table-cell>'
    repeated = f'<table:table-row table:number-rows-repeated="{rows}">{cells}</table:table-row>'
    return make_odf("spreadsheet", f"<table:table>{odf_row('what', 'when')}{repeated}</table:table>")


def book(page: str, **more: str) -> bytes:
    return make_epub(NAV, {"OPS/one.xhtml": page, **more})


CASES = (
    Hostile("bomb.docx", lambda: unpacked_to(60_000_000), Refused("would unpack")),
    Hostile("bomb of a gigabyte.docx", lambda: unpacked_to(1_000_000_000), Refused("would unpack"), heavy=True),
    Hostile("big but not dense.docx", big_but_not_dense, Refused("would unpack|memory|damaged|million"), heavy=True),
    Hostile("lying size.docx", with_lying_size, Refused("damaged|would unpack")),
    Hostile("overlapping parts.docx", overlapping, Refused("would unpack|damaged")),
    Hostile(
        "twenty thousand parts.docx",
        lambda: word(body(PEARS), **{f"p{n}": b"" for n in range(20_000)}),
        Refused("20001 parts"),
    ),
    Hostile("paths and links.docx", with_paths_and_links, read("Pears are ripe")),
    Hostile(
        "points outside.docx", lambda: with_related("header", "../../../../../../etc/passwd"), read("Pears are ripe")
    ),
    Hostile(
        "points to a file.docx",
        lambda: with_related("header", "file:///etc/passwd", "External"),
        read("Pears are ripe"),
    ),
    Hostile("refers to itself.docx", lambda: with_related("footnotes", "document.xml"), read("Pears are ripe")),
    Hostile("no document.docx", lambda: make_zip({"a.txt": b"pears"}), Refused("not a Word document")),
    Hostile("nested.docx", lambda: nested_archives(30), Refused("not a Word document")),
    Hostile("nested.zip", lambda: nested_archives(30), Refused("cannot be read")),
    Hostile("cut.docx", lambda: make_docx(PEARS)[:-30], Refused("damaged")),
    Hostile("half.docx", lambda: make_docx(PEARS)[:400], Refused("damaged")),
    Hostile("wrong sum.docx", with_wrong_sum, Refused("damaged")),
    Hostile("unknown packing.docx", lambda: with_header(word(body(PEARS)), 8, b"\x63\x00"), Refused("damaged")),
    Hostile("password.docx", lambda: with_header(word(body(PEARS)), 6, b"\x01\x00"), Refused("password")),
    Hostile(
        "laughs.docx",
        lambda: word(body(f"{PEARS}<w:p><w:r><w:t>&l10;</w:t></w:r></w:p>", LAUGHS)),
        Refused("damaged"),
    ),
    Hostile(
        "outside entity.docx",
        lambda: word(body(f"{PEARS}<w:p><w:r><w:t>&l10;</w:t></w:r></w:p>", OUTSIDE)),
        read("Pears are ripe"),
    ),
    Hostile("deep.docx", lambda: word(body("<w:tbl><w:tr><w:tc>" * 50_000 + PEARS)), Refused("damaged|nested")),
    Hostile(
        "deep but whole.docx", lambda: word(body("<w:sdt>" * 240 + PEARS + "</w:sdt>" * 240)), read("Pears are ripe")
    ),
    Hostile(
        "macros.docm",
        lambda: word(body(PEARS), **{"word/vbaProject.bin": CANARY.encode()}),
        read("Pears are ripe", NoticeCode.MACROS),
    ),
    Hostile("hidden words.docx", hidden_words, read("Pears are ripe", NoticeCode.HIDDEN)),
    Hostile(
        "only a picture.docx",
        lambda: word(body("<w:p/>"), **{"word/media/a.png": b"\x89PNG"}),
        Refused("No text.*picture"),
    ),
    Hostile(
        "hidden sheet.xlsx",
        lambda: make_xlsx({"A": sheet(row("pears", "May")), "B": sheet(row(CANARY))}, hidden=["B"]),
        read("pears", NoticeCode.HIDDEN),
    ),
    Hostile(
        "hidden row.xlsx",
        lambda: make_xlsx({"A": sheet(row("what", "when"), row("pears", "May"), row(CANARY, "x", hidden=True))}),
        read("pears", NoticeCode.HIDDEN),
    ),
    Hostile(
        "row beyond the end.xlsx",
        lambda: make_xlsx({"A": sheet(row("pears", "May"), row("x", "y", number=10**12))}),
        read("pears"),
    ),
    Hostile(
        "column beyond the end.xlsx",
        lambda: make_xlsx({"A": sheet(row("pears", '<c r="ZZZZZZZZ1" t="inlineStr"><is><t>figs</t></is></c>'))}),
        read("pears"),
    ),
    Hostile(
        "no such word.xlsx",
        lambda: make_xlsx({"A": sheet(row("pears", '<c t="s"><v>99999999999</v></c>'))}),
        read("pears"),
    ),
    Hostile("merged everything.xlsx", merged_everything, read("pears")),
    Hostile(
        "laughs.xlsx",
        lambda: make_xlsx({"A": LAUGHS + sheet(row("pears", '<c t="str"><v>&l10;</v></c>'))}),
        Refused("damaged"),
    ),
    Hostile(
        "absurd numbers.xlsx",
        lambda: make_xlsx({"A": sheet(row("pears", 1e308, cell(10**30, 2), cell(-1e300, 2)))}),
        read("pears"),
    ),
    Hostile("repeated rows.ods", lambda: repeated_cells(1_048_576, 2), read("pears", NoticeCode.CUT)),
    Hostile("repeated rows and columns.ods", lambda: repeated_cells(1_048_576, 16_384), read("pears", NoticeCode.CUT)),
    Hostile("repeated beyond measure.ods", lambda: repeated_cells(10**15, 10**15), read("pears", NoticeCode.CUT)),
    Hostile(
        "password.odt",
        lambda: make_odf(
            "text", "<text:p>x</text:p>", {"META-INF/manifest.xml": "<m xmlns='m'><encryption-data/></m>"}
        ),
        Refused("password"),
    ),
    Hostile(
        "hidden words.odt",
        lambda: make_odf("text", f'<text:p>Pears.</text:p><text:p text:style-name="Gone">{CANARY}</text:p>'),
        read("Pears", NoticeCode.HIDDEN),
    ),
    Hostile(
        "spaces without end.odt",
        lambda: make_odf("text", "<text:p>Pears<text:s text:c='999999999999'/>are ripe.</text:p>"),
        read("Pears"),
    ),
    Hostile(
        "macros.odt",
        lambda: make_odf("text", "<text:p>Pears.</text:p>", {"Basic/Standard/a.xml": f"<x>{CANARY}</x>"}),
        read("Pears", NoticeCode.MACROS),
    ),
    Hostile(
        "hidden slide.pptx",
        lambda: make_pptx([slide(shape("Pears")), slide(shape(CANARY), hidden=True)]),
        read("Pears", NoticeCode.HIDDEN),
    ),
    Hostile(
        "hidden shape.pptx",
        lambda: make_pptx([slide(shape("Pears"), shape(CANARY, hidden=True))]),
        read("Pears", NoticeCode.HIDDEN),
    ),
    Hostile(
        "missing slide.pptx", lambda: make_pptx([slide(shape("Pears")), ""]), read("Pears", NoticeCode.PARTS_DAMAGED)
    ),
    Hostile(
        "slide of itself.pptx",
        lambda: make_pptx([slide(shape("Pears"))], relations={1: relation("x", "notesSlide", "slide1.xml")}),
        read("Pears"),
    ),
    Hostile(
        "scripts.epub",
        lambda: book(f"<html><body><script>{CANARY}</script><p>Pears.</p><p hidden=''>{CANARY}</p></body></html>"),
        read("Pears", NoticeCode.PICTURES),
    ),
    Hostile(
        "laughs.epub",
        lambda: book(f"{LAUGHS}<html><body><p>Pears. &l10;</p></body></html>"),
        read("Pears", NoticeCode.PICTURES),
    ),
    Hostile(
        "outside.epub",
        lambda: make_zip(
            {
                "mimetype": b"application/epub+zip",
                "META-INF/container.xml": CONTAINER.replace("OPS/book.opf", "../../../../etc/passwd").encode(),
            }
        ),
        Refused("not an e-book"),
    ),
)
