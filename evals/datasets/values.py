"""What a dataset is: files that become one library, and questions with their gold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar


class Form(StrEnum):
    """What a right answer looks like, and so how it is judged."""

    SHORT = "short"
    """A phrase: any one of the accepted answers."""
    LIST = "list"
    """Several items: all of the accepted answers."""
    LONG = "long"
    """Sentences: judged by the evidence that is quoted, because no two people word them alike."""


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """Where evidence stands: the name of the file, the words, and their offset in the file's text where it is known.

    ``start`` decides between several copies of the words; without it every copy is meant. ``page`` is the page on which
    the words begin, from 1, as a person sees it in the file: never taken from what the product says.
    """

    document: str
    text: str
    start: int | None = None
    page: int | None = None


Gold = tuple[GoldSpan, ...]
"""One piece of evidence: any of these spans is it (the marks of several annotators)."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is known about its answer.

    ``answers`` are the accepted strings; empty means that the documents do not answer it, ``None`` that nobody has
    said, and then its answer is shown but not scored. ``history`` are the earlier questions of the conversation.
    ``type`` groups questions in the report; of unanswerable ones, ``off_topic`` and ``near_miss`` are scored apart.
    """

    id: str
    question: str
    answers: tuple[str, ...] | None
    history: tuple[str, ...] = ()
    form: Form = Form.SHORT
    gold: tuple[Gold, ...] = ()
    type: str = ""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a dataset as it would be handed over by a person: its name, unique in the dataset, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Dataset:
    """Questions over one library made of ``documents``; without documents they are asked to a library that exists."""

    name: str
    split: str
    documents: tuple[SourceFile, ...]
    questions: tuple[Question, ...]


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Asked = TypeVar("_Asked", bound=_HasId)


def sample(questions: Iterable[_Asked], n: int | None) -> tuple[_Asked, ...]:
    """The first ``n`` questions (None: all) in the order of the SHA-256 of their ids.

    The order has nothing to do with the file's, so the questions of a small sample are among those of a larger one,
    and what an interrupted run has answered is a fair sample of the whole.
    """
    ordered = sorted(questions, key=lambda question: hashlib.sha256(question.id.encode()).digest())
    return tuple(ordered[:n])
