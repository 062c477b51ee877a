"""Finds where on the pages of a PDF the words of a quote stand, and draws nothing that it has not read back."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from index.document import Span
from index.loaders.pdf_glyphs import Glyphs
from index.loaders.pdf_lines import Cell, positions_of
from index.loaders.pdf_page import read_page
from index.ocr.recognised import RecognisedPage
from index.pages.page_cells import PageText, cells_of
from index.pages.recognised_boxes import areas_of_words

_NOT_COMPARED = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u00ad\u2010\ufffe\uffff\ue000-\uf8ff\ud800-\udfff•-]+")
_FINE = 1_000_000  # the shown page in steps, because pdfium counts in whole ones
_TOLERANCE = 0.01  # of the page, by which the loose box of a glyph at its edge may stand out


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as it is shown, each edge from 0 to 1, from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageBoxes:
    """A page (from 1) on which words of a quote stand; no ``boxes`` where they could not be found surely."""

    page: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class _Area:
    """A rectangle in the page's own space, in points, with the words that must stand in it."""

    words: str
    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.bottom <= y <= self.top


def find_boxes(
    document: pdfium.PdfDocument,
    text: str,
    page_texts: Sequence[PageText],
    span: Span,
    recognised: Sequence[RecognisedPage] = (),
) -> tuple[PageBoxes, ...]:
    """The pages on which the words of ``span`` stand, each with a box for every line of them.

    The boxes of all pages are read back from the page, and unless they hold the words of the span and no others, white
    space and hyphens apart, no page has any: a wrong box is worse than none.

    Args:
        document: the opened original.
        text: what the loader made of it.
        page_texts: what ``text`` holds of the pages on which words of ``span`` stand.
        span: the words to be found, in offsets of ``text``.
        recognised: what was recognised of pages that are pictures; their boxes are the places that were kept of it.

    Raises:
        pypdfium2.PdfiumError: a page cannot be read any more.
    """
    pages = []
    known = {page.page: page for page in recognised}
    for page_text in page_texts:
        if page_text.page in known:
            pages.append(recognised_boxes(text, page_text, known[page_text.page], span))
            continue
        page = document[page_text.page - 1]
        try:
            cells = cells_of(text, page_text, read_page(page, page_text.page, set()).lines)
            expected = [part for part in (*page_text.body, *page_text.running) if part.overlaps(span)]
            words = "".join(text[max(part.start, span.start) : min(part.end, span.end)] for part in expected)
            pages.append(PageBoxes(page_text.page, _boxes_on(page, cells, span, words)))
        finally:
            page.close()
    if all(page.boxes for page in pages):
        return tuple(pages)
    return tuple(PageBoxes(page.page, ()) for page in pages)


def recognised_boxes(text: str, page_text: PageText, page: RecognisedPage, span: Span) -> PageBoxes:
    """The boxes of the words of ``span`` on a page that was recognised."""
    areas = areas_of_words(text, page_text, page, span)
    return PageBoxes(page.page, tuple(Box(area.left, area.top, area.right, area.bottom) for area in areas))


def _boxes_on(page: pdfium.PdfPage, cells: Mapping[int, Cell], span: Span, words: str) -> tuple[Box, ...]:
    """The boxes of the part of ``span`` that stands on the page, whose text is ``words``; none if they do not agree."""
    text_page = page.get_textpage()
    try:
        glyphs = Glyphs(text_page, text_page.get_text_range(), page)
        areas = [area for start, cell in sorted(cells.items()) for area in _areas(glyphs, cell, start, span)]
        if _compared("".join(area.words for area in areas)) != _compared(words):
            return ()
        if not all(_compared(read) == _compared(area.words) for area, read in _read_back(text_page, areas)):
            return ()
    finally:
        text_page.close()
    boxes = tuple(_shown(page, area) for area in areas)
    return boxes if all(map(_is_on_page, boxes)) else ()


def _areas(glyphs: Glyphs, cell: Cell, start: int, span: Span) -> Iterator[_Area]:
    """The areas of the words of a cell, which begins at ``start`` of the text, as far as they lie in ``span``."""
    areas: list[_Area] = []
    for word in cell.words:
        offset = start + word.offset
        chosen = range(max(span.start, offset), min(span.end, offset + word.length))
        if not chosen:
            continue
        positions = positions_of(glyphs.text, word)[chosen.start - offset : chosen.stop - offset]
        if len(positions) == len(chosen):
            shown = cell.text[chosen.start - start : chosen.stop - start]
            area = _around(shown, [glyphs.box(position) for position in positions])
            if areas and _on_one_line(areas[-1], area):
                areas[-1] = _joined(areas[-1], area)
            else:
                areas.append(area)
    yield from areas


def _around(words: str, boxes: list[tuple[float, float, float, float]]) -> _Area:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return _Area(words, min(lefts), min(bottoms), max(rights), max(tops))


def _on_one_line(one: _Area, other: _Area) -> bool:
    """Whether two words that follow each other share a line, whichever way it runs across the page."""
    across = min(one.top, other.top) - max(one.bottom, other.bottom)
    along = min(one.right, other.right) - max(one.left, other.left)
    return across > 0.5 * min(one.top - one.bottom, other.top - other.bottom) or (
        along > 0.5 * min(one.right - one.left, other.right - other.left)
    )


def _joined(one: _Area, other: _Area) -> _Area:
    return _Area(
        one.words + other.words,
        min(one.left, other.left),
        min(one.bottom, other.bottom),
        max(one.right, other.right),
        max(one.top, other.top),
    )


def _read_back(text_page: pdfium.PdfTextPage, areas: list[_Area]) -> Iterator[tuple[_Area, str]]:
    """For each area the characters of the page whose middle it holds, taken from the glyphs themselves."""
    read: list[list[str]] = [[] for _ in areas]
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(text_page.count_chars()):
        sign = chr(pdfium_c.FPDFText_GetUnicode(text_page, index))
        if _NOT_COMPARED.match(sign):
            continue
        pdfium_c.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
        x, y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
        for area, signs in zip(areas, read, strict=True):
            if area.holds(x, y):
                signs.append(sign)
    yield from zip(areas, map("".join, read), strict=True)


def _compared(words: str) -> str:
    return _NOT_COMPARED.sub("", words)


def _shown(page: pdfium.PdfPage, area: _Area) -> Box:
    """An area on the page as it is shown: cropped and turned."""
    corners = [_shown_point(page, x, y) for x, y in ((area.left, area.bottom), (area.right, area.top))]
    (left, right), (top, bottom) = (sorted(values) for values in zip(*corners, strict=True))
    return Box(left, top, right, bottom)


def _shown_point(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, across, down)
    return across.value / _FINE, down.value / _FINE


def _is_on_page(box: Box) -> bool:
    return min(box.left, box.top) >= -_TOLERANCE and max(box.right, box.bottom) <= 1 + _TOLERANCE
