"""Looks at the whole table in which a row was found: its head, and which rows and cells of it answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.analysis import content_stems
from index.document import Block, BlockKind, Span
from index.snapshot import Snapshot
from rag.cells import Cell, asked_cell, cells_of, is_head_of, is_labelled, is_named
from rag.expected import expected, fits
from rag.question import AnswerKind, Question

_REACH_CHARS = 6000
_MOST_CHARS = 1200
# "Which is dearer, the Heron or the Otter?"
_COMPARES = re.compile(r"\b(?:which|who|what)\b.*\b(?:more|less|fewer|better|worse|\w+er)\b.*\bor\b", re.IGNORECASE)

_SAYS_SOMETHING = re.compile(r"\w")  # a dash alone does not
_NOT_OF_CELLS = (AnswerKind.YES_NO, AnswerKind.REASON, AnswerKind.MANNER)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: where it stands in the document, its text and its cells."""

    span: Span
    text: str
    cells: tuple[Cell, ...]


def rows_around(snapshot: Snapshot, document_id: str, span: Span) -> tuple[Row, ...]:
    """The rows of the table of which ``span`` is a row, without its head; none if it is no row of a table."""
    reach = Span(max(0, span.start - _REACH_CHARS), min(snapshot.length(document_id), span.end + _REACH_CHARS))
    blocks = snapshot.blocks(document_id, reach)
    at = next((place for place, block in enumerate(blocks) if block.span.overlaps(span)), None)
    if at is None or blocks[at].kind is not BlockKind.ROW:
        return ()
    first, last = at, at
    while first > 0 and _is_row(blocks[first - 1], reach):
        first -= 1
    while last + 1 < len(blocks) and _is_row(blocks[last + 1], reach):
        last += 1
    spans = [block.span for block in blocks[first : last + 1]]
    texts = [snapshot.text(document_id, each) for each in spans]
    head = texts[0] if len(texts) > 1 and not is_labelled(texts[0]) else ""
    # of a table that begins out of reach the first row is not known, and a row that is asked for is not its head
    if first == 0 and reach.start > 0:
        head = ""
    named_apart = bool(head) and (is_head_of(head, texts[1]) or at > first)
    rows = [
        Row(each, text, cells_of(text, head if each is not spans[0] else ""))
        for each, text in zip(spans, texts, strict=True)
    ]
    return tuple(rows[1:] if named_apart else rows)


def answers_in_table(
    question: Question, rows: tuple[Row, ...], sentence: Span, found: Span
) -> tuple[Span, tuple[Span, ...]] | None:
    """The part of the table to quote and the cells in it that answer; ``None`` where no cell can be told.

    Args:
        question: what is asked; a list gets the cells of every row that it names, a comparison these rows.
        rows: of the table.
        sentence: the row that was found.
        found: the words in it that were found.
    """
    at = next((row for row in rows if row.span.overlaps(sentence)), None)
    if at is None:
        return None
    compares = _COMPARES.search(question.text) is not None
    wanted = _named(question, rows) if compares or question.kind is AnswerKind.LIST else (at,)
    if at not in wanted or wanted[-1].span.end - wanted[0].span.start > _MOST_CHARS:
        wanted = (at,)
    if compares:
        # a bare cell would not say which of the two it is of
        return Span(wanted[0].span.start, wanted[-1].span.end), tuple(row.span for row in wanted)
    cells = [_asked(question, row, found) for row in wanted]
    answers = tuple(cell for cell in cells if cell is not None)
    if len(answers) < len(wanted):
        return None
    return Span(wanted[0].span.start, wanted[-1].span.end), answers


def is_told_in_table(question: Question, rows: tuple[Row, ...], sentence: Span, above: str) -> bool:
    """Whether the row that was found says outright what is asked: by its name, the head of a column, and a value.

    The question names a whole cell of the row and all of the head of one other, and it asks for nothing more, but for
    a verb, than the heads and ``above``, title and headings, name.
    """
    at = next((row for row in rows if row.span.overlaps(sentence)), None)
    if at is None or question.kind in _NOT_OF_CELLS:
        return False
    naming = _naming(question, at)
    wanted = [cell for cell in at.cells if cell not in naming and cell.head == _head_asked(question, rows, naming)]
    if not naming or len(wanted) != 1 or not fits(expected(question), wanted[0].value.of(at.text)):
        return False
    told = _stems(above).union(*(_stems(f"{cell.head} {cell.value.of(at.text)}") for cell in naming))
    untold = frozenset(question.stems).difference(told, *(_stems(cell.head) for cell in at.cells))
    return len(untold) <= 1 and not untold & (question.names | question.numbers)


def is_left_blank(question: Question, rows: tuple[Row, ...], sentence: Span) -> bool:
    """Whether the row that was found is the one that the question names, and has nothing below the head it names."""
    at = next((row for row in rows if row.span.overlaps(sentence)), None)
    naming = _naming(question, at) if at else ()
    head = _head_asked(question, rows, naming)
    values = [cell.value.of(at.text) for cell in at.cells if cell.head == head] if at else []
    return bool(naming and head) and not any(map(_SAYS_SOMETHING.search, values))


def _naming(question: Question, row: Row) -> tuple[Cell, ...]:
    """The cells of the row that the question names whole."""
    asked = frozenset(question.stems)
    values = ((cell, _stems(cell.value.of(row.text))) for cell in row.cells)
    return tuple(cell for cell, stems in values if stems and stems <= asked)


def _head_asked(question: Question, rows: tuple[Row, ...], naming: tuple[Cell, ...]) -> str:
    """The head of a column that the question names whole, with the most words; empty if none, or two alike.

    "How many litres a second does the pump give?" asks for litres, though another column is headed "Pump".
    """
    asked, names = frozenset(question.stems), {cell.head for cell in naming}
    heads = {cell.head: _stems(cell.head) for row in rows for cell in row.cells if cell.head not in names}
    named = sorted(((len(stems), head) for head, stems in heads.items() if stems and stems <= asked), reverse=True)
    return named[0][1] if named and (len(named) == 1 or named[0][0] > named[1][0]) else ""


def _named(question: Question, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(row for row in rows if is_named(question, row.text, row.cells))


def _asked(question: Question, row: Row, found: Span) -> Span | None:
    start = row.span.start
    inside = Span(found.start - start, found.end - start) if row.span.contains(found) else None
    cell = asked_cell(question, row.text, row.cells, inside)
    return Span(start + cell.start, start + cell.end) if cell else None


def _is_row(block: Block, reach: Span) -> bool:
    return block.kind is BlockKind.ROW and block.span.overlaps(reach)


def _stems(text: str) -> frozenset[str]:
    return frozenset(content_stems(text))
