"""Public question sets as they come: each question with its own passages, and the evidence marked in them.

This is one-passage mode, what a reader is trained and judged on. ``corpus`` makes corpus mode of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evals.datasets.values import Form
from index.errors import InvalidInputError


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, and the title of the article it is from; empty if it has none."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that a person marked: ``start`` is their offset in the text of the passage of that number, from 0."""

    passage: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class PassageQuestion:
    """A question with its own passages.

    Each item of ``evidence`` is one piece of it: any of the marks is it. ``answers``, ``history``, ``form`` and
    ``type`` are those of ``values.Question``.
    """

    id: str
    question: str
    passages: tuple[Passage, ...]
    evidence: tuple[tuple[Mark, ...], ...]
    answers: tuple[str, ...] | None
    history: tuple[str, ...] = ()
    form: Form = Form.SHORT
    type: str = ""


@dataclass(frozen=True, slots=True)
class PassageSet:
    """Questions, and all passages of their collection in its order: also those about which nobody asks."""

    passages: tuple[Passage, ...]
    questions: tuple[PassageQuestion, ...]


def set_of(questions: Iterable[PassageQuestion]) -> PassageSet:
    """The set whose collection is no more than its questions' own passages, in order of appearance.

    Raises:
        InvalidInputError: two questions have one id, or marked words do not stand where they are said to.
    """
    checked = tuple(_checked(questions))
    return PassageSet(tuple(dict.fromkeys(passage for one in checked for passage in one.passages)), checked)


def one_passage(questions: Iterable[PassageQuestion]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """One-passage mode in its simplest form: (question, passage, accepted answers), the answers empty if none is in it.

    A question with several passages comes once with each, with the words that are marked there; one without passages
    does not come.
    """
    for one in questions:
        for number, passage in enumerate(one.passages):
            marked = (mark.text for piece in one.evidence for mark in piece if mark.passage == number)
            yield one.question, passage.text, tuple(dict.fromkeys(marked))


def _checked(questions: Iterable[PassageQuestion]) -> Iterator[PassageQuestion]:
    ids: set[str] = set()
    for one in questions:
        if one.id in ids:
            raise InvalidInputError(f"The id {one.id} is used by two questions of the set.")
        ids.add(one.id)
        for mark in (mark for piece in one.evidence for mark in piece):
            if not one.passages[mark.passage].text.startswith(mark.text, mark.start):
                raise InvalidInputError(
                    f"Question {one.id}: “{mark.text}” does not stand at offset {mark.start} of its context."
                )
        yield one
