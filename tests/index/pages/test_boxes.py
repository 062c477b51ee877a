"""Boxes around the words of a quote: known places on generated pages, and nothing where the page says otherwise."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from index.document import LoadedText, Span
from index.loaders.pdf import load
from index.pages.boxes import Box, PageBoxes, find_boxes
from index.pages.page_cells import page_texts
from tests.index.makers import Words, column, make_pdf

WIDTH, HEIGHT = 600, 800
RENT = "The rent is 950 pounds a month."
BEFORE, RENT_ONLY = 24.0, 20.7
"""The widths of "The " and of "rent" in Helvetica of 12 points, by its font metrics: 2001 and 1723 thousandths of 12."""
ABOVE = [
    "The river rose for sixteen days and",
    "on the last evening of November the",
    "miller counted the sacks of flour on",
    "the upper floor for the third time,",
    "because the bridge had begun to sing",
    "and nobody in the town slept at all.",
]
BESIDE = [
    "The council met on the stairs of the",
    "school and decided to build the new",
    "bridge of iron, which was cheaper than",
    "stone and could be ordered from a",
    "catalogue that the clerk had found in",
    "the drawer of his desk the year before.",
]


def boxed(content: bytes, words: str, loaded: LoadedText | None = None, nth: int = 0) -> tuple[PageBoxes, ...]:
    """The boxes of the ``nth`` occurrence of ``words``."""
    loaded = loaded or load(content, "x.pdf")
    start = -1
    for _ in range(nth + 1):
        start = loaded.text.index(words, start + 1)
    document = pdfium.PdfDocument(content)
    try:
        span = Span(start, start + len(words))
        return find_boxes(document, loaded.text, page_texts(loaded, span), span)
    finally:
        document.close()


def only_box(pages: tuple[PageBoxes, ...]) -> Box:
    (page,) = pages
    (box,) = page.boxes
    return box


def yearbook() -> bytes:
    """Four pages with header and page number; one sentence goes on from the second to the third page."""
    bodies = [BESIDE, ABOVE[:4], [*ABOVE[4:], *BESIDE], BESIDE]
    return make_pdf(
        [
            [Words("The yearbook", y=780, size=9), *column(body), Words(f"Page {n} of 4", y=20, size=9)]
            for n, body in enumerate(bodies, 1)
        ]
    )


def test_a_word_is_boxed_from_its_first_to_its_last_letter() -> None:
    box = only_box(boxed(make_pdf([[Words(RENT, 50, 700)]]), "rent"))
    assert box.left * WIDTH == pytest.approx(50 + BEFORE, abs=1)
    assert box.right * WIDTH == pytest.approx(50 + BEFORE + RENT_ONLY, abs=1)
    assert (1 - box.top) * HEIGHT == pytest.approx(700 + 9, abs=3)
    assert (1 - box.bottom) * HEIGHT == pytest.approx(700 - 3, abs=2)


def test_part_of_a_word_is_boxed_alone() -> None:
    whole, part = (only_box(boxed(make_pdf([[Words(RENT)]]), words)) for words in ("pounds", "pound"))
    assert part.left == whole.left
    assert part.right < whole.right


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_on_a_turned_page_the_box_turns_with_it(turned: int) -> None:
    upright = only_box(boxed(make_pdf([[Words(RENT, 50, 700)]]), "rent"))
    left, top, right, bottom = {
        90: (1 - upright.bottom, upright.left, 1 - upright.top, upright.right),
        180: (1 - upright.right, 1 - upright.bottom, 1 - upright.left, 1 - upright.top),
        270: (upright.top, 1 - upright.right, upright.bottom, 1 - upright.left),
    }[turned]
    box = only_box(boxed(make_pdf([[Words(RENT, 50, 700)]], rotate=turned), "rent"))
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx((left, top, right, bottom), abs=1e-4)


def test_the_box_is_measured_on_the_part_of_the_page_that_is_shown() -> None:
    box = only_box(boxed(make_pdf([[Words(RENT, 150, 600)]], crop=(100, 200, 500, 700)), "rent"))
    assert box.left * 400 == pytest.approx(50 + BEFORE, abs=1)
    assert (1 - box.bottom) * 500 == pytest.approx(400 - 3, abs=2)


def test_words_outside_the_part_that_is_shown_are_not_marked() -> None:
    content = make_pdf([[Words(RENT, 50, 100), Words("And a line.", 150, 600)]], crop=(100, 200, 500, 700))
    assert boxed(content, "rent") == (PageBoxes(1, ()),)


def test_every_line_has_its_box_and_hyphenated_words_have_both_parts() -> None:
    lines = ["The town lost its old stone brid-", "ge in the night of the great flood."]
    (page,) = boxed(make_pdf([column(lines, x=50, top=700)]), "stone brid-\nge in")
    first, second = page.boxes
    assert first.left > second.left == pytest.approx(50 / WIDTH, abs=0.002)
    assert first.bottom < second.bottom
    assert first.top < second.top


def test_a_line_that_a_word_divides_is_read_on_in_the_next_column() -> None:
    rows = [words for pair in zip(column(ABOVE), column(BESIDE, x=320), strict=True) for words in pair]
    loaded_words = f"{ABOVE[-1]}\n\n{BESIDE[0]}"
    (page,) = boxed(make_pdf([rows]), loaded_words)
    last, first = page.boxes
    assert last.right < 0.5 < first.left
    assert last.top > first.bottom


def test_a_quote_over_two_pages_is_boxed_on_both() -> None:
    pages = boxed(yearbook(), f"{ABOVE[3]}\n{ABOVE[4]}")
    assert [(page.page, len(page.boxes)) for page in pages] == [(2, 1), (3, 1)]
    assert pages[0].boxes[0].top > pages[1].boxes[0].top


def test_of_equal_lines_the_one_that_is_meant_is_boxed() -> None:
    content = make_pdf([column(["Fees", "Paid monthly.", "Rent", "Paid monthly.", "Other", "Paid monthly."], step=40)])
    tops = [only_box(boxed(content, "Paid monthly.", nth=nth)).top for nth in range(3)]
    assert tops == pytest.approx([tops[0], tops[0] + 80 / HEIGHT, tops[0] + 160 / HEIGHT], abs=1e-4)


def test_among_equal_lines_in_another_order_none_is_guessed() -> None:
    lines = ["Fees", "Paid monthly.", "Rent", "Paid monthly."]
    loaded = load(make_pdf([column(lines, step=40)]), "x.pdf")
    other = make_pdf([column(lines[::-1], step=40)])
    assert boxed(other, "Paid monthly.", loaded) == (PageBoxes(1, ()),)
    assert len(boxed(other, "Rent", loaded)[0].boxes) == 1


def test_a_running_header_is_found_at_the_edge() -> None:
    (page,) = boxed(yearbook(), "The yearbook\nPage 3 of 4")
    assert page.page == 3
    header, number = page.boxes
    assert header.bottom < 0.05
    assert number.top > 0.95


def test_a_page_that_says_something_else_by_now_is_not_marked() -> None:
    loaded = load(make_pdf([[Words(RENT)]]), "x.pdf")
    assert boxed(make_pdf([[Words(RENT.replace("950", "990"))]]), "950", loaded) == (PageBoxes(1, ()),)


def test_words_under_other_words_are_not_marked() -> None:
    content = make_pdf([[Words(RENT), Words("A second line.", y=650), Words("Nothing is due at all.", y=702)]])
    assert boxed(content, "rent is 950") == (PageBoxes(1, ()),)
    assert len(boxed(content, "second line")[0].boxes) == 1


def test_a_ligature_is_one_glyph_and_its_letters_are_boxed() -> None:
    # the euro sign is drawn as the ligature; pdfium mends the table of offsets that this breaks
    with_ligature = b"/Encoding << /BaseEncoding /WinAnsiEncoding /Differences [128 /fi] >> >>"
    content = make_pdf([[Words("It is the of€ce of the mayor.")]])
    content = content.replace(b"/Encoding /WinAnsiEncoding >>", with_ligature, 1)
    text = load(content, "x.pdf").text
    word = text.split()[3]
    assert word in ("office", "of\ufb01ce")
    box = only_box(boxed(content, word))
    assert (box.right - box.left) * WIDTH == pytest.approx(12 * (556 + 278 + 500 + 500 + 556) / 1000, abs=1.5)


def test_a_text_without_pages_has_no_boxes() -> None:
    content = make_pdf([[Words(RENT)]])
    loaded = LoadedText(RENT, "Lease", (), ())
    assert boxed(content, "rent", loaded) == ()
