"""Finds the cell of a row of a table that answers: the one below the head that the question names.

Rows come in two forms: every cell with its head ("Room: Hall | Seats: 60"), as of sheets, or bare cells below a first
row of heads ("Hall | 60", or with tabs), as of tables in running text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.document import Span
from rag.expected import Expected, expected, fits, has_unit
from rag.question import AnswerKind, Question, analyse

_BETWEEN = re.compile(r"\t| \| ?|(?<= )\| | \|$")
_LABEL = re.compile(r"(?P<head>[^:|\t]{1,60}):\s+(?=\S)")
_YES = re.compile(r"\W*(?:yes|true|y|x|✓|✔)\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its head, empty where it has none, and where its value stands in the row's text."""

    head: str
    value: Span


def cells_of(row: str, head_row: str = "") -> tuple[Cell, ...]:
    """The cells of a row of a table with their heads, those without a value left out.

    Args:
        row: its text.
        head_row: the text of the row with the heads; empty where there is none.

    >>> [(cell.head, cell.value.of("Room: Hall | Seats: 60")) for cell in cells_of("Room: Hall | Seats: 60")]
    [('Room', 'Hall'), ('Seats', '60')]
    >>> [(cell.head, cell.value.of("Hall | 60")) for cell in cells_of("Hall | 60", "Room | Seats")]
    [('Room', 'Hall'), ('Seats', '60')]
    """
    spans = _cut(row)
    if is_labelled(row):
        labels = [(_LABEL.match(span.of(row)), span) for span in spans]
        return tuple(Cell(found["head"], Span(span.start + found.end(), span.end)) for found, span in labels if found)
    heads = [span.of(head_row) for span in _cut(head_row)]
    # the corner above the names of the rows is often empty, and then it is no cell
    heads = ["", *heads] if len(heads) == len(spans) - 1 else heads
    if len(heads) != len(spans):
        heads = [""] * len(spans)
    return tuple(Cell(head, span) for head, span in zip(heads, spans, strict=True) if span)


def is_labelled(row: str) -> bool:
    """Whether every cell of a row of several carries its head."""
    spans = _cut(row)
    return len(spans) > 1 and all(_LABEL.match(span.of(row)) for span in spans)


def is_head_of(row: str, following: str) -> bool:
    """Whether a row has nothing but the heads that the following one repeats."""
    heads = {cell.head for cell in cells_of(following)} if is_labelled(following) else set()
    return bool(heads) and heads <= {span.of(row) for span in _cut(row)}


def is_named(question: Question, row: str, cells: Sequence[Cell]) -> bool:
    """Whether the question names the row: a whole cell of it, or a property that its column says it has."""
    return any(_is_named(question, row, cell) for cell in cells)


def asked_cell(question: Question, row: str, cells: Sequence[Cell], found: Span | None = None) -> Span | None:
    """Where the cell that answers stands in ``row``; ``None`` where it cannot be told.

    It is the one below the head that shares most with the question, else the only one of the kind that is wanted, else
    the one in which the words found stand. What the question itself names is no answer.
    """
    if question.kind is AnswerKind.YES_NO:
        return None  # a bare cell says neither yes nor no
    open_cells = [cell for cell in cells if not _is_named(question, row, cell)]
    wanted = expected(question)
    # "London up to £150" among the remarks is what is asked for London
    named = [cell for cell in open_cells[1:] if question.names & frozenset(analyse(cell.value.of(row)).stems)]
    if named and fits(wanted, named[0].value.of(row)):
        return named[0].value if len(named) == 1 else None
    shared = [_shared(question, cell.head) for cell in open_cells]
    best = [cell for cell, count in zip(open_cells, shared, strict=True) if count and count == max(shared)]
    of_kind = [cell for cell in best or open_cells if fits(wanted, cell.value.of(row))]
    surely = [cell for cell in of_kind if has_unit(wanted, cell.value.of(row))]
    holding = [cell for cell in of_kind if found and cell.value.contains(found)]
    for cells_left in (best, surely, of_kind if wanted is not Expected.ANYTHING else (), holding):
        if len(cells_left) == 1:
            return cells_left[0].value
    return None


def _cut(row: str) -> list[Span]:
    """The pieces of a row between its signs, without white space at their ends."""
    if not row:
        return []
    edges = [0, *(edge for match in _BETWEEN.finditer(row) for edge in match.span()), len(row)]
    return [_trimmed(row, start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _trimmed(row: str, start: int, end: int) -> Span:
    piece = row[start:end]
    start += len(piece) - len(piece.lstrip())
    return Span(start, max(start, start + len(piece.strip())))


def _is_named(question: Question, row: str, cell: Cell) -> bool:
    value = cell.value.of(row)
    stems = frozenset(analyse(value).stems)
    said = bool(stems) and stems.issubset(question.stems)
    return said or (_YES.fullmatch(value) is not None and _shared(question, cell.head) > 0)


def _shared(question: Question, head: str) -> int:
    return len(frozenset(analyse(head).stems).intersection(question.stems)) if head else 0
