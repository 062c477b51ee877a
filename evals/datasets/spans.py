"""Span sets: JSON Lines with ``id, title, question, context, answers: [{text, start}]``; no answers: unanswerable.

Where ``is_impossible`` says that a question without marked answers has one all the same, it is not scored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from evals.datasets.corpus import corpus_of
from evals.datasets.files import form_of, json_lines
from evals.datasets.passages import Mark, Passage, PassageQuestion, PassageSet, set_of
from evals.datasets.values import Form, Question, SourceFile


def read_spans(
    path: Path, form: Form = Form.SHORT, keep_title: Callable[[str], bool] = lambda title: True
) -> tuple[tuple[SourceFile, ...], tuple[Question, ...]]:
    """The files and questions of a span set in corpus mode; arguments and errors are those of ``read_span_set``."""
    dataset = corpus_of(path.name, "", read_span_set(path, form, keep_title))
    return dataset.documents, dataset.questions


def read_span_set(
    path: Path, form: Form = Form.SHORT, keep_title: Callable[[str], bool] = lambda title: True
) -> PassageSet:
    """The questions of a span set with their passages.

    Args:
        path: JSON Lines, plain or packed.
        form: SHORT where the answers of a question are alternatives; LONG where each is a piece of evidence.
        keep_title: which articles to take.

    Raises:
        InvalidInputError: a field is missing, or an answer does not stand at its offset.
    """
    questions = (_question(path, row, form) for row in json_lines(path))
    return set_of(one for one in questions if keep_title(one.passages[0].title))


def span_question(
    name: str, question: str, passage: Passage, marks: Iterable[Mark], *, is_answered: bool, form: Form = Form.SHORT
) -> PassageQuestion:
    """A question about one passage, in which its answers are marked if the passage answers it.

    An answer that nobody has marked cannot be judged: the question's ``answers`` are None.
    """
    marks = tuple(dict.fromkeys(marks)) if is_answered else ()
    answers = tuple(dict.fromkeys(mark.text for mark in marks))
    evidence = tuple((mark,) for mark in marks) if form is Form.LONG else (marks,) if marks else ()
    return PassageQuestion(
        id=name,
        question=question,
        passages=(passage,),
        evidence=evidence,
        answers=None if is_answered and not marks else answers,
        form=form,
        type="fact" if is_answered else "near_miss",
    )


def _question(path: Path, row: dict[str, Any], form: Form) -> PassageQuestion:
    with form_of("a span set", f"{path.name}, question {row.get('id', '?')}"):
        marks = tuple(Mark(0, answer["start"], answer["text"]) for answer in row["answers"])
        is_answered = not row.get("is_impossible", not marks)
        passage = Passage(row["title"], row["context"])
        return span_question(row["id"], row["question"], passage, marks, is_answered=is_answered, form=form)
