"""Puts the lines of two columns in order when a file draws them row by row across the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from index.loaders.pdf_lines import PageLine

_MIN_ROWS = 5
_MIN_SHARE = 0.4  # of a page's lines that stand beside another
_MIN_WORDS = 4  # a cell of a table has fewer
_MIN_CONTINUED = 0.25  # of the lines of a column of prose begin in lower case


def in_reading_order(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines, left column before right, if they alternate between two columns of prose; else as they come."""
    pieces = [replace(line, cells=(cell,)) for line in lines for cell in line.cells]
    gutter = _gutter(pieces)
    if gutter is None:
        return list(lines)
    left = [piece for piece in pieces if piece.right <= gutter]
    right = [piece for piece in pieces if piece.left >= gutter]
    if not (_is_prose(left) and _is_prose(right)):
        return list(lines)
    return list(_column_by_column(pieces, gutter))


def _gutter(pieces: Sequence[PageLine]) -> float | None:
    """Where on the page the gap between two columns lies, if enough lines stand side by side around one gap."""
    gaps = [
        (one.right, two.left)
        for one, two in pairwise(pieces)
        if abs(one.baseline - two.baseline) < 0.3 * max(one.size, 1.0) and two.left > one.right
    ]
    if len(gaps) < _MIN_ROWS or len(gaps) < _MIN_SHARE * len(pieces) / 2:
        return None
    gutter = median((left + right) / 2 for left, right in gaps)
    inside = sum(left <= gutter <= right for left, right in gaps)
    return gutter if inside >= 0.8 * len(gaps) else None


def _is_prose(pieces: Sequence[PageLine]) -> bool:
    if len(pieces) < _MIN_ROWS:
        return False
    continued = sum(piece.text[0].islower() for piece in pieces)
    return median(len(piece.text.split()) for piece in pieces) >= _MIN_WORDS and (
        continued >= _MIN_CONTINUED * len(pieces)
    )


def _column_by_column(pieces: Sequence[PageLine], gutter: float) -> Iterator[PageLine]:
    """Left column, then right, between the lines that run across both."""
    left: list[PageLine] = []
    right: list[PageLine] = []
    for piece in pieces:
        if piece.right <= gutter:
            left.append(piece)
        elif piece.left >= gutter:
            right.append(piece)
        else:
            yield from (*left, *right, piece)
            left, right = [], []
    yield from (*left, *right)
