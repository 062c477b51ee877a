"""Finds the cells of a PDF page behind a stretch of a document's text, by the order in which the loader took them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.document import BlockKind, LoadedText, Span
from index.loaders.pdf_columns import in_reading_order
from index.loaders.pdf_lines import Cell, PageLine

_CELL = re.compile(r"[^\t\n]+")


@dataclass(frozen=True, slots=True)
class PageText:
    """What a document's text holds of one page: spans of its body, and of its running header and footer."""

    page: int
    body: tuple[Span, ...]
    running: tuple[Span, ...]


def page_texts(loaded: LoadedText, span: Span) -> tuple[PageText, ...]:
    """The pages on which words of ``span`` stand, in the order of the text; none where the format has no pages."""
    slices = list(_slices(loaded))
    touched = [page for page, part in slices if part.overlaps(span) and _common(part, span).of(loaded.text).strip()]
    running = _running_start(loaded)
    return tuple(
        PageText(
            page,
            tuple(part for number, part in slices if number == page and part.start < running),
            tuple(part for number, part in slices if number == page and part.start >= running),
        )
        for page in dict.fromkeys(touched)
    )


def cells_of(text: str, page_text: PageText, lines: Sequence[PageLine]) -> dict[int, Cell]:
    """The cells of a page's ``lines`` by the offsets in ``text`` at which they begin.

    When the lines, put in order as the loader does it, are the page's text cell by cell, each has its offset. Else only
    those do whose words stand once on the page: which of several equal ones is meant could only be guessed.
    """
    told = [
        match for part in (*page_text.body, *page_text.running) for match in _CELL.finditer(text, part.start, part.end)
    ]
    found = [cell for line in _in_loaded_order(text, page_text, lines) for cell in line.cells]
    words_told, words_found = [match.group() for match in told], [cell.text for cell in found]
    if words_told == words_found:
        return {match.start(): cell for match, cell in zip(told, found, strict=True)}
    counts_told, counts_found = Counter(words_told), Counter(words_found)
    only = {cell.text: cell for cell in found if counts_found[cell.text] == 1}
    return {
        match.start(): only[match.group()]
        for match in told
        if match.group() in only and counts_told[match.group()] == 1
    }


def _in_loaded_order(text: str, page_text: PageText, lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines of the body in the loader's order, then those at the edges; an edge has the words of its own only."""
    edges = Counter(line for part in page_text.running for line in part.of(text).split("\n"))
    body = [line for line in lines if not edges[line.text]]
    return [*in_reading_order(body), *(line for line in lines if edges[line.text])]


def _slices(loaded: LoadedText) -> Iterator[tuple[int, Span]]:
    """The text in parts, each with its page."""
    starts = [*(mark.start for mark in loaded.places), len(loaded.text)]
    for mark, (start, end) in zip(loaded.places, pairwise(starts), strict=True):
        if mark.place.page is not None:
            yield mark.place.page, Span(start, end)


def _running_start(loaded: LoadedText) -> int:
    """Where the running headers and footers begin, which follow after the bodies of all pages."""
    start = len(loaded.text)
    for block in reversed(loaded.blocks):
        if block.kind is not BlockKind.FURNITURE:
            break
        start = block.span.start
    return start


def _common(one: Span, other: Span) -> Span:
    return Span(max(one.start, other.start), min(one.end, other.end))
