"""The answer: what the whole chain returns and what is shown, exported and scored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from index.document import Place, Span


class Status(StrEnum):
    """Whether the documents answer the question."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Quote:
    """A span shown as evidence. ``text`` is exactly ``document.text[start:end]`` of that document and revision.

    ``answers`` are the spans inside the quote, in the same offsets as ``span``, whose words answer the question.
    ``score`` is for ordering: higher is better.
    """

    document_id: str
    revision: str
    title: str
    source: str
    place: Place
    span: Span
    text: str
    answers: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many documents were looked in, and how many had something to show."""

    documents: int
    documents_matched: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with its cited answer, or with the plain statement that the documents do not say.

    ``answer`` is empty when not found; ``confidence`` is the probability, 0 to 1, that the answer is right;
    ``nearest`` is filled only when not found; ``conflicts`` are groups of quote numbers (from 1) that disagree.
    ``searched_for`` is the question as it was searched, after a follow-up was resolved.
    """

    question: str
    searched_for: str
    status: Status
    answer: str
    confidence: float
    quotes: tuple[Quote, ...]
    nearest: tuple[Quote, ...]
    coverage: Coverage
    warnings: tuple[str, ...] = ()
    conflicts: tuple[tuple[int, ...], ...] = ()
    seconds: float = 0.0
    id: str | None = None

    def __post_init__(self) -> None:
        if self.status is Status.NOT_FOUND and (self.answer or self.quotes):
            raise ValueError("an answer that was not found has neither words nor quotes")


def answer_as_json(answer: Answer) -> dict[str, Any]:
    """The answer in the form of the command line's contract, ready for ``json.dumps``."""
    return {
        "id": answer.id,
        "question": answer.question,
        "searched_for": answer.searched_for,
        "status": answer.status.value,
        "answer": answer.answer,
        "confidence": answer.confidence,
        "quotes": [_quote_as_json(quote) for quote in answer.quotes],
        "conflicts": [list(numbers) for numbers in answer.conflicts],
        "nearest": [_quote_as_json(quote) for quote in answer.nearest],
        "coverage": {
            "documents": answer.coverage.documents,
            "documents_matched": answer.coverage.documents_matched,
        },
        "warnings": list(answer.warnings),
        "seconds": answer.seconds,
    }


def _quote_as_json(quote: Quote) -> dict[str, Any]:
    return {
        "text": quote.text,
        "document_id": quote.document_id,
        "revision": quote.revision,
        "title": quote.title,
        "source": quote.source,
        "place": {"kind": quote.place.kind.value, "label": quote.place.label, "page": quote.place.page},
        "start": quote.span.start,
        "end": quote.span.end,
        "answers": [[span.start, span.end] for span in quote.answers],
        "score": quote.score,
    }
