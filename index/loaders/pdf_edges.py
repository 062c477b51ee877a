"""Finds the running headers, footers and page numbers of a PDF: lines that come back at the edge of its pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from index.loaders.pdf_lines import PageLine

_EDGE_LINES = 3  # at the top and at the bottom of a page
_MIN_PAGES = 3
_MIN_SHARE = 0.6
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_DIGITS = re.compile(r"\d+")
_DAY = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}|\b\d{1,2}[./](?:19|20)\d\d\b|\b(?:19|20)\d\d-\d\d\b")
_MIN_COUNTED = 0.8

_PAGE_NUMBER = re.compile(r"(?:.{0,80} )?page # (?:of|/) #(?: .{0,40})?|page #|# of #")
_Key = tuple[str, str]


def running_lines(pages: Sequence[Sequence[PageLine]]) -> set[PageLine]:
    """The lines that stand at the same place at the edge of more than six pages in ten, digits apart.

    Left and right pages often differ, so a line may also come back on six in ten of the even or of the odd pages. The
    digits are the page's number and the like: the net pay on every page of a year's payslips is no running line.
    """
    edges = [_edge_lines(lines) for lines in pages]
    running: set[_Key] = set()
    for chosen in (edges, edges[::2], edges[1::2]):
        filled = [lines for lines in chosen if lines]
        places = Counter(place for lines in filled for place in {(key, _height(line)) for key, line in lines})
        enough = max(_MIN_PAGES, _MIN_SHARE * len(filled))
        running.update(key for (key, _), count in places.items() if count >= enough)
    running -= _with_amounts(edges, running)
    if len(pages) > 1:
        running.update(key for lines in edges for key, _ in lines if _PAGE_NUMBER.fullmatch(key[1]))
    return {line for lines in edges for key, line in lines if key in running}


def _with_amounts(edges: Sequence[Sequence[tuple[_Key, PageLine]]], running: set[_Key]) -> set[_Key]:
    """Those of the ``running`` lines whose numbers say something else on every page: amounts and days."""
    found: defaultdict[_Key, list[PageLine]] = defaultdict(list)
    for page in edges:
        for key, line in page:
            if key in running:
                found[key].append(line)
    return {key for key, lines in found.items() if not _counts_pages(lines)}


def _counts_pages(lines: Sequence[PageLine]) -> bool:
    """Whether the numbers in lines of the same words stay or rise as the pages do, and their days stay."""
    if len({tuple(match.group() for match in _DAY.finditer(line.text)) for line in lines}) > 1:
        return False
    numbers = [[int(digits[:9]) for digits in _DIGITS.findall(line.text)] for line in lines]
    pairs = [
        second - first in (0, below.page - above.page)
        for (above, before), (below, after) in pairwise(zip(lines, numbers, strict=True))
        for first, second in zip(before, after, strict=False)
    ]
    return sum(pairs) >= _MIN_COUNTED * len(pairs)


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
