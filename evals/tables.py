"""Tables to take away, as CSV that a spreadsheet program shows and never evaluates."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace

from evals.datasets.cells import guarded, joined
from evals.datasets.sheet_writing import sheet_of
from evals.datasets.values import Form, GoldSpan, Question
from evals.marks import Opinion

_RESULT_COLUMNS = (
    "id", "question", "right", "verdict", "marked by hand", "answer", "confidence", "accepted answers", "quote",
    "place of the quote", "seconds",
)  # fmt: skip


def results_table(opinions: Sequence[Opinion]) -> bytes:
    """A row for each question: what was asked and said, and what was thought of it; CSV in UTF-8 with its mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_RESULT_COLUMNS)
    writer.writerows([guarded(cell) for cell in _result(opinion)] for opinion in opinions)
    return text.getvalue().encode("utf-8-sig")


def marked_sheet(questions: Sequence[Question]) -> bytes:
    """A question sheet of questions with gold; of several pieces of evidence it has the first.

    Raises:
        InvalidInputError: there is no question.
    """
    return sheet_of(tuple(map(_for_a_sheet, questions)))


def _result(opinion: Opinion) -> tuple[str, ...]:
    judged = opinion.judged
    first = judged.shown[0] if judged.shown else None
    return (
        judged.question.id,
        judged.question.question,
        _word(opinion.right, "yes", "no"),
        judged.verdict.value,
        _word(opinion.marked, "right", "wrong"),
        judged.text,
        f"{judged.answer.confidence:.3f}" if judged.answer else "",
        joined(judged.question.answers or ()),
        first.text if first else "",
        first.place if first else "",
        f"{judged.answer.seconds:.3f}" if judged.answer else "",
    )


def _word(truth: bool | None, if_true: str, if_false: str) -> str:
    return "" if truth is None else if_true if truth else if_false


def _for_a_sheet(question: Question) -> Question:
    """The question cut down to what a sheet has room for."""
    kind = question.type if question.type != "list" else ""
    first = next((span for piece in question.gold for span in piece), None)
    evidence = first and GoldSpan(first.document.strip(), first.text.strip())
    answers = tuple(filter(None, (answer.strip() for answer in question.answers or ())))
    return replace(
        question,
        id=question.id.strip(),
        question=question.question.strip(),
        answers=answers,
        history=tuple(filter(None, (earlier.strip() for earlier in question.history))),
        type="list" if question.form is Form.LIST else kind,
        gold=((evidence,),) if answers and evidence and evidence.document and evidence.text else (),
    )
