"""Scores a saved run: every measure with its interval and n. The same run gives the same scores, to the byte."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from evals.confidence_measures import CONFIDENCE_MEASURES, ConfidenceMeasure
from evals.judging import Judged, judge
from evals.measures import MEASURES
from evals.metrics.confidence import RiskAtCoverage, risk_coverage
from evals.run_folder import MEMORY, ROWS, SCORES, TIMES, SavedRun, read_run, write_json, write_rows
from evals.statistics import Estimate, Share, estimate, estimate_statistic


@dataclass(frozen=True, slots=True)
class Score:
    """A measure's name, its meaning in plain words, and its estimate."""

    name: str
    meaning: str
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class TypeScore:
    """How many questions of one type were right."""

    type: str
    right: Estimate


@dataclass(frozen=True, slots=True)
class Scores:
    """All scores of a run.

    ``unscored`` questions have no gold, ``without_result`` are absent from the run and count as wrong;
    ``lost_gold`` are pieces of gold that do not stand in the document they are said to be from. Measures in which no
    question had a say are left out of ``scores``.
    """

    dataset: str
    questions: int
    unscored: int
    without_result: int
    lost_gold: int
    scores: tuple[Score, ...]
    by_type: tuple[TypeScore, ...]
    curve: tuple[RiskAtCoverage, ...]

    def value(self, name: str) -> float:
        """The value of the measure with this name.

        Raises:
            KeyError: there is none, or no question had a say in it.
        """
        for score in self.scores:
            if score.name == name:
                return score.estimate.value
        raise KeyError(name)


def score(folder: Path) -> Scores:
    """Score the run in ``folder``; writes ``scores.json``, ``questions.jsonl`` and ``times.json`` there.

    Raises:
        MissingDataError: the folder holds no run.
        InvalidInputError: the run is damaged.
    """
    run = read_run(folder)
    judged = judge_all(run)
    shares = {measure.name: [measure.share(one) for one in judged] for measure in MEASURES}
    found = _summarise(run, judged, shares)
    write_json(folder / SCORES, asdict(found))
    write_rows(folder / ROWS, (_row(one, number, shares) for number, one in enumerate(judged)))
    write_json(folder / TIMES, _times(run) | {"peak_memory_mb": _peak_memory(folder)})
    return found


def judge_all(run: SavedRun) -> tuple[Judged, ...]:
    """Every question of the run, judged, in the order in which they were asked."""
    return tuple(judge(run, question) for question in run.questions)


def _summarise(run: SavedRun, judged: Sequence[Judged], shares: dict[str, list[Share]]) -> Scores:
    right = shares["right"]
    types = sorted({one.question.type for one in judged if one.scored})
    given = [one for one in judged if one.scored and one.answered]
    ratios = tuple(
        Score(measure.name, measure.meaning, estimate(shares[measure.name], bounded=measure.bounded))
        for measure in MEASURES
    )
    told = ratios + _confidence_scores(judged)
    return Scores(
        dataset=run.dataset,
        questions=len(judged),
        unscored=sum(not one.scored for one in judged),
        without_result=sum(one.answer is None for one in judged),
        lost_gold=sum(_lost(one) for one in judged),
        scores=tuple(one for one in told if one.estimate.n),
        by_type=tuple(TypeScore(name, estimate(_of_type(name, judged, right), bounded=True)) for name in types),
        curve=risk_coverage(
            [one.confidence for one in given], [one.right for one in given], sum(one.scored for one in judged)
        ),
    )


def _confidence_scores(judged: Sequence[Judged]) -> tuple[Score, ...]:
    return tuple(
        Score(measure.name, measure.meaning, _confidence_estimate(measure, judged)) for measure in CONFIDENCE_MEASURES
    )


def _confidence_estimate(measure: ConfidenceMeasure, judged: Sequence[Judged]) -> Estimate:
    counted = [one for one in judged if measure.include(one)]
    sure = np.array([one.confidence for one in counted])
    hits = np.array([measure.hit(one) for one in counted], dtype=bool)
    return estimate_statistic(lambda rows: measure.statistic(sure[rows], hits[rows]), len(counted))


def _of_type(name: str, judged: Sequence[Judged], shares: Sequence[Share]) -> list[Share]:
    return [share for one, share in zip(judged, shares, strict=True) if one.question.type == name]


def _lost(judged: Judged) -> int:
    """Pieces of gold that should stand in a document that was quoted or retrieved, and do not."""
    known = {part.document for part in (*judged.quotes, *(judged.ranking or ()))}
    pieces = zip(judged.question.gold, judged.evidence, strict=True)
    return sum(not found and all(span.document in known for span in piece) for piece, found in pieces)


def _row(judged: Judged, number: int, shares: dict[str, list[Share]]) -> dict[str, object]:
    """A line of ``questions.jsonl``: the verdict, and what the question adds to every measure it has a say in."""
    own = {name: of_all[number] for name, of_all in shares.items()}
    return {
        "id": judged.question.id,
        "type": judged.question.type,
        "verdict": judged.verdict.value,
        "confidence": judged.confidence,
        "shares": {name: [share.part, share.whole] for name, share in own.items() if share.whole},
        "hits": {one.name: one.hit(judged) for one in CONFIDENCE_MEASURES if one.include(judged)},
    }


def _peak_memory(folder: Path) -> float | None:
    """Of the process that made the run; None if it did not say."""
    path = folder / MEMORY
    return json.loads(path.read_text(encoding="utf-8"))["peak_mb"] if path.exists() else None


def _times(run: SavedRun) -> dict[str, float | None]:
    seconds = np.array([answer.seconds for answer in run.answers.values()] or [0.0])
    return {
        "n": len(run.answers),
        "total_seconds": float(seconds.sum()),
        "mean_seconds": float(seconds.mean()),
        "p50_seconds": float(np.percentile(seconds, 50)),
        "p90_seconds": float(np.percentile(seconds, 90)),
        "p95_seconds": float(np.percentile(seconds, 95)),
        "max_seconds": float(seconds.max()),
    }
