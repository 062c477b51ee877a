"""The boxes of a quote on a page that was recognised stand where its words were recognised, or there are none."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from index import ingest
from index.document import LoadedText, Span
from index.library import Library
from index.loaders import load
from index.ocr.reading_scans import read_scans, waiting_scans
from index.ocr.recognised import Area, RecognisedPage, RecognisedWord
from index.pages.boxes import Box, recognised_boxes
from index.pages.drawing import DrawingLimits, PageDrawing
from index.pages.page_cells import page_texts
from index.pages.source_pages import SourcePages
from tests.fakes import WordEmbedder
from tests.index.makers import Words, column, make_pdf
from tests.index.scans import HEIGHT, WIDTH, KnownPages, image_file, picture_of, recognised

LINES = [
    Words("The ledger", 50, 760, 24),
    *column(["The harbour master keeps the ledger", "of ships. It lies in the lower office.", "The harbour is deep."]),
]
PAGE = recognised(LINES)


@pytest.fixture(scope="module")
def loaded() -> LoadedText:
    return load(make_pdf([None]), "x.pdf", [PAGE])


def boxes(loaded: LoadedText, span: Span, page: RecognisedPage = PAGE) -> tuple[Box, ...]:
    (page_text,) = page_texts(loaded, span)
    return recognised_boxes(loaded.text, page_text, page, span).boxes


def span_of(loaded: LoadedText, words: str) -> Span:
    start = loaded.text.index(words)
    return Span(start, start + len(words))


def test_a_sentence_over_two_lines_has_a_box_on_each(loaded: LoadedText) -> None:
    one, two = boxes(loaded, span_of(loaded, "keeps the ledger\nof ships."))
    assert one.left == pytest.approx((50 + 6 * len("The harbour master ")) / WIDTH)
    assert (two.left, two.right) == pytest.approx((50 / WIDTH, (50 + 6 * len("of ships.")) / WIDTH))
    assert one.top < 1 - 700 / HEIGHT < one.bottom < two.bottom


@given(data=st.data())
def test_boxes_hold_the_words_of_any_span(loaded: LoadedText, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(loaded.text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(loaded.text))))
    if not span.of(loaded.text).strip():
        return
    found = boxes(loaded, span)
    words = [word for line in PAGE.lines for word in line.words]
    inside = [word.text for word in words if any(_holds(box, word.area) for box in found)]
    touched = [
        word.group() for word in re.finditer(r"\S+", loaded.text) if word.start() < span.end and word.end() > start
    ]
    assert inside == touched


def _holds(box: Box, area: Area) -> bool:
    x, y = (area.left + area.right) / 2, (area.top + area.bottom) / 2
    return box.left <= x <= box.right and box.top <= y <= box.bottom


def test_a_page_that_was_recognised_otherwise_has_no_box(loaded: LoadedText) -> None:
    other = replace(
        PAGE,
        lines=tuple(
            replace(line, words=(*line.words[1:], RecognisedWord("x", line.words[0].area))) for line in PAGE.lines
        ),
    )
    assert boxes(loaded, span_of(loaded, "keeps the ledger"), other) == ()


def test_a_line_whose_words_were_not_told_apart_is_marked_as_a_whole_or_not_at_all() -> None:
    whole = replace(
        PAGE, lines=tuple(replace(line, words=(RecognisedWord(line.text, line.words[0].area),)) for line in PAGE.lines)
    )
    loaded = load(make_pdf([None]), "x.pdf", [whole])
    assert len(boxes(loaded, span_of(loaded, "The harbour is deep."), whole)) == 1
    assert boxes(loaded, span_of(loaded, "harbour is deep."), whole) == ()


@pytest.fixture
def drawing() -> Iterator[PageDrawing]:
    drawing = PageDrawing(DrawingLimits(seconds=30))
    yield drawing
    drawing.close()


def test_the_page_of_a_picture_file_is_shown_with_the_quote_boxed(tmp_path: Path, drawing: PageDrawing) -> None:
    with Library.create(tmp_path, WordEmbedder().identity) as library:
        pages = [picture_of([], 72), picture_of(LINES, 72)]
        ingest.add_upload(library, "scan.tif", image_file(pages, "TIFF"), WordEmbedder())
        engine = KnownPages({2: recognised(LINES, 2)})
        (report,) = read_scans(library, waiting_scans(library), WordEmbedder(), engine)
        assert report.document is not None
        document = report.document
        snapshot = library.snapshot()
        text = snapshot.text(document.document_id)
        start = text.index("It lies in")
        shown = SourcePages(library, drawing).pages(document.document_id, document.revision, Span(start, start + 10))
    (picture,) = shown
    assert picture.page == 2
    (box,) = picture.boxes
    page = Image.open(io.BytesIO(picture.png)).convert("L")
    marked = page.crop(
        (
            int(box.left * page.width),
            int(box.top * page.height),
            int(box.right * page.width),
            int(box.bottom * page.height),
        )
    )
    assert sum(marked.histogram()[:100])  # there is print in the box
