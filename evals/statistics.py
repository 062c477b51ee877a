"""Statistics over questions: shares and their ratio, bootstrap intervals, a paired test, AUROC. All seeded.

Every measure is a ratio of two sums over questions: a mean has ``whole`` 1 for each question it is about, refusal
precision has ``whole`` 1 for each refused question, the verbatim rate counts quotes. One form serves them all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
_SEED = 20_240_229
_RESAMPLES = 2_000
_TAIL = 0.025
"""What an interval of 95 % leaves out on either side."""
_BLOCK = 100
"""Resamples made at a time, so that a hundred thousand questions fit in memory."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one question adds to a measure: ``part`` of ``whole``; a ``whole`` of 0 means it has no say in it."""

    part: float
    whole: float = 1.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measured value with its 95 % interval and ``n``, the number of questions that had a say in it."""

    value: float
    low: float
    high: float
    n: int


def ratio(shares: Sequence[Share]) -> float:
    """``Σ part / Σ whole``; 0 when nothing had a say."""
    whole = sum(share.whole for share in shares)
    return sum(share.part for share in shares) / whole if whole else 0.0


def estimate(shares: Sequence[Share], *, bounded: bool = False) -> Estimate:
    """The ratio with its percentile bootstrap interval (Efron and Tibshirani 1993, chapter 13), 2,000 resamples.

    Questions that have no say are left out before resampling; ``n`` counts those that have. Without any, the value is
    0 and the interval is the whole range ``[0, 1]``: nothing is known.

    Args:
        shares: what each question adds.
        bounded: the ratio is between 0 and 1. Where it is 0 or 1 for every question, resampling finds nothing else, as
            if eleven rights of eleven were certainty; then the exact interval of a proportion is given instead
            (Clopper and Pearson 1934), with questions as its trials.
    """
    counted = [share for share in shares if share.whole]
    if not counted:
        return Estimate(0.0, 0.0, 1.0, 0)
    part, whole = _columns(counted)
    if bounded and not part.any():
        return Estimate(0.0, 0.0, 1 - _TAIL ** (1 / len(counted)), len(counted))
    if bounded and (part == whole).all():
        return Estimate(1.0, _TAIL ** (1 / len(counted)), 1.0, len(counted))
    return _percentiles(ratio(counted), len(counted), lambda rows: part[rows].sum(1) / whole[rows].sum(1))


def estimate_statistic(statistic: Callable[[npt.NDArray[np.intp]], float], n: int) -> Estimate:
    """A statistic of ``n`` rows that is not a ratio (AUROC, an area) with its percentile bootstrap interval.

    ``statistic`` gets the numbers of the rows to use, with repeats. Where it is undefined it returns NaN, and those
    resamples are left out of the interval, which always holds the value.
    """
    value = statistic(np.arange(n)) if n else float("nan")
    if np.isnan(value):
        return Estimate(0.0, 0.0, 1.0, 0)
    return _percentiles(value, n, lambda rows: np.array([statistic(row) for row in rows]), resamples=500)


def _percentiles(
    value: float, n: int, statistics: Callable[[npt.NDArray[np.intp]], Floats], resamples: int = _RESAMPLES
) -> Estimate:
    random = np.random.default_rng(_SEED)
    drawn = np.concatenate(
        [statistics(random.integers(0, n, size=(_BLOCK, n), dtype=np.intp)) for _ in range(resamples // _BLOCK)]
    )
    low, high = np.nanpercentile(drawn, [100 * _TAIL, 100 * (1 - _TAIL)])
    # Resampling biases some statistics (a calibration error always upwards): the value is never outside all the same.
    return Estimate(float(value), min(float(low), float(value)), max(float(high), float(value)), n)


@dataclass(frozen=True, slots=True)
class Difference:
    """How much the second run exceeds the first over the same questions, and how likely that is by chance.

    ``low`` and ``high`` are the 95 % interval of the change, from resampling questions with both of their results.
    """

    first: float
    second: float
    p: float
    n: int
    low: float = 0.0
    high: float = 0.0

    @property
    def change(self) -> float:
        """Second minus first."""
        return self.second - self.first


def paired_randomisation(first: Sequence[Share], second: Sequence[Share], resamples: int = 10_000) -> Difference:
    """Two-sided paired randomisation test of the difference of two ratios over the same questions, in the same order.

    ``p = (1 + #{|d*| >= |d|}) / (1 + resamples)`` where ``d*`` is the difference after each question's results were
    exchanged between the runs with probability ½ (Smucker et al. 2007, CIKM; the added 1 after Davison and Hinkley
    1997, section 4.2). ``n`` counts the questions that have a say in either run.

    Raises:
        ValueError: the runs have different numbers of questions.
    """
    if len(first) != len(second):
        raise ValueError(f"a paired test needs the same questions twice, got {len(first)} and {len(second)}")
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if a.whole or b.whole]
    if not pairs:
        return Difference(0.0, 0.0, 1.0, 0)
    (part_a, whole_a), (part_b, whole_b) = _columns([a for a, _ in pairs]), _columns([b for _, b in pairs])
    change = ratio(second) - ratio(first)
    random = np.random.default_rng(_SEED)
    extreme = 0
    for _ in range(resamples // _BLOCK):
        kept = random.integers(0, 2, size=(_BLOCK, len(pairs))).astype(np.float64)
        # Summed as "all of b, plus what moved": one matrix product instead of two gathers.
        total_part, total_whole = (part_a + part_b).sum(), (whole_a + whole_b).sum()
        new_part, new_whole = (part_b.sum() + kept @ (part_a - part_b)), (whole_b.sum() + kept @ (whole_a - whole_b))
        exchanged = _safe_ratio(new_part, new_whole) - _safe_ratio(total_part - new_part, total_whole - new_whole)
        extreme += int((np.abs(exchanged) >= abs(change) - 1e-12).sum())
    drawn = resamples // _BLOCK * _BLOCK
    around = _percentiles(
        change,
        len(pairs),
        lambda rows: (
            _safe_ratio(part_b[rows].sum(1), whole_b[rows].sum(1))
            - _safe_ratio(part_a[rows].sum(1), whole_a[rows].sum(1))
        ),
    )
    p = (1 + extreme) / (1 + drawn)
    return Difference(ratio(first), ratio(second), p, len(pairs), around.low, around.high)


@dataclass(frozen=True, slots=True)
class Told:
    """How sure a run was of each question, whether that was a hit, and whether it has a say; each of shape ``(n,)``."""

    confidence: Floats
    hit: Bools
    counted: Bools


ConfidenceStatistic = Callable[[Floats, Bools], float]
"""A statistic of confidences and hits; NaN where it is undefined."""


def paired_statistic(statistic: ConfidenceStatistic, first: Told, second: Told, resamples: int = 1_000) -> Difference:
    """The same test and interval as ``paired_randomisation`` for a statistic that is no ratio: AUROC, AURC, ECE.

    Whole results of a question are exchanged, its confidence with its hit. ``n`` is 0 where the statistic is undefined
    for either run; draws for which it is undefined are left out.
    """
    counted = int((first.counted | second.counted).sum())
    before, after = _of(statistic, first), _of(statistic, second)
    if np.isnan(before) or np.isnan(after):
        return Difference(0.0, 0.0, 1.0, 0)
    random = np.random.default_rng(_SEED)
    n = len(first.confidence)
    exchanged, drawn = [], []
    for _ in range(resamples):
        swap = random.integers(0, 2, n).astype(np.bool_)
        exchanged.append(_of(statistic, _mixed(second, first, swap)) - _of(statistic, _mixed(first, second, swap)))
        rows = random.integers(0, n, n)
        drawn.append(_of(statistic, _at(second, rows)) - _of(statistic, _at(first, rows)))
    change = after - before
    defined = [abs(value) for value in exchanged if not np.isnan(value)]
    p = (1 + sum(value >= abs(change) - 1e-12 for value in defined)) / (1 + len(defined))
    low, high = np.nanpercentile([*drawn, change], [100 * _TAIL, 100 * (1 - _TAIL)])
    return Difference(before, after, p, counted, min(float(low), change), max(float(high), change))


def _of(statistic: ConfidenceStatistic, told: Told) -> float:
    return statistic(told.confidence[told.counted], told.hit[told.counted])


def _at(told: Told, rows: npt.NDArray[np.intp]) -> Told:
    return Told(told.confidence[rows], told.hit[rows], told.counted[rows])


def _mixed(one: Told, other: Told, swap: Bools) -> Told:
    return Told(
        np.where(swap, other.confidence, one.confidence),
        np.where(swap, other.hit, one.hit),
        np.where(swap, other.counted, one.counted),
    )


def auroc(scores: Sequence[float] | Floats, positive: Sequence[bool] | Bools) -> float:
    """The chance that a positive scores above a negative, ties counting half: the area under the ROC curve.

    Computed from ranks (Hanley and McNeil 1982). NaN when either class is missing.
    """
    values, labels = np.asarray(scores, dtype=np.float64), np.asarray(positive, dtype=np.bool_)
    positives = int(labels.sum())
    negatives = len(labels) - positives
    if not positives or not negatives:
        return float("nan")
    _, group, sizes = np.unique(values, return_inverse=True, return_counts=True)
    mean_rank = (np.cumsum(sizes) - (sizes - 1) / 2)[group]
    return float((mean_rank[labels].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def _columns(shares: Sequence[Share]) -> tuple[Floats, Floats]:
    parts, wholes = [share.part for share in shares], [share.whole for share in shares]
    return np.array(parts, dtype=np.float64), np.array(wholes, dtype=np.float64)


def _safe_ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
