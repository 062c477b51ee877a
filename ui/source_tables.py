"""Tables built again from the rows of a document's text, with the words of a quote marked in their cells. Pure.

A row stands in the text as ``value | value``, or, in a sheet whose columns have names, as ``Name: value | Name: value``
(``index.loaders.sheet_text``). Such names become the head of the table, and only the values stand in the cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.document import PlaceKind, PlaceMark, Span

_PARTED = re.compile(r"(?:^| )\|(?: |$)")
_ROW_NUMBER = re.compile(r"\brow (\S+)$")
_LONGEST_NAME = 80

Pieces = tuple[tuple[str, bool], ...]
"""A text in pieces, each with whether it belongs to the quote."""
_Row = tuple[Span, PlaceMark | None]


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of a document's text that begins at ``start``, and the span of the quote in the whole of it."""

    start: int
    text: str
    marked: Span

    def of(self, span: Span) -> str:
        """The words of a span of the document, as far as they are in the stretch."""
        return self.text[max(0, span.start - self.start) : max(0, span.end - self.start)]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its cells in the order of their columns, and its number in its sheet ("" where it has none)."""

    cells: tuple[Pieces, ...]
    number: str = ""
    is_head: bool = False

    @property
    def is_marked(self) -> bool:
        """Whether any of it belongs to the quote."""
        return any(marked for cell in self.cells for _, marked in cell)


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Rows that stand together."""

    rows: tuple[TableRow, ...]

    @property
    def is_marked(self) -> bool:
        """Whether any of it belongs to the quote."""
        return any(row.is_marked for row in self.rows)


def pieces_of(cut: Cut, span: Span) -> Pieces:
    """The words of ``span`` in pieces: before the quote, of the quote, after it; what would be empty is left out."""
    first = min(max(cut.marked.start, span.start), span.end)
    last = max(min(cut.marked.end, span.end), first)
    parts = ((Span(span.start, first), False), (Span(first, last), True), (Span(last, span.end), False))
    return tuple((words, marked) for part, marked in parts if (words := cut.of(part)))


def table_of(cut: Cut, rows: Sequence[_Row], head: str) -> TableBlock:
    """The table that ``rows`` make, each with the place where it begins; ``head`` is a first row before the stretch."""
    in_sheet = any(mark is not None and mark.place.kind is PlaceKind.SHEET for _, mark in rows)
    cells = [_cells(cut.of(span), max(span.start, cut.start)) for span, _ in rows]
    head_cells = _names(head)
    names = head_cells if head_cells and _are_named(cut, cells[0], head_cells) else ()
    if not names and in_sheet:
        names = _names_in_rows(cut, cells)
    made: list[TableRow] = []
    if names or (head_cells and not in_sheet):
        made.append(TableRow(tuple(((name, False),) for name in names or head_cells), is_head=True))
    for position, ((_, mark), row) in enumerate(zip(rows, cells, strict=True)):
        number = _number(mark) if in_sheet else ""
        placed = TableRow(_placed(cut, row, names), number)
        # a quote of a name and not of its value is marked in the row as it stands in the text
        if placed.cells and (placed.is_marked or not any(cell.overlaps(cut.marked) for cell in row)):
            made.append(placed)
            continue
        own = tuple(cut.of(cell).rstrip(": ") for cell in row)
        below = cells[position + 1] if position + 1 < len(cells) else None
        is_head = below is not None and (_are_named(cut, below, own) if in_sheet else _may_be_head(made, own))
        if is_head and in_sheet:
            names = own
        made.append(TableRow(tuple(pieces_of(cut, cell) for cell in row), number, is_head))
    return TableBlock(tuple(made))


def _cells(words: str, start: int) -> list[Span]:
    """The spans of the cells of a row whose words begin at the offset ``start``."""
    edges = [0, *(edge for match in _PARTED.finditer(words) for edge in match.span()), len(words)]
    return [Span(start + first, start + max(first, last)) for first, last in zip(edges[::2], edges[1::2], strict=True)]


def _names(row: str) -> tuple[str, ...]:
    return tuple(span.of(row).rstrip(": ") for span in _cells(row, 0)) if row else ()


def _placed(cut: Cut, row: Sequence[Span], names: Sequence[str]) -> tuple[Pieces, ...]:
    """The values of a row, each below its name; nothing where a cell does not begin with one of the names."""
    placed: list[Pieces] = [()] * len(names)
    column = 0
    for cell in row:
        words = cut.of(cell)
        while column < len(names) and not (names[column] and words.startswith(f"{names[column]}: ")):
            column += 1
        if column == len(names):
            return ()
        placed[column] = pieces_of(cut, Span(cell.start + len(names[column]) + 2, cell.end))
        column += 1
    return tuple(placed)


def _are_named(cut: Cut, row: Sequence[Span], names: Sequence[str]) -> bool:
    return bool(_placed(cut, row, names))


def _names_in_rows(cut: Cut, rows: Sequence[Sequence[Span]]) -> tuple[str, ...]:
    """The names that stand before the values of all rows; none where a cell has none."""
    names: list[str] = []
    for row in rows:
        column = 0
        for cell in row:
            name, sign, _ = cut.of(cell).partition(": ")
            if not sign or len(name) > _LONGEST_NAME:
                return ()
            if name in names[column:]:
                column = names.index(name, column) + 1
            else:
                names.insert(column, name)
                column += 1
    return tuple(names)


def _may_be_head(above: Sequence[TableRow], own: Sequence[str]) -> bool:
    """Whether the first row of a table may name its columns."""
    return not above and len(own) > 1 and all(own)


def _number(mark: PlaceMark | None) -> str:
    found = _ROW_NUMBER.search(mark.place.label) if mark else None
    return found[1] if found else ""
