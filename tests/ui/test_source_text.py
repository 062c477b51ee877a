"""A stretch of a document around a quote: what real loaders made of small files, rebuilt for the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from index.document import Block, BlockKind, DocumentInfo, LoadedText, PlaceMark, Span
from index.loaders import load
from index.preparing import revision_of
from tests.index.slide_makers import make_pptx, shape, slide
from tests.index.test_loaders_epub import NAV, NCX, make_epub
from tests.index.test_loaders_mail import message
from tests.ui.fakes import document
from tests.ui.hostile import HOSTILE, UNSHOWABLE
from tests.ui.shown import Shown
from ui.source_tables import TableBlock, TableRow
from ui.source_text import WINDOW_CHARS, SourceText, TextBlock, source_text
from ui.source_text_rendering import text_html, text_note_html
from ui.wording import source as wording

PRICES = "Item,Price,Where\n" + "".join(f"Thing {n},{n}.50,Shelf {n}\n" for n in range(1, 1500))


@dataclass(frozen=True)
class Loaded:
    """One loaded text as a snapshot would tell of it."""

    loaded: LoadedText

    def document(self, document_id: str) -> DocumentInfo:
        text = self.loaded.text
        return replace(document(self.loaded.title, "x", 1), revision=revision_of(text), characters=len(text))

    def text(self, document_id: str, span: Span) -> str:
        return span.of(self.loaded.text)

    def blocks(self, document_id: str, span: Span) -> Sequence[Block]:
        return [block for block in self.loaded.blocks if block.span.overlaps(span)]

    def place_marks(self, document_id: str, span: Span) -> Sequence[PlaceMark]:
        marks = self.loaded.places
        first = max((n for n, mark in enumerate(marks) if mark.start <= span.start), default=0)
        return [mark for mark in marks[first:] if mark.start < span.end]


def shown(name: str, content: str | bytes, quote: str = "", at: int | None = None) -> SourceText:
    loaded = load(content.encode("utf-8") if isinstance(content, str) else content, name)
    start = loaded.text.index(quote)
    span = Span(start, start + len(quote)) if quote else None
    return source_text(Loaded(loaded), "d1", revision_of(loaded.text), span, at)


def marked(source: SourceText) -> list[str]:
    return Shown(text_html(source)).texts.get("mark", [])


def table(source: SourceText) -> TableBlock:
    return next(block for block in source.blocks if isinstance(block, TableBlock))


def words(row: TableRow) -> list[str]:
    return ["".join(text for text, _ in cell) for cell in row.cells]


PAGE = """<h1>Mill museum</h1><p>Come and see us.</p><h2>Prices</h2><ul><li>Dogs are free.</li><li>Cats pay.</li></ul>
<table><tr><th>Ticket</th><th>Price</th></tr><tr><td>Adults</td><td>£7.50</td></tr><tr><td>Children</td><td></td></tr>
</table><p>Ask at the desk.</p>"""


def test_headings_lists_and_tables_are_built_again() -> None:
    source = shown("visit.html", PAGE, "Dogs are free.")
    page = Shown(text_html(source))
    assert (page.texts["h3"], page.texts["h4"], page.texts["li"]) == (
        ["Mill museum"],
        ["Prices"],
        ["Dogs are free.", "Cats pay."],
    )
    assert page.texts["mark"] == ["Dogs are free."]
    assert [words(row) for row in table(source).rows][:2] == [["Ticket", "Price"], ["Adults", "£7.50"]]
    assert table(source).rows[0].is_head


def test_a_quote_over_several_blocks_is_marked_in_each() -> None:
    text = "# Rent\n\nThe rent is 950.\n\nIt is due\non the first.\n"
    assert marked(shown("lease.md", text, "950.\n\nIt is due")) == ["950.", "It is due"]


def test_the_names_of_a_sheet_are_its_head_and_the_row_is_marked_by_its_values() -> None:
    source = shown("prices.csv", PRICES, "Item: Thing 3 | Price: 3.50 | Where: Shelf 3")
    rows = table(source).rows
    assert words(rows[0]) == ["Item", "Price", "Where"] and rows[0].is_head
    (quoted,) = [row for row in rows if row.is_marked]
    assert (words(quoted), quoted.number) == (["Thing 3", "3.50", "Shelf 3"], "4")
    assert marked(source) == ["Thing 3", "3.50", "Shelf 3"]


def test_a_quote_of_a_name_alone_is_marked_where_it_stands() -> None:
    source = shown("prices.csv", "Item,Price,Where\nPear,1.50,Shelf\nPlum,2.50,Cellar\n", "Where")
    assert marked(source) == ["Where"]
    source = shown("prices.csv", "Item,Price,Where\nPear,1.50,Shelf\nPlum,2.50,Cellar\n", "Price: 2")
    assert marked(source) == ["2"]
    loaded = load(b"Item,Price,Where\nPear,1.50,Shelf\nPlum,2.50,Cellar\n", "prices.csv")
    at = loaded.text.rindex("Where")
    source = source_text(Loaded(loaded), "d1", revision_of(loaded.text), Span(at, at + 5))
    assert marked(source) == ["Where"] and [words(row) for row in table(source).rows if row.is_marked] == [
        ["Item: Plum", "Price: 2.50", "Where: Cellar"]
    ]


def test_a_row_far_down_still_has_its_head() -> None:
    source = shown("prices.csv", PRICES, "Item: Thing 1400 | Price: 1400.50 | Where: Shelf 1400")
    head, *rows = table(source).rows
    assert words(head) == ["Item", "Price", "Where"] and head.is_head
    assert [words(row) for row in rows if row.is_marked] == [["Thing 1400", "1400.50", "Shelf 1400"]]
    assert source.earlier is not None


def test_a_row_without_some_values_keeps_the_others_in_their_columns() -> None:
    source = shown("prices.csv", "Item,Price,Where\nPear,1.50,Shelf\nPlum,,Cellar\nFig,3.00,\n", "Where: Cellar")
    assert [words(row) for row in table(source).rows[1:]] == [
        ["Pear", "1.50", "Shelf"],
        ["Plum", "", "Cellar"],
        ["Fig", "3.00", ""],
    ]
    assert marked(source) == ["Cellar"]


LONG = load("\n\n".join(f"Sentence number {n} stands here." for n in range(1200)).encode(), "long.txt")


@settings(deadline=None)
@given(some.integers(0, 45_000))
def test_a_window_is_a_small_part_of_a_long_text(at: int) -> None:
    source = source_text(Loaded(LONG), "d1", None, None, at)
    assert sum(len(block.pieces[0][0]) for block in source.blocks if isinstance(block, TextBlock)) < 4 * WINDOW_CHARS
    assert source.earlier is None or source.earlier < at
    assert source.later is None or source.later > at


def test_all_windows_together_are_the_whole_text() -> None:
    seen: list[str] = []
    step: int | None = 0
    while step is not None:
        part = source_text(Loaded(LONG), "d1", None, None, step)
        seen += [text for block in part.blocks if isinstance(block, TextBlock) for text, _ in block.pieces]
        step = part.later
    assert seen == LONG.text.split("\n\n")


def test_one_paragraph_of_a_megabyte_is_shown_around_the_quote() -> None:
    text = "word " * 100_000 + "the needle stands here " + "word " * 100_000
    source = shown("long.txt", text, "the needle stands here")
    assert marked(source) == ["the needle stands here"]
    assert len(text_html(source)) < 4 * WINDOW_CHARS
    assert source.earlier is not None and source.later is not None


def test_what_changed_since_is_not_marked() -> None:
    loaded = load(b"The rent is 950.", "lease.txt")
    source = source_text(Loaded(loaded), "d1", "another revision", Span(0, 3))
    assert not source.is_found and marked(source) == []
    assert wording.CHANGED in text_note_html(source, has_quote=True)
    beyond = source_text(Loaded(loaded), "d1", revision_of(loaded.text), Span(10, 999))
    assert not beyond.is_found and marked(beyond) == []


def test_what_is_not_used_for_answers_is_folded_away() -> None:
    blocks = (TextBlock(BlockKind.FURNITURE, (("Home", False),)), TextBlock(BlockKind.FURNITURE, (("Menu", False),)))
    page = Shown(text_html(SourceText(document("x", "x"), blocks, None, None, False)))
    assert page.elements.count("details") == 1 and wording.LEFT_OUT in page.text


def test_slides_and_times_are_told_where_they_begin() -> None:
    captions = "1\n00:00:01,000 --> 00:00:02,000\nHello there.\n\n2\n00:01:00,000 --> 00:01:02,000\nGood bye.\n"
    places = [block.place for block in shown("talk.srt", captions, "Good bye.").blocks if isinstance(block, TextBlock)]
    assert places and all(places)


def kinds_and_words(source: SourceText) -> list[tuple[str, str, str]]:
    """Place, kind and words of each block that is no table."""
    blocks = [block for block in source.blocks if isinstance(block, TextBlock)]
    return [(one.place, one.kind.name, "".join(words for words, _ in one.pieces)) for one in blocks]


def test_slides_are_told_apart_and_the_quote_is_marked_on_its_own() -> None:
    deck = make_pptx(
        [
            slide(shape("Mill museum", role="ctrTitle"), shape("Open in summer", role="subTitle")),
            slide(shape("Prices", role="title"), shape("Adults pay 8 euros", "Children pay 4 euros", role="")),
            slide(shape("Thanks", role="title"), shape("Adults pay 8 euros", role="")),
        ]
    )
    source = shown("museum.pptx", deck, "Adults pay 8 euros")
    told = kinds_and_words(source)
    assert [place for place, _, _ in told if place] == ["slide 1", "slide 2", "slide 3"]
    assert ("slide 2", "HEADING", "Prices") in told and ("slide 3", "HEADING", "Thanks") in told
    assert marked(source) == ["Adults pay 8 euros"]
    page = text_html(source)
    assert page.index("slide 2") < page.index("<mark") < page.index("slide 3")


def test_a_mail_is_shown_with_its_headers_and_the_quote_in_its_body() -> None:
    mail = message("The mill", plain="Dear Bob,\n\nThe mill opens at ten.\n\n> The mill opens at nine.")
    source = shown("letter.eml", mail.as_bytes(), "The mill opens at ten.")
    page = Shown(text_html(source))
    assert page.texts["mark"] == ["The mill opens at ten."]
    for words in ("From: Ann Ärlig <ann@example.org>", "Date: Mon, 04 Jun 2018", "Subject: The mill", "Dear Bob,"):
        assert words in page.text


def test_a_mail_in_html_is_shown_as_words() -> None:
    mail = message(plain="", page="<h1>Rent</h1><p>It is <b>950</b> pounds.</p><img src='http://evil.example/p.png'>")
    source = shown("letter.eml", mail.as_bytes(), "It is 950 pounds.")
    page = Shown(text_html(source))
    assert page.texts["mark"] == ["It is 950 pounds."] and "img" not in page.elements
    assert "evil.example" not in page.text


@pytest.mark.parametrize("contents", [NAV, NCX])
def test_chapters_of_a_book_are_told_where_they_begin(contents: str) -> None:
    source = shown("mills.epub", make_epub(contents), "It swings.")
    told = kinds_and_words(source)
    # a table of contents that is a page of the book comes first
    assert [place for place, _, _ in told if place][-3:] == ["The mill", "The wheel", "The sail"]
    assert marked(source) == ["It swings."]
    page = text_html(source)
    assert page.index("The sail") < page.index("<mark")


@pytest.mark.parametrize("text", [*HOSTILE, *UNSHOWABLE])
def test_foreign_words_stay_words(text: str) -> None:
    rows = TableBlock((TableRow((((text, False),),), is_head=True), TableRow((((text, True),),), number=text)))
    kinds = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.FURNITURE)
    blocks = tuple(TextBlock(kind, ((text, True),), 1, text) for kind in kinds)
    page = Shown(text_html(SourceText(document(text, text), (*blocks, rows), 1, 1, True)))
    assert set(page.elements) <= {
        *("article", "p", "h3", "ul", "li", "details", "summary", "mark", "div", "table", "tbody", "tr", "th", "td")
    }
    assert {name for name, _ in page.attributes} <= {
        *("class", "dir", "tabindex", "role", "aria-label", "aria-hidden", "scope", "open")
    }
