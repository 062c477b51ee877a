"""Finds which cells of a web page's table reach down into the rows below the one that holds them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from lxml import etree

from index.loaders.xml_names import local_name

_MAX_SPAN = 1_000  # rows or columns, as browsers bound the latter
_MAX_EMPTY = 50
_Reaching = dict[int, tuple[etree._Element, int]]
"""By column: a cell, and into how many more rows it reaches."""


def row_cells(table: etree._Element) -> dict[etree._Element, list[etree._Element]]:
    """The cells of each row of a table from left to right, with those that reach down from rows above.

    Rows of tables inside its cells are not among them.
    """
    found: dict[etree._Element, list[etree._Element]] = {}
    reaching: _Reaching = {}
    for row in _rows(table):
        found[row], reaching = _placed(own_cells(row), reaching)
    return found


def own_cells(row: etree._Element) -> list[etree._Element]:
    """The cells that a row holds."""
    return [cell for cell in row if local_name(cell).lower() in ("td", "th")]


def words_by_column(cells: Sequence[etree._Element], words: Sequence[str]) -> list[str]:
    """The words of the cells of a row, with empty ones where a cell is wider than one column."""
    found: list[str] = []
    for cell, own in zip(cells, words, strict=True):
        found += [own, *[""] * (min(_span(cell, "colspan"), _MAX_EMPTY) - 1)]
    return found


def _placed(own: Sequence[etree._Element], reaching: _Reaching) -> tuple[list[etree._Element], _Reaching]:
    """The cells of a row in order, and those of them that reach into the next."""
    cells: list[etree._Element] = []
    below: _Reaching = {}
    waiting = deque(own)
    column = 0
    while waiting or any(taken >= column for taken in reaching):
        if column in reaching:
            cell, rows = reaching[column]
            columns = 1
        elif waiting:
            cell = waiting.popleft()
            rows, columns = _span(cell, "rowspan"), _span(cell, "colspan")
        else:
            column += 1
            continue
        if not cells or cells[-1] is not cell:
            cells.append(cell)
        if rows > 1:
            below.update(dict.fromkeys(range(column, column + columns), (cell, rows - 1)))
        column += columns
    return cells, below


def _rows(element: etree._Element) -> Iterator[etree._Element]:
    for inner in element:
        tag = local_name(inner).lower()
        if tag == "tr":
            yield inner
        elif tag in ("thead", "tbody", "tfoot"):
            yield from _rows(inner)


def _span(cell: etree._Element, name: str) -> int:
    stated = (cell.get(name) or "").strip()
    return min(max(1, int(stated)), _MAX_SPAN) if stated.isascii() and stated.isdecimal() else 1
