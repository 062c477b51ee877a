"""Finds the rows of tables among the lines of a PDF."""

from __future__ import annotations

from collections.abc import Sequence

from index.loaders.lines import is_item
from index.loaders.pdf_lines import PageLine

_ALIGNED = 4.0  # points by which the left edges of one column may differ
_MAX_WRAPPED = 8  # lines of a cell below the line that begins its row
_MAX_STEP = 4.0  # in font sizes: the distance of two lines of one table


def table_rows(lines: Sequence[PageLine]) -> dict[PageLine, PageLine]:
    """For each line of a table the line that begins its row: itself, or the one above whose cell it goes on with.

    A line of several cells is a row if another one stands next to it.
    """
    rows: dict[PageLine, PageLine] = {}
    before: list[PageLine] = []
    number = 0
    while number < len(lines):
        row = _row_at(lines, number)
        if row and before and _is_near(before[-1], row[0]):
            rows.update((line, found[0]) for found in (before, row) for line in found)
        before = row
        number += max(1, len(row))
    return rows


def _row_at(lines: Sequence[PageLine], number: int) -> list[PageLine]:
    """The line of several cells at ``number`` and those below that stand under one of its cells but the first."""
    first = lines[number]
    if _cells(first) < 2:
        return []
    row = [first]
    for line in lines[number + 1 : number + 1 + _MAX_WRAPPED]:
        if _cells(line) > 1 or not _is_near(row[-1], line) or not _is_under_cell(first, line):
            break
        row.append(line)
    return row


def _is_under_cell(first: PageLine, line: PageLine) -> bool:
    return any(abs(cell.left - line.left) < _ALIGNED for cell in first.cells[1:])


def _is_near(above: PageLine, line: PageLine) -> bool:
    return above.page == line.page and abs(above.baseline - line.baseline) < _MAX_STEP * max(above.size, 1.0)


def _cells(line: PageLine) -> int:
    """How many cells a line has, the bullet of a list entry apart."""
    marked = len(line.cells) > 1 and len(line.cells[0].text) <= 4 and is_item(line.cells[0].text + " x")
    return len(line.cells) - marked
