"""Finds where the words of a quote stand on a page that was recognised, by the places that were kept of its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.document import Span
from index.loaders.pdf_lines import Cell
from index.ocr.layout import page_words, recognised_lines
from index.ocr.recognised import Area, RecognisedPage
from index.pages.page_cells import PageText, cells_of


@dataclass(frozen=True, slots=True)
class _Found:
    """Words of the text with the place where they were recognised."""

    words: str
    area: Area


def areas_of_words(text: str, page_text: PageText, page: RecognisedPage, span: Span) -> tuple[Area, ...]:
    """An area for every line of the words of ``span`` that stand on the page, none where they are not found surely.

    A word is marked whole, and a line whose words were not told apart only if all of it belongs to the span. The areas
    hold the words of the span and no others, white space apart, or there are none.
    """
    cells = cells_of(text, page_text, recognised_lines(page))
    places = page_words(page)
    found: list[_Found] = []
    lines: list[list[Area]] = []
    for start, cell in sorted(cells.items()):
        chosen = _chosen(cell, start, span, places)
        if chosen is None:
            return ()
        if chosen:
            found += chosen
            lines.append([one.area for one in chosen])
    expected = [part for part in (*page_text.body, *page_text.running) if part.overlaps(span)]
    words = "".join(text[max(part.start, span.start) : min(part.end, span.end)] for part in expected)
    if _compared("".join(one.words for one in found)) != _compared(words):
        return ()
    return tuple(map(_around, lines))


def _chosen(cell: Cell, start: int, span: Span, places: Sequence[Area]) -> list[_Found] | None:
    """The words in ``span`` of a cell, which begins at ``start`` of the text; None if one cannot be parted."""
    found = []
    for word in cell.words:
        offset = start + word.offset
        first, last = max(span.start, offset), min(span.end, offset + word.length)
        if first >= last:
            continue
        is_whole = last - first == word.length
        if not is_whole and " " in cell.text[word.offset : word.offset + word.length]:
            return None
        found.append(_Found(cell.text[first - start : last - start], places[word.index]))
    return found


def _around(areas: Sequence[Area]) -> Area:
    return Area(
        min(area.left for area in areas),
        min(area.top for area in areas),
        max(area.right for area in areas),
        max(area.bottom for area in areas),
    )


def _compared(words: str) -> str:
    return "".join(words.split())
