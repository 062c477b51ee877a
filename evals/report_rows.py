"""What a report shows of each question."""

from __future__ import annotations

from dataclasses import dataclass

from evals.judging import Judged, Verdict
from evals.run_folder import SavedQuote, SavedRun
from evals.scoring import judge_all

_CONTEXT_CHARS = 160
_FAILURES = frozenset({Verdict.WRONG, Verdict.FALSE_REFUSAL, Verdict.MISSED_REFUSAL, Verdict.NO_RESULT})


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote between the words that stand around it in its document."""

    document: str
    place: str
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """Everything about one question that a person wants to see."""

    id: str
    type: str
    question: str
    history: tuple[str, ...]
    searched_for: str
    verdict: str
    failed: bool
    answer: str
    confidence: float
    gold: tuple[str, ...] | None
    evidence: tuple[str, ...]
    quotes: tuple[ShownQuote, ...]
    nearest: tuple[ShownQuote, ...]


def shown_questions(run: SavedRun) -> tuple[ShownQuestion, ...]:
    """Every question of a run, in the order in which they were asked."""
    return tuple(_shown(run, judged) for judged in judge_all(run))


def _shown(run: SavedRun, judged: Judged) -> ShownQuestion:
    question, answer = judged.question, judged.answer
    return ShownQuestion(
        id=question.id,
        type=question.type,
        question=question.question,
        history=question.history,
        searched_for=answer.searched_for if answer else "",
        verdict=judged.verdict.value,
        failed=judged.verdict in _FAILURES,
        answer=judged.text,
        confidence=answer.confidence if answer else 0.0,
        gold=question.answers,
        evidence=tuple(f"{piece[0].document}: {piece[0].text}" for piece in question.gold if piece),
        quotes=tuple(_in_context(run, quote) for quote in judged.shown),
        nearest=tuple(_in_context(run, quote) for quote in (answer.nearest if answer else ())),
    )


def _in_context(run: SavedRun, quote: SavedQuote) -> ShownQuote:
    document = run.documents.get((quote.document_id, quote.revision))
    text = document.text if document else ""
    start, end = quote.span.start, quote.span.end
    return ShownQuote(
        document=document.title if document else quote.document_id,
        place=quote.place,
        before=text[max(0, start - _CONTEXT_CHARS) : start],
        text=quote.text,
        after=text[end : end + _CONTEXT_CHARS],
    )
