"""Composes the short answer and its quotes from what the reader found."""

from __future__ import annotations

from collections.abc import Sequence

from index.document import Span
from index.snapshot import Snapshot
from rag.answer import Quote
from rag.growth import grow
from rag.phrases import enumeration, essential_clauses, only_phrase
from rag.question import AnswerKind, Question
from rag.quoting import display, quote
from rag.reading import Finding
from rag.settings import Settings

_CLOSE = 1.0  # findings this near to the best in score are shown beside it


def compose(
    snapshot: Snapshot, question: Question, findings: Sequence[Finding], settings: Settings
) -> tuple[str, tuple[Quote, ...]]:
    """The short answer, in the documents' own words, and the quotes that prove it, the first one first.

    Args:
        snapshot: where the findings come from.
        question: what is to be answered.
        findings: best first, at least one.
        settings: how many quotes, how long an answer.
    """
    quotes = _quotes(snapshot, question, findings, settings)
    pieces: list[str] = []
    for each in quotes[: 3 if question.kind is AnswerKind.LIST else 1]:
        shown = display(" ".join(span.of(each.text) for span in _inside(each)))
        if pieces and sum(len(piece.split()) for piece in [*pieces, shown]) > settings.answer_words:
            break
        pieces.append(shown)
    return " … ".join(pieces), quotes


def nearest(snapshot: Snapshot, findings: Sequence[Finding], most: int) -> tuple[Quote, ...]:
    """The sentences that come nearest to a question that they do not answer: one a passage, without marked words."""
    quotes: dict[int, Quote] = {}
    for finding in findings:
        if len(quotes) == most:
            break
        if finding.passage.chunk_id not in quotes:
            quotes[finding.passage.chunk_id] = quote(
                snapshot, finding.passage.document_id, finding.sentence, score=finding.score
            )
    return tuple(quotes.values())


def _quotes(
    snapshot: Snapshot, question: Question, findings: Sequence[Finding], settings: Settings
) -> tuple[Quote, ...]:
    quotes: list[Quote] = []
    for finding in findings:
        if len(quotes) == settings.quotes or finding.score < findings[0].score - _CLOSE:
            break
        span = grow(snapshot, question, finding)
        if any(_same(earlier, finding, span) for earlier in quotes):
            continue
        made = quote(snapshot, finding.passage.document_id, span, score=finding.score)
        if display(made.text) in {display(earlier.text) for earlier in quotes}:
            continue
        answers = answering_words(question, made, settings)
        quotes.append(quote(snapshot, made.document_id, span, answers, finding.score))
    return tuple(quotes)


def answering_words(question: Question, made: Quote, settings: Settings) -> tuple[Span, ...]:
    """The shortest spans of a quote that answer, in the document's offsets."""
    text = made.text
    phrase = only_phrase(question, text)
    if phrase is None and question.kind in (AnswerKind.LIST, AnswerKind.OTHER):
        phrase = enumeration(text) if question.kind is AnswerKind.LIST else None
    phrase = phrase or essential_clauses(question, text, settings.answer_words)
    return (Span(made.span.start + phrase.start, made.span.start + phrase.end),)


def _inside(made: Quote) -> tuple[Span, ...]:
    return tuple(Span(span.start - made.span.start, span.end - made.span.start) for span in made.answers)


def _same(earlier: Quote, finding: Finding, span: Span) -> bool:
    return earlier.document_id == finding.passage.document_id and earlier.span.overlaps(span)
