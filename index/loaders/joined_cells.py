"""Spreadsheet cells that are joined to one count for every row and column that they span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.loaders.table_heads import Row, is_number

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


def with_joined_names(rows: Sequence[Row]) -> tuple[Row, ...]:
    """``rows`` with names in two rows joined as they were before the table was exported without saying so.

    A name above several names below is written once, with empty cells after it, or again in every cell.
    """
    first = next((at for at, row in enumerate(rows) if len(row.filled) > 1), len(rows))
    if len(rows) < first + 3 or not _is_second_row_of_names(rows[first], rows[first + 1], rows[first + 2]):
        return tuple(rows)
    cells, joined = list(rows[first].cells), set()
    for column in range(1, len(cells)):
        below = column < len(rows[first + 1].cells) and rows[first + 1].cells[column]
        if below and cells[column - 1] and cells[column] in ("", cells[column - 1]):
            cells[column] = cells[column - 1]
            joined.add(column)
    above = replace(rows[first], cells=tuple(cells), joined=frozenset(joined))
    return (*rows[:first], above, *rows[first + 1 :])


def _is_second_row_of_names(above: Row, row: Row, below: Row) -> bool:
    """Whether a row of words over numbers begins with an empty cell under a name and splits other names."""
    words = [row.cells[column] for column in row.filled]
    filled = [column for column in row.filled if column < len(below.cells)]
    splits = any(
        column < len(above.cells) and above.cells[column] in ("", above.cells[column - 1])
        for column in row.filled
        if column
    )
    return (
        len(words) > 1
        and bool(above.cells[0])
        and not row.cells[0]
        and splits
        and not any(map(is_number, words))
        and any(is_number(below.cells[column]) for column in filled)
    )


def _joined(row: Row, area: Area, words: str) -> Row:
    cells = list(row.cells) + [""] * (area.right + 1 - len(row.cells))
    cells[area.left : area.right + 1] = [words] * (area.right + 1 - area.left)
    return replace(row, cells=tuple(cells), joined=row.joined | set(range(area.left + 1, area.right + 1)))
