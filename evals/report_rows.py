"""What a report shows of each question: plain values, ready for any form of report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.datasets.values import Gold
from evals.judging import Judged, Verdict
from evals.metrics.ranking import covers_evidence
from evals.plots_run import CaptionedPlot
from evals.report_changes import Changes
from evals.report_context import ShownQuote, gold_spans, in_context
from evals.run_folder import SavedDocument, SavedQuote, SavedRun
from evals.scoring import Scores

_FAILURES = frozenset({Verdict.WRONG, Verdict.FALSE_REFUSAL, Verdict.MISSED_REFUSAL, Verdict.NO_RESULT})


@dataclass(frozen=True, slots=True)
class ShownGold:
    """Evidence that a person marked, and whether a quote or a nearest passage shows some of it.

    ``rank`` is that of the first retrieved passage that covers it, from 1; None if none does, or nobody told.
    """

    document: str
    text: str
    quoted: bool
    nearest: bool
    rank: int | None


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """Everything about one question that a person wants to see.

    ``seconds`` is None when there is no answer, ``retrieved`` (the number of passages) when the run does not tell.
    """

    id: str
    type: str
    question: str
    history: tuple[str, ...]
    searched_for: str
    verdict: str
    failed: bool
    answer: str
    confidence: float
    seconds: float | None
    retrieved: int | None
    gold: tuple[str, ...] | None
    evidence: tuple[ShownGold, ...]
    quotes: tuple[ShownQuote, ...]
    nearest: tuple[ShownQuote, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a report shows; ``facts`` and ``settings`` are names with their values, in words."""

    title: str
    facts: tuple[tuple[str, str], ...]
    settings: tuple[tuple[str, str], ...]
    scores: Scores
    plots: tuple[CaptionedPlot, ...]
    questions: tuple[ShownQuestion, ...]
    changes: Changes | None = None


def shown_question(run: SavedRun, judged: Judged) -> ShownQuestion:
    """One judged question of a run, as a report shows it."""
    question, answer = judged.question, judged.answer
    nearest = answer.nearest if answer else ()
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
        seconds=answer.seconds if answer else None,
        retrieved=None if judged.ranking is None else len(judged.ranking),
        gold=question.answers,
        evidence=tuple(_evidence(run, judged, nearest)),
        quotes=tuple(in_context(quote, _document(run, quote), question.gold) for quote in judged.shown),
        nearest=tuple(in_context(quote, _document(run, quote), question.gold) for quote in nearest),
    )


def _evidence(run: SavedRun, judged: Judged, nearest: Sequence[SavedQuote]) -> Iterator[ShownGold]:
    for piece, places in zip(judged.question.gold, judged.evidence, strict=True):
        if piece:
            quoted, near = (any(_shows(run, quote, piece) for quote in among) for among in (judged.shown, nearest))
            ranks = (at for at, one in enumerate(judged.ranking or (), start=1) if covers_evidence(one, places))
            yield ShownGold(piece[0].document, piece[0].text, quoted, near, next(ranks, None))


def _shows(run: SavedRun, quote: SavedQuote, piece: Gold) -> bool:
    document = _document(run, quote)
    return document is not None and any(span.overlaps(quote.span) for span in gold_spans((piece,), document))


def _document(run: SavedRun, quote: SavedQuote) -> SavedDocument | None:
    return run.documents.get((quote.document_id, quote.revision))
