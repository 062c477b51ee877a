"""What is kept of an answer, as JSON in a column of the user store, and back. Pure.

Reading raises ``ValueError``, ``TypeError``, ``KeyError`` or ``AttributeError`` for anything that was not written here.
"""

from __future__ import annotations

import json
from typing import Any

from index.document import Span
from rag.answer import Status
from rag.settings import Caution
from ui.conversation_records import StoredAnswer, StoredQuote
from ui.judgement import Judgement
from ui.stored_words import Said, WordsOf
from ui.terms import Terms


def answer_to_json(answer: StoredAnswer) -> str:
    """The answer on one line."""
    return json.dumps(
        {
            "searched_for": answer.searched_for,
            "status": answer.status.value,
            "confidence": answer.confidence,
            "said": [_said(piece) for piece in answer.said],
            "quotes": [_quote(one) for one in answer.quotes],
            "nearest": [_quote(one) for one in answer.nearest],
            "conflicts": answer.conflicts,
            "documents": answer.documents,
            "documents_matched": answer.documents_matched,
            "seconds": answer.seconds,
        }
    )


def answer_from_json(kept: dict[str, Any]) -> StoredAnswer:
    """What ``answer_to_json`` wrote."""
    return StoredAnswer(
        searched_for=_text(kept["searched_for"]),
        status=Status(kept["status"]),
        confidence=float(kept["confidence"]),
        said=tuple(map(_said_again, kept["said"])),
        quotes=tuple(map(_quote_again, kept["quotes"])),
        nearest=tuple(map(_quote_again, kept["nearest"])),
        conflicts=tuple(tuple(int(number) for number in group) for group in kept["conflicts"]),
        documents=int(kept["documents"]),
        documents_matched=int(kept["documents_matched"]),
        seconds=float(kept["seconds"]),
    )


def terms_to_json(terms: Terms) -> str:
    """The terms on one line."""
    return json.dumps({"caution": terms.caution.value, "within": terms.within})


def terms_from_json(kept: dict[str, Any]) -> Terms:
    """What ``terms_to_json`` wrote."""
    return Terms(Caution(kept["caution"]), tuple(map(_text, kept["within"])))


def judgement_to_json(judgement: Judgement) -> str:
    """The judgement on one line."""
    return json.dumps(
        {
            "right": judgement.right,
            "doubted": judgement.doubted,
            "document_id": judgement.document_id,
            "revision": judgement.revision,
            "span": _span(judgement.span),
        }
    )


def judgement_from_json(kept: dict[str, Any]) -> Judgement:
    """What ``judgement_to_json`` wrote."""
    return Judgement(
        right=bool(kept["right"]),
        doubted=tuple(int(number) for number in kept["doubted"]),
        document_id=_text(kept["document_id"]),
        revision=_text(kept["revision"]),
        span=_span_again(kept["span"]),
    )


def _said(piece: Said) -> dict[str, Any] | str:
    place = piece.words_of
    if place is None:
        return piece.own
    return {
        "document_id": place.document_id,
        "revision": place.revision,
        "span": _span(place.span),
        "in_list": place.in_list,
    }


def _said_again(kept: dict[str, Any] | str) -> Said:
    if isinstance(kept, str):
        return Said(kept)
    place = WordsOf(
        _text(kept["document_id"]), _text(kept["revision"]), _span_again(kept["span"]), bool(kept["in_list"])
    )
    return Said("", place)


def _quote(one: StoredQuote) -> dict[str, Any]:
    return {
        "document_id": one.document_id,
        "revision": one.revision,
        "span": _span(one.span),
        "answers": [_span(span) for span in one.answers],
        "score": one.score,
    }


def _quote_again(kept: dict[str, Any]) -> StoredQuote:
    return StoredQuote(
        document_id=_text(kept["document_id"]),
        revision=_text(kept["revision"]),
        span=Span(*kept["span"]),
        answers=tuple(Span(*span) for span in kept["answers"]),
        score=float(kept["score"]),
    )


def _span(span: Span | None) -> tuple[int, int] | None:
    return (span.start, span.end) if span is not None else None


def _span_again(kept: list[int] | None) -> Span | None:
    return Span(*kept) if kept is not None else None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected a text, found {value!r}")
    return value
