"""What holds for every loader: the contract of ``LoadedText``, whatever bytes come in."""

from __future__ import annotations

from pathlib import PurePath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.cleaning import clean
from index.document import BlockKind, LoadedText, NoticeCode
from index.errors import UnreadableFileError
from index.loaders import load, loaders
from tests.index.compound_maker import make_compound
from tests.index.makers import Words, column, make_docx, make_pdf, make_zip, paragraph
from tests.index.sheet_makers import make_xlsx, row, sheet
from tests.index.slide_makers import make_pptx, shape, slide
from tests.index.test_loaders_epub import NAV, ONE, make_epub
from tests.index.test_loaders_msg import streams
from tests.index.test_loaders_odf import make_odf
from tests.index.test_loaders_odf import row as odf_row
from tests.index.test_loaders_xls import make_xls
from tests.index.test_loaders_xls import row as xls_row

VALID: dict[str, bytes] = {
    "note.txt": b"The garden\n\nThe beds are dug in March.\n\n- spade\n- fork\n",
    "note.md": b"---\ntitle: T\n---\n# The garden\n\nThe *beds*.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "page.html": b"<title>The garden</title><h1>The garden</h1><p>The beds<br>are dug.<table><tr><td>a<td>b",
    "book.pdf": make_pdf([[Words("The garden", 50, 740, 20), *column(["The beds are dug in March."])], None]),
    "letter.docx": make_docx(paragraph("The garden", "berschrift1") + paragraph("The beds are dug in March.")),
    "plan.csv": b"The garden,month\nThe beds,March\n",
    "plan.xlsx": make_xlsx({"The garden": sheet(row("what", "when", "who"), row("The beds", 3, "Ann"))}),
    "plan.xls": make_xls({"The garden": xls_row(0, "what", "when") + xls_row(1, "The beds", 3.0)}),
    "plan.ods": make_odf("spreadsheet", f"<table:table table:name='The garden'>{odf_row('beds', '3')}</table:table>"),
    "note.odt": make_odf("text", "<text:h>The garden</text:h><text:p>The beds are dug in March.</text:p>"),
    "talk.odp": make_odf("presentation", "<draw:page><text:p>The garden</text:p><text:p>The beds</text:p></draw:page>"),
    "talk.pptx": make_pptx([slide(shape("The garden", role="title"), shape("The beds are dug."))]),
    "note.rtf": b"{\\rtf1\\ansi The garden\\par The beds are dug in M\\'e4rz.\\par}",
    "book.epub": make_epub(NAV, {"OPS/one.xhtml": ONE.replace("It opens", "The garden beds")}),
    "mail.eml": b"From: a@example.org\nSubject: The garden\n\nThe beds are dug in March.\n",
    "mail.msg": make_compound(streams(subject="The garden", x1000001F="The beds".encode("utf-16-le"))),
    "talk.vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>The garden &amp; the beds\n",
    "talk.srt": b"1\n00:00:01,000 --> 00:00:02,000\nThe garden beds\n",
    "data.json": b'{"what": "The garden", "beds": [{"dug": "March"}, {"dug": "April"}]}',
    "data.xml": b"<a><title>The garden</title><b><what>beds</what><when>March</when></b><p>They <i>are</i> dug.</p></a>",
}
FIRST_SUFFIXES = sorted({loader.SUFFIXES[0] for loader in loaders().values()})
BEGINNINGS = [
    b"",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"{\\rtf1",
    b"%PDF-1.4",
    b"<a>",
    b"WEBVTT\n\n",
    b"[{",
    b"\x89PNG\r\n\x1a\n",
]


def assert_contract(loaded: LoadedText) -> None:
    """Fail unless blocks are in order, do not overlap and cover all that can be seen."""
    position = 0
    for block in loaded.blocks:
        assert block.span.start >= position
        assert block.span
        assert not loaded.text[position : block.span.start].strip()
        assert (1 <= block.level <= 6) if block.kind is BlockKind.HEADING else block.level == 0
        position = block.span.end
    assert not loaded.text[position:].strip()
    starts = [mark.start for mark in loaded.places]
    assert starts == sorted(starts)
    assert all(0 <= start <= len(loaded.text) for start in starts)
    loaded.text.encode("utf-8")
    assert "\x00" not in loaded.text
    assert "\r" not in loaded.text
    assert loaded.title.strip() or not loaded.blocks


def refused_or_valid(content: bytes, name: str) -> None:
    """Fail unless the loader of ``name`` takes the bytes by the contract or refuses them in words."""
    try:
        loaded = load(content, name)
    except UnreadableFileError as refusal:
        assert refusal.reason
        return
    assert_contract(loaded)
    assert_contract(clean(loaded))


@pytest.mark.parametrize("name", VALID)
def test_a_valid_file_has_its_words_in_blocks(name: str) -> None:
    loaded = load(VALID[name], name)
    assert_contract(loaded)
    assert "The garden" in loaded.text
    assert "are dug" in loaded.text or "beds" in loaded.text


@pytest.mark.parametrize("name", VALID)
def test_the_same_bytes_give_the_same_text(name: str) -> None:
    assert load(VALID[name], name) == load(VALID[name], name)


@pytest.mark.parametrize("suffix", FIRST_SUFFIXES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(beginning=st.sampled_from(BEGINNINGS), content=st.binary(max_size=300))
def test_random_bytes_are_refused_or_read(suffix: str, beginning: bytes, content: bytes) -> None:
    refused_or_valid(beginning + content, f"x{suffix}")


@pytest.mark.parametrize("suffix", sorted({*FIRST_SUFFIXES} - {".png"}))  # words of pictures: see test_ocr
def test_every_format_has_an_example_here(suffix: str) -> None:
    loader = loaders()[suffix]
    assert any(loaders()[PurePath(name).suffix] is loader for name in VALID)


@pytest.mark.parametrize("name", VALID)
@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xls", ".csv", ".eml", ".txt"])
def test_a_file_with_the_ending_of_another_format_is_refused_or_read(name: str, suffix: str) -> None:
    refused_or_valid(VALID[name], f"x{suffix}")


@pytest.mark.parametrize("name", [name for name in VALID if VALID[name][:2] in (b"PK", b"\xd0\xcf", b"%P", b"{\\")])
def test_a_file_that_is_plainly_of_a_format_is_read_whatever_its_ending(name: str) -> None:
    loaded = load(VALID[name], "x.txt")
    assert loaded.text == load(VALID[name], name).text
    assert loaded.notices[0].code is NoticeCode.OTHER_FORMAT


@pytest.mark.parametrize("name", [name for name in VALID if VALID[name][:2] == b"PK"])
def test_a_bomb_of_any_archive_format_is_refused(name: str) -> None:
    suffix = PurePath(name).suffix
    bomb = make_zip({"word/document.xml": b"", "content.xml": b" " * 30_000_000, "xl/workbook.xml": b""})
    with pytest.raises(UnreadableFileError, match="would unpack"):
        loaders()[suffix].load(bomb, f"x{suffix}")


@pytest.mark.parametrize("name", VALID)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_is_refused_or_read(name: str, data: st.DataObject) -> None:
    content = bytearray(VALID[name])
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    refused_or_valid(bytes(content[: data.draw(st.integers(0, len(content)))]), name)


@pytest.mark.parametrize("name", ["x.txt", "x.md", "x.html", "x.csv", "x.srt", "x.eml", "x.json", "x.xml"])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from("aBé1 \n\t\r\f-#|*>`=<!._[]()/&;:~+–\u200b\u2028\x85"), max_size=120))
def test_any_text_is_covered_by_blocks(name: str, text: str) -> None:
    refused_or_valid(text.encode("utf-8"), name)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="empty"):
        load(b"", "x.txt")


def test_a_file_of_white_space_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="No text"):
        load(b" \n\n ", "x.txt")


@pytest.mark.parametrize(
    ("name", "next_step"),
    [
        ("x.doc", "save it as .docx"),
        ("x.mhtml", "HTML only"),
        ("x.xyz", "as PDF"),
        ("README", "as PDF"),
        ("x.zip", "Unpack"),
    ],
)
def test_other_kinds_of_file_are_refused_with_the_next_step(name: str, next_step: str) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        load(b"anything", name)
    assert next_step in refusal.value.next_step


def test_the_ending_may_be_in_capitals() -> None:
    assert load(b"Some words.", "NOTE.TXT").text == "Some words."


def test_a_page_that_a_program_fills_is_refused_as_that() -> None:
    page = b"<html><body><div id=root></div><script>run()</script><noscript>Enable scripts.</noscript></body></html>"
    with pytest.raises(UnreadableFileError) as refused:
        load(page, "x.html")
    assert "program fills" in refused.value.reason
    assert "scan" not in refused.value.next_step
