"""Rows of which only the filled cells are known become rows of the columns that are used, within bounds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.loaders.joined_cells import Area, join_cells
from index.loaders.table_heads import Row

_MAX_CELLS = 20_000_000


@dataclass(frozen=True, slots=True)
class SparseRow:
    """The filled cells of one row by their column, from 0."""

    number: int
    cells: Mapping[int, str]
    is_hidden: bool = False
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class DenseRows:
    """Rows without the columns that no row uses; ``is_cut`` when there would have been too many cells."""

    rows: tuple[Row, ...]
    hidden_columns: frozenset[int]
    is_cut: bool


def dense_rows(rows: Sequence[SparseRow], areas: Iterable[Area], hidden_columns: Iterable[int]) -> DenseRows:
    """The rows with a cell for each column that is used, joined cells filled; columns are counted anew."""
    used = sorted({column for row in rows for column in row.cells})
    new = {column: number for number, column in enumerate(used)}
    made: list[Row] = []
    left = _MAX_CELLS
    for row in rows:
        width = new[max(row.cells)] + 1 if row.cells else 0
        left -= width
        if left < 0:
            break
        cells = tuple(row.cells.get(column, "") for column in used[:width])
        made.append(Row(row.number, cells, row.is_hidden, row.is_bold))
    hidden = frozenset(new[column] for column in hidden_columns if column in new)
    return DenseRows(join_cells(made, list(_moved(areas, used))), hidden, left < 0)


def _moved(areas: Iterable[Area], used: Sequence[int]) -> Iterable[Area]:
    """The areas in the new count of columns, those that begin in a used one."""
    for area in areas:
        left = bisect_left(used, area.left)
        if left < len(used) and used[left] == area.left:
            yield Area(area.top, left, area.bottom, bisect_right(used, area.right) - 1)
