"""An answer as it is kept: spans instead of text, and the answer made again from the documents' own text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.document import DocumentInfo, Span
from index.errors import UnknownDocumentError
from index.snapshot import Snapshot
from rag.answer import Answer, Coverage, Quote, Status
from rag.quoting import quote
from rag.warnings import warnings_about_documents, warnings_about_question
from ui.stored_words import Said, spoken, words_as_spans
from ui.terms import USUAL, Terms


@dataclass(frozen=True, slots=True)
class StoredQuote:
    """A quote without its words: which document, which revision of it, from where to where."""

    document_id: str
    revision: str
    span: Span
    answers: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer without a word of any document. ``searched_for`` is the person's own words; see ``Answer``."""

    searched_for: str
    status: Status
    confidence: float
    said: tuple[Said, ...]
    quotes: tuple[StoredQuote, ...]
    nearest: tuple[StoredQuote, ...]
    conflicts: tuple[tuple[int, ...], ...]
    documents: int
    documents_matched: int
    seconds: float


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A question, the terms it was asked on, and its answer; ``None`` where a problem was in the way."""

    question: str
    answer: StoredAnswer | None
    terms: Terms = USUAL


def as_spans(answer: Answer, documents: Iterable[DocumentInfo]) -> StoredAnswer:
    """The answer as it is kept; ``documents`` are those of its library."""
    return StoredAnswer(
        searched_for=answer.searched_for,
        status=answer.status,
        confidence=answer.confidence,
        said=words_as_spans(answer, documents),
        quotes=tuple(map(_place, answer.quotes)),
        nearest=tuple(map(_place, answer.nearest)),
        conflicts=answer.conflicts,
        documents=answer.coverage.documents,
        documents_matched=answer.coverage.documents_matched,
        seconds=answer.seconds,
    )


def recalled(question: str, stored: StoredAnswer, snapshot: Snapshot) -> Answer | None:
    """The answer again, every word of a document cut anew; None where one has been removed or has changed since.

    Warnings are those of the documents as they are now.
    """
    try:
        quotes = tuple(_cut(one, snapshot) for one in stored.quotes)
        nearest = tuple(_cut(one, snapshot) for one in stored.nearest)
        words = spoken(stored.said, snapshot)
    except (UnknownDocumentError, ValueError):  # not there, or shorter than the span
        return None
    shown = [one for one in (*quotes, *nearest) if one is not None]
    if words is None or len(shown) < len(quotes) + len(nearest):
        return None
    return Answer(
        question=question,
        searched_for=stored.searched_for,
        status=stored.status,
        answer=words,
        confidence=stored.confidence,
        quotes=tuple(one for one in quotes if one),
        nearest=tuple(one for one in nearest if one),
        coverage=Coverage(stored.documents, stored.documents_matched),
        warnings=_warnings(stored, shown, snapshot),
        conflicts=stored.conflicts,
        seconds=stored.seconds,
    )


def _warnings(stored: StoredAnswer, shown: Iterable[Quote], snapshot: Snapshot) -> tuple[str, ...]:
    if stored.status is Status.ANSWERED and not stored.documents_matched:
        return ()  # small talk
    cited = [one.document_id for one in shown]
    return warnings_about_question(stored.searched_for) + warnings_about_documents(snapshot, cited)


def _place(made: Quote) -> StoredQuote:
    return StoredQuote(made.document_id, made.revision, made.span, made.answers, made.score)


def _cut(stored: StoredQuote, snapshot: Snapshot) -> Quote | None:
    if snapshot.document(stored.document_id).revision != stored.revision:
        return None
    return quote(snapshot, stored.document_id, stored.span, stored.answers, stored.score)
