"""Tables to take away, as CSV that a spreadsheet program shows and never evaluates."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from evals.datasets.sheets import COLUMNS
from evals.datasets.values import Form, Question
from evals.marks import Opinion

_RESULT_COLUMNS = (
    "id", "question", "right", "verdict", "marked by hand", "answer", "confidence", "accepted answers", "quote",
    "place of the quote", "seconds",
)  # fmt: skip
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[\d.,]+%?")
_BYTE_ORDER_MARK = "\ufeff"
"""Without it, the most common spreadsheet program takes the characters for those of another alphabet."""


def results_table(opinions: Sequence[Opinion]) -> str:
    """A row for each question: what was asked and said, and what was thought of it."""
    return _table(_RESULT_COLUMNS, map(_result, opinions))


def question_sheet(questions: Sequence[Question]) -> str:
    """A question sheet that ``evals.datasets.sheets.read_sheet`` reads.

    A sheet has room for one quote a question; further pieces of evidence are left out.
    """
    return _table(COLUMNS, map(_row, questions))


def _result(opinion: Opinion) -> tuple[str, ...]:
    judged = opinion.judged
    first = judged.shown[0] if judged.shown else None
    return (
        judged.question.id,
        judged.question.question,
        _yes_or_no(opinion.right),
        judged.verdict.value,
        "" if opinion.marked is None else "right" if opinion.marked else "wrong",
        judged.text,
        f"{judged.answer.confidence:.3f}" if judged.answer else "",
        "" if judged.question.answers is None else _joined(judged.question.answers),
        first.text if first else "",
        first.place if first else "",
        f"{judged.answer.seconds:.3f}" if judged.answer else "",
    )


def _row(question: Question) -> tuple[str, ...]:
    gold = question.gold[0][0] if question.gold and question.gold[0] else None
    cells = {
        "question": question.question,
        "answers": _joined(question.answers or ()),
        "id": question.id,
        "document": gold.document if gold else "",
        # Without a sign that begins a formula; the rest of a quote still stands in the document.
        "quote": gold.text.lstrip("=+-@ \t\r\n") if gold else "",
        "type": "list" if question.form is Form.LIST else question.type,
        "history": _joined(question.history),
    }
    return tuple(cells[column] for column in COLUMNS)


def _joined(texts: Iterable[str]) -> str:
    """Several texts in one cell; the sign that parts them cannot stand in one of them."""
    return "|".join(text.replace("|", "/") for text in texts)


def _yes_or_no(right: bool | None) -> str:
    return "" if right is None else "yes" if right else "no"


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_as_text(cell) for cell in row] for row in rows)
    return _BYTE_ORDER_MARK + written.getvalue()


def _as_text(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet program would take for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
