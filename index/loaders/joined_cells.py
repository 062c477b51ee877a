"""Spreadsheet cells that are joined to one count for every row and column that they span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.loaders.table_heads import Row

_MAX_JOINED_CELLS = 100_000


@dataclass(frozen=True, slots=True)
class Area:
    """Cells that are joined to one: rows and columns from 0, both ends inside."""

    top: int
    left: int
    bottom: int
    right: int


def join_cells(rows: Sequence[Row], areas: Sequence[Area]) -> tuple[Row, ...]:
    """``rows`` with the words of joined cells in all rows that they span."""
    by_number = {row.number: row for row in rows}
    own = {row.number for row in rows if row.filled}  # a row that only continues the one above says nothing itself
    left = _MAX_JOINED_CELLS
    for area in areas:
        first = by_number.get(area.top + 1)
        size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
        words = first.cells[area.left] if first and area.left < len(first.cells) else ""
        left -= size
        if not words or left < 0:
            continue
        for number in range(area.top + 1, area.bottom + 2):
            if number in own:
                by_number[number] = _joined(by_number[number], area, words)
    return tuple(by_number[row.number] for row in rows)


def _joined(row: Row, area: Area, words: str) -> Row:
    cells = list(row.cells) + [""] * (area.right + 1 - len(row.cells))
    cells[area.left : area.right + 1] = [words] * (area.right + 1 - area.left)
    return replace(row, cells=tuple(cells), joined=row.joined | set(range(area.left + 1, area.right + 1)))
