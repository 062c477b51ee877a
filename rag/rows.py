"""Which rows of a table a question is about: those of which it names a whole cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.analysis import content_stems
from index.document import BlockKind
from rag.cells import is_head_of, is_labelled
from rag.evidence import Candidate
from rag.question import AnswerKind, Question

_FEWEST = 3
_PARTS = re.compile(r"\s*[,;/()]\s*|\s+(?:and|or)\s+")
_CELL, _LABELLED_CELL, _LABEL = "\t", " | ", ": "


def rows_asked_for(question: Question, found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates without rows of tables that stand beside the row which the question names.

    "Who inspected the pump at Drayton Quay?" names the cell "Drayton Quay": the other rows of that table answer for
    other places, however alike they look. Where it names no cell of a table, all of its rows stay; a list keeps every
    row of which it names a cell, any other question those that it names most of.
    """
    kept: list[Candidate] = []
    for whole in _tables(found):
        kind = whole[0].kind
        rows = _without_head(whole) if kind is BlockKind.ROW else whole
        if kind is not BlockKind.ROW or len(rows) < _FEWEST:
            kept += rows
            continue
        named = _named(question, rows, whole[0])
        enough = min(1, max(named)) if question.kind is AnswerKind.LIST else max(named)
        kept += [row for row, count in zip(rows, named, strict=True) if count >= enough]
    return tuple(kept)


def _before(row: Candidate) -> BlockKind | None:
    """The kind of what stands before a row in its passage; ``None`` where it is the first."""
    blocks = row.passage.blocks
    at = next((place for place, block in enumerate(blocks) if block.span.overlaps(row.sentence)), 0)
    return blocks[at - 1].kind if at else None


def _begins_table(row: Candidate) -> bool:
    """Whether a row is surely the first of its table: a passage may also begin in the middle of one."""
    before = _before(row)
    return row.sentence.start == 0 if before is None else before is not BlockKind.ROW


def _without_head(rows: list[Candidate]) -> list[Candidate]:
    """The rows without a first one that only says what stands in the columns, which answers nothing."""
    if len(rows) < 2 or _before(rows[0]) is BlockKind.ROW:
        return rows
    head, *others = (row.text for row in rows)
    repeated = is_head_of(head, others[0])
    bare = len(others) > 1 and not _holds_digit(head) and all(map(_holds_digit, others))
    return rows[1:] if repeated or bare else rows


def _holds_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _tables(found: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """Neighbouring candidates that are rows of one table; those that are no rows by their kind and passage."""
    run: list[Candidate] = []
    for each in found:
        if run and not _goes_on(run[-1], each):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _goes_on(row: Candidate, following: Candidate) -> bool:
    """Whether the following one is of the same table: with the same first label or, without, as many cells."""
    if (row.kind, row.passage.chunk_id) != (following.kind, following.passage.chunk_id):
        return False
    if row.kind is not BlockKind.ROW or is_head_of(row.text, following.text):
        return True
    if is_labelled(row.text) and is_labelled(following.text):
        # a row with an empty cell has fewer of them
        return _label(row.text) == _label(following.text)
    return len(_cells(row.text)) == len(_cells(following.text))


def _named(question: Question, rows: Sequence[Candidate], first: Candidate) -> list[int]:
    """How many words of the question each row holds in cells that it names whole."""
    # the first row of cells without labels is the head of the table, whose words say what stands in a column
    head = first.stems if _begins_table(first) and not is_labelled(first.text) else frozenset()
    wanted = frozenset(question.stems) - head
    return [_words_of_cells(row.text, wanted) for row in rows]


def _words_of_cells(row: str, wanted: frozenset[str]) -> int:
    return sum(len(_words_of(_value(cell), wanted)) for cell in _cells(row))


def _words_of(cell: str, wanted: frozenset[str]) -> frozenset[str]:
    """The wanted words of a cell that is named by them: whole, half of it and more than a word, or a part of it.

    "Students and people out of work" is named by "students", "X-ray tubes for CT scanners" by "CT tubes".
    """
    stems = frozenset(content_stems(cell))
    common = stems & wanted
    if len(common) == len(stems) or (len(common) > 1 and 2 * len(common) >= len(stems)):
        return common
    parts = (frozenset(content_stems(part)) for part in _PARTS.split(cell))
    return frozenset().union(*(part for part in parts if part <= wanted))


def _cells(row: str) -> list[str]:
    return row.split(_CELL if _CELL in row else _LABELLED_CELL)


def _label(row: str) -> str:
    return _cells(row)[0].partition(_LABEL)[0]


def _value(cell: str) -> str:
    """A cell without the name of its column, which rows of sheets carry in every cell."""
    return cell.partition(_LABEL)[2] or cell
