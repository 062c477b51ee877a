"""PDF: words that nobody can see among others, text that means nothing, words laid over a scan."""

from __future__ import annotations

import pytest

from index.document import BlockKind, LoadedText, NoticeCode
from index.errors import UnreadableFileError
from index.loaders.garbled import is_without_meaning
from index.loaders.pdf import load
from tests.index.hostile.papers import drawn, paper, recognised, stream
from tests.index.makers import Words, column, make_pdf, pdf_of

PROSE = "The council met on the stairs of the school and decided to build the new bridge of iron, which was cheaper."
SHIFTED = "".join(chr(ord(letter) - 29) if letter.islower() else letter for letter in PROSE)


def shown(loaded: LoadedText) -> str:
    return " ".join(block.span.of(loaded.text) for block in loaded.blocks if block.kind is not BlockKind.FURNITURE)


def test_white_words_within_a_line_are_not_quoted_with_it() -> None:
    line = "BT /F1 12 Tf 50 600 Td (Figs cost) Tj 1 g ( never ) Tj 0 g (three crowns.) Tj ET"
    loaded = load(drawn(line), "x.pdf")
    assert "never" not in shown(loaded)
    assert "Figs cost three crowns." in " ".join(shown(loaded).split())
    assert [notice.code for notice in loaded.notices] == [NoticeCode.HIDDEN]


def test_white_words_within_a_line_on_a_dark_ground_are_a_part_of_it() -> None:
    line = "0 g 104 590 60 30 re f BT /F1 12 Tf 50 600 Td (Figs cost) Tj 1 g ( never ) Tj 0 g (three crowns.) Tj ET"
    assert "Figs cost never three crowns." in shown(load(drawn(line), "x.pdf"))


@pytest.mark.parametrize(("state", "is_seen"), [("OFF", False), ("ON", True)])
def test_words_on_a_layer_that_is_switched_off_are_not_seen(state: str, is_seen: bool) -> None:
    words = stream(b"BT /F1 12 Tf 50 600 Td (Figs cost three.) Tj 0 -30 Td /OC /L1 BDC (Plums cost nine.) Tj EMC ET")
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [4 0 R] /D << /{state} [4 0 R] >> >> >>".encode(),
        2: b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        4: b"<< /Type /OCG /Name (prices) >>",
        5: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 6 0 R /Resources << /Font << /F1 3 0 R >> "
        b"/Properties << /L1 4 0 R >> >> >>",
        6: words,
    }
    loaded = load(pdf_of(objects, b"/Root 1 0 R"), "x.pdf")
    assert ("Plums" in shown(loaded)) is is_seen
    assert "Plums cost nine." in loaded.text
    assert "Figs cost three." in shown(loaded)


def font_without_letters(drawing: str) -> bytes:
    """A page with a second font, whose glyphs are numbers of which nothing says what they stand for."""
    descriptor = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Secret /CIDSystemInfo << /Registry (Adobe) "
        b"/Ordering (Identity) /Supplement 0 >> /DW 500 >>"
    )
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Secret /Encoding /Identity-H /DescendantFonts [12 0 R] >>"
    more = {11: font, 12: descriptor}
    return paper(stream(drawing.encode()), more=more).replace(b"<< /F1 5 0 R >>", b"<< /F1 5 0 R /F2 11 0 R >>")


SECRET = "BT /F2 12 Tf 50 %d Td <" + "".join(f"{ord(letter) - 29:04x}" for letter in PROSE * 2) + "> Tj ET"


def test_lines_of_a_font_without_letters_are_left_out_and_said() -> None:
    prose = "".join(f"BT /F1 12 Tf 50 {700 - 14 * n} Td ({PROSE}) Tj ET " for n in range(3))
    loaded = load(font_without_letters(prose + SECRET % 600), "x.pdf")
    assert shown(loaded).count("council") == 3
    assert len(loaded.text) < 3.1 * len(PROSE)
    assert [(notice.code, notice.page) for notice in loaded.notices] == [(NoticeCode.GARBLED, 1)]


def test_a_page_of_nothing_else_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="font does not say which letters"):
        load(font_without_letters(SECRET % 700), "x.pdf")


def test_a_page_of_meaningless_letters_is_not_read_and_the_others_are() -> None:
    loaded = load(
        make_pdf([column([PROSE[:50], PROSE[50:]]), [Words(SHIFTED, size=5), Words(SHIFTED, y=600, size=5)]]), "x.pdf"
    )
    assert "council" in loaded.text
    assert SHIFTED[:20] not in loaded.text
    assert [notice.message.partition(":")[0] for notice in loaded.notices] == ["1 of 2 pages was not read (page 2)"]
    assert loaded.unread == (2,)


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "1,234 5,678 BCDF " * 30,
        "日本語の文章です。漢字と仮名が混じっています。" * 3,
        "Příliš žluťoučký kůň úpěl ďábelské ódy, vlk zmrzl, zhltl hrst zrn. " * 3,
        "",
    ],
)
def test_languages_and_numbers_mean_something(text: str) -> None:
    assert not is_without_meaning(text)


@pytest.mark.parametrize("text", [SHIFTED * 2, PROSE.encode("utf-16-le").decode("utf-16-be"), "\ue012\ue044\ue0ff" * 9])
def test_shifted_and_swapped_letters_do_not(text: str) -> None:
    assert is_without_meaning(text)


def test_words_over_a_scan_are_said_to_come_from_ocr() -> None:
    loaded = load(recognised(), "x.pdf")
    assert [notice.code for notice in loaded.notices] == [NoticeCode.RECOGNISED]


def test_files_inside_the_file_are_told_but_not_what_says_it_again_for_programs() -> None:
    names = b"<< /Names [(a.txt) 12 0 R (b.xml) 14 0 R] >>"
    catalog = b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles %s >> >>" % names
    named = b"<< /Type /Filespec /F (a.txt) /UF (a.txt) /EF << /F 13 0 R >> >>"
    more = {1: catalog, 12: named, 13: stream(b"words", "/Type /EmbeddedFile"), 14: named.replace(b"a.txt", b"b.xml")}
    loaded = load(paper(stream(f"BT /F1 12 Tf 50 700 Td ({PROSE}) Tj ET".encode()), more=more), "x.pdf")
    assert [notice.message.partition(";")[0] for notice in loaded.notices] == ["1 embedded file was not read"]


def test_a_form_that_only_one_program_shows_is_refused() -> None:
    xfa = b"<< /Type /Catalog /Pages 2 0 R /NeedsRendering true /AcroForm << /Fields [] /XFA 12 0 R >> >>"
    page = stream(b"BT /F1 12 Tf 50 700 Td (Please wait... If this message is not replaced, update.) Tj ET")
    content = paper(page, more={1: xfa, 12: stream(b"<xdp/>")})
    with pytest.raises(UnreadableFileError, match="only Adobe") as refusal:
        load(content, "x.pdf")
    assert "print it as a new PDF" in refusal.value.next_step
