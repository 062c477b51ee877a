"""Finds the running headers, footers and page numbers of a PDF: lines that come back at the edge of its pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from index.loaders.pdf_lines import PageLine

_EDGE_LINES = 3  # at the top and at the bottom of a page
_MIN_PAGES = 3
_MIN_SHARE = 0.6
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")

_PAGE_NUMBER = re.compile(r"(?:.{0,80} )?page # (?:of|/) #(?: .{0,40})?|page #|# of #")
_Key = tuple[str, str]


def running_lines(pages: Sequence[Sequence[PageLine]]) -> set[PageLine]:
    """The lines that stand at the same place at the edge of more than six pages in ten, digits apart.

    Left and right pages often differ, so a line may also come back on six in ten of the even or of the odd pages.
    """
    edges = [_edge_lines(lines) for lines in pages]
    running: set[_Key] = set()
    for chosen in (edges, edges[::2], edges[1::2]):
        filled = [lines for lines in chosen if lines]
        places = Counter(place for lines in filled for place in {(key, _height(line)) for key, line in lines})
        enough = max(_MIN_PAGES, _MIN_SHARE * len(filled))
        running.update(key for (key, _), count in places.items() if count >= enough)
    if len(pages) > 1:
        running.update(key for lines in edges for key, _ in lines if _PAGE_NUMBER.fullmatch(key[1]))
    return {line for lines in edges for key, line in lines if key in running}


def _edge_lines(lines: Iterable[PageLine]) -> list[tuple[_Key, PageLine]]:
    """The lines at the top and the bottom of a page, each with its edge and its words without numbers."""
    by_height = sorted(lines, key=lambda line: -line.baseline)
    top, bottom = by_height[:_EDGE_LINES], by_height[_EDGE_LINES:][-_EDGE_LINES:]
    return [(("top", _masked(line)), line) for line in top] + [(("bottom", _masked(line)), line) for line in bottom]


def _height(line: PageLine) -> int:
    """Where a line stands on its page, coarse enough for small differences."""
    return round(line.baseline / 4)


def _masked(line: PageLine) -> str:
    return _NUMBER.sub("#", " ".join(line.text.casefold().split()))
