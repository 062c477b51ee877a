"""Drawing pages in a process of its own, and the pages of a library's documents."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import partial

import pytest

from index.document import Span
from index.errors import ParsingStartError, UnknownDocumentError, UnreadableFileError
from index.pages.boxes import Box
from index.pages.drawing import DrawingLimits, PageDrawing
from index.pages.messages import DrawRequest, PagePicture, decode_pictures, encode_pictures
from index.pages.page_cells import PageText
from index.pages.source_pages import SourcePages
from index.parsing_messages import BrokenMessageError
from tests.index.children import ROOT
from tests.index.conftest import Desk
from tests.index.makers import Words, column, make_pdf

LINES = ["The rent of the full plot is due in May.", "The key of the boat house lies at Weir Lane."]
ODD = f"""
import sys, time, os
sys.path.insert(0, {str(ROOT)!r})
import index.pages.page_child as child

honest = child.draw_pages

def odd(content, text, pages, span, *recognised):
    if content == b"hang":
        time.sleep(3600)
    if content == b"die":
        os._exit(3)
    return honest(content, text, pages, span, *recognised)

child.draw_pages = odd
sys.exit(child.main())
"""


def odd_command() -> Sequence[str]:
    return (sys.executable, "-c", ODD)


@pytest.fixture
def drawing() -> Iterator[PageDrawing]:
    drawing = PageDrawing(DrawingLimits(seconds=20))
    yield drawing
    drawing.close()


@pytest.fixture
def source(desk: Desk, drawing: PageDrawing) -> SourcePages:
    return SourcePages(desk.library, drawing)


def span_of(desk: Desk, document_id: str, words: str) -> Span:
    with desk.library.snapshot() as snapshot:
        start = snapshot.text(document_id).index(words)
    return Span(start, start + len(words))


def test_the_page_of_a_quote_comes_with_its_boxes(desk: Desk, source: SourcePages) -> None:
    document = desk.upload("lease.pdf", make_pdf([column(["First page."]), column(LINES, step=40)]))
    span = span_of(desk, document.document_id, LINES[1])
    (picture,) = source.pages(document.document_id, document.revision, span)
    assert picture.page == 2
    assert picture.png.startswith(b"\x89PNG")
    assert len(picture.boxes) == 1


def test_a_file_that_has_changed_or_gone_is_not_shown(desk: Desk, source: SourcePages) -> None:
    file = desk.papers / "lease.pdf"
    file.write_bytes(make_pdf([column(LINES)]))
    desk.add(file)
    document = desk.library.find("lease.pdf")
    pages = partial(source.pages, document.document_id, document.revision, Span(0, 8))
    assert pages()
    file.write_bytes(file.read_bytes().replace(b"full", b"half"))
    with pytest.raises(UnreadableFileError, match="The file has changed since it was read"):
        pages()
    file.unlink()
    with pytest.raises(UnreadableFileError, match="no longer where it was read"):
        pages()


def test_an_answer_of_an_earlier_reading_is_told_from_the_present_one(desk: Desk, source: SourcePages) -> None:
    document = desk.upload("lease.pdf", make_pdf([column(LINES)]))
    desk.upload("lease.pdf", make_pdf([column(LINES[::-1])]))
    with pytest.raises(UnreadableFileError, match="changed since it was read"):
        source.pages(document.document_id, document.revision, Span(0, 8))


def test_other_formats_have_no_pages_to_show(desk: Desk, source: SourcePages) -> None:
    document = desk.add_text("notes.txt", LINES[0])
    with pytest.raises(UnreadableFileError, match="Only the pages of PDF and picture files"):
        source.pages(document.document_id, document.revision, Span(0, 8))
    with pytest.raises(UnknownDocumentError):
        source.pages("gone", document.revision, Span(0, 8))


@pytest.mark.parametrize(("content", "why"), [(b"hang", "given up"), (b"die", "damaged"), (b"no pdf", "damaged")])
def test_a_file_that_does_harm_is_refused_and_the_next_one_drawn(content: bytes, why: str) -> None:
    drawing = PageDrawing(DrawingLimits(seconds=2), odd_command)
    pages = (PageText(1, (Span(0, 8),), ()),)
    with pytest.raises(UnreadableFileError, match=why):
        drawing.draw(content, "The rent", pages, Span(0, 8))
    (picture,) = drawing.draw(make_pdf([[Words("The rent")]]), "The rent", pages, Span(0, 8))
    assert len(picture.boxes) == 1
    drawing.close()


def test_a_process_that_does_not_start_is_told() -> None:
    with pytest.raises(ParsingStartError, match="draws pages"):
        PageDrawing(command=lambda: (sys.executable, "-c", "")).draw(b"", "", (), Span(0, 0))


def test_requests_and_pictures_survive_the_way() -> None:
    pages = (PageText(3, (Span(0, 4), Span(9, 12)), (Span(20, 22),)), PageText(4, (), ()))
    request = DrawRequest("Ähre\n", pages, Span(1, 10), 2.5, 1000)
    assert DrawRequest.decoded(request.encoded()) == request
    pictures = (
        PagePicture(3, b"\x89PNG\r\n\x1a\n...", (Box(0.25, 0.5, 0.75, 1.0),)),
        PagePicture(4, b"\x89PNG\r\n\x1a\n", ()),
    )
    assert decode_pictures(encode_pictures(pictures), pages) == pictures


@pytest.mark.parametrize(
    "answer",
    [
        b"{}",
        b"[]",
        b"noise",
        b'{"problem": "PdfiumError"}',
        b'[[3, "aGk=", []]]',
        b'[["3", "iVBORw0KGgo=", []]]',
        b'[[3, "iVBORw0KGgo=", [[0, 0, 1]]]]',
        b'[[3, "iVBORw0KGgo=", [[0, 0, 1, NaN]]]]',
        b'[[4, "iVBORw0KGgo=", []]]',
    ],
)
def test_an_answer_that_nobody_could_have_meant_is_refused(answer: bytes) -> None:
    with pytest.raises(BrokenMessageError):
        decode_pictures(answer, (PageText(3, (), ()),))
