"""The rungs of the ladder side by side: what each shows first, and what that gained over the rung below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from evals.datasets.values import Form
from evals.judging import Judged
from evals.metrics.answers import f1
from evals.metrics.ranking import DocumentSpan, Evidence, covers_evidence
from evals.statistics import (
    Difference,
    Estimate,
    Floats,
    Share,
    Told,
    auroc,
    estimate,
    estimate_statistic,
    paired_randomisation,
    paired_statistic,
)

_SHOWN = 3
_NO_SAY = Share(0.0, 0.0)
_HEAD = (
    f"| rung | gold in the first | change | among the first {_SHOWN} | change | answer F1 | change | AUROC | change |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a rung has shown for one question.

    ``first`` and ``among`` are what the question adds to the share of answerable questions whose marked evidence stands
    in the first passage or quote, and in one of the first three; ``f1`` is for the answer's words, of questions with a
    short answer. ``score`` says how sure the rung is, higher is surer.
    """

    first: Share
    among: Share
    f1: Share
    score: float
    answerable: bool
    scored: bool

    @classmethod
    def of(cls, judged: Judged, spans: Sequence[DocumentSpan], score: float, words: str | None) -> Shown:
        """From the passages or quotes, best first, and the words that the rung answers with, None if it has none."""
        short = judged.answerable and judged.question.form is Form.SHORT
        return cls(
            _holds(spans[:1], judged),
            _holds(spans[:_SHOWN], judged),
            _NO_SAY if words is None or not short else Share(f1(words, judged.question.answers or ())),
            score,
            judged.answerable,
            judged.scored,
        )


@dataclass(frozen=True, slots=True)
class Rung:
    """A step's name, and what it has shown for each question."""

    name: str
    shown: tuple[Shown, ...]


def as_table(rungs: Sequence[Rung]) -> str:
    """The measures of every rung with 95 % intervals, and its change against the rung before, as Markdown."""
    columns = [
        _ratio(rungs, lambda one: one.first),
        _ratio(rungs, lambda one: one.among),
        _ratio(rungs, lambda one: one.f1),
    ]
    columns.append(_surely(rungs))
    rows = [
        f"| {rung.name} | " + " | ".join(f"{value} | {change}" for value, change in cells) + " |"
        for rung, cells in zip(rungs, zip(*columns, strict=True), strict=True)
    ]
    return "\n".join([_HEAD, *rows])


def _holds(spans: Sequence[DocumentSpan], judged: Judged) -> Share:
    if not judged.answerable or not judged.question.gold:
        return _NO_SAY
    pieces: Sequence[Evidence] = judged.evidence
    return Share(float(any(covers_evidence(span, piece) for span in spans for piece in pieces)))


def _ratio(rungs: Sequence[Rung], share: Callable[[Shown], Share]) -> list[tuple[str, str]]:
    of_each = [[share(one) for one in rung.shown] for rung in rungs]
    changes = [paired_randomisation(before, after) if _counts(before) else None for before, after in pairwise(of_each)]
    return _cells([estimate(shares, bounded=True) for shares in of_each], changes)


def _counts(shares: Sequence[Share]) -> bool:
    return any(share.whole for share in shares)


def _surely(rungs: Sequence[Rung]) -> list[tuple[str, str]]:
    told = [
        Told(
            _ranks([one.score for one in rung.shown]),
            np.array([one.answerable for one in rung.shown]),
            np.array([one.scored for one in rung.shown]),
        )
        for rung in rungs
    ]
    changes = [paired_statistic(auroc, before, after) for before, after in pairwise(told)]
    return _cells([_auroc(one) for one in told], changes)


def _ranks(scores: Sequence[float]) -> Floats:
    """The mean rank of each score: what the AUROC depends on, and alike for rungs whose scores are of other scales.

    Without that, exchanging the results of two rungs would mix cosines with sums of words.
    """
    ordered = np.sort(scores)
    ranks: Floats = (np.searchsorted(ordered, scores, "left") + np.searchsorted(ordered, scores, "right")) / 2
    return ranks


def _auroc(told: Told) -> Estimate:
    score, answerable = told.confidence[told.counted], told.hit[told.counted]
    return estimate_statistic(lambda rows: auroc(score[rows], answerable[rows]), len(score))


def _cells(values: Sequence[Estimate], changes: Sequence[Difference | None]) -> list[tuple[str, str]]:
    told = [f"{one.value:.3f} ({one.low:.3f} to {one.high:.3f}), n {one.n}" if one.n else "" for one in values]
    moved = [f"{one.change:+.3f}, p {one.p:.4f}" if one and one.n else "" for one in changes]
    return list(zip(told, ["", *moved], strict=True))
