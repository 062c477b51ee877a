"""Measures of a confidence: how well it ranks right answers above wrong ones, and whether its numbers are true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evals.statistics import Bools, Floats


@dataclass(frozen=True, slots=True)
class RiskAtCoverage:
    """When only the surest answers are given: ``coverage`` of the questions, ``risk`` the share of wrong ones in it."""

    coverage: float
    risk: float
    threshold: float


def risk_coverage(confidence: Sequence[float], right: Sequence[bool], questions: int) -> tuple[RiskAtCoverage, ...]:
    """The risk-coverage curve, from the surest answers to all of them (El-Yaniv and Wiener 2010; arXiv 1705.08500).

    Args:
        confidence: of each answer that was given.
        right: whether that answer was right.
        questions: all questions asked, refused ones included: the whole of coverage.

    Answers of equal confidence enter together, because no threshold can part them.
    """
    curve: list[RiskAtCoverage] = []
    order = sorted(range(len(confidence)), key=lambda at: -confidence[at])
    wrong = 0
    for given, at in enumerate(order, start=1):
        wrong += not right[at]
        if given == len(order) or confidence[order[given]] != confidence[at]:
            curve.append(RiskAtCoverage(given / questions, wrong / given, confidence[at]))
    return tuple(curve)


def area_under_risk_coverage(confidence: Sequence[float] | Floats, right: Sequence[bool] | Bools) -> float:
    """``AURC``: the mean risk over the answers taken from the surest down, 0 to 1, lower is better (arXiv 1805.08206).

    ``(1/n) Σ_k risk(k)`` where ``risk(k)`` is the share of wrong ones among the ``k`` surest; equal confidences share
    their expected risk. NaN without answers.
    """
    values, wrong = np.asarray(confidence, dtype=np.float64), 1.0 - np.asarray(right, dtype=np.float64)
    if not len(values):
        return float("nan")
    _, group, sizes = np.unique(-values, return_inverse=True, return_counts=True)
    wrong_in_group = np.bincount(group, weights=wrong)
    # Within a group of ties every answer is replaced by the group's mean: the expectation over all their orders.
    expected = np.repeat(wrong_in_group / sizes, sizes)
    return float((np.cumsum(expected) / np.arange(1, len(values) + 1)).mean())


def expected_calibration_error(
    confidence: Sequence[float] | Floats, right: Sequence[bool] | Bools, bins: int = 10
) -> float:
    """``ECE``: ``Σ_b (n_b / n) · |accuracy_b − mean confidence_b|``, 0 to 1, lower is better (arXiv 1706.04599).

    The ``bins`` are of equal width over ``[0, 1]``, closed on the right. NaN without answers.
    """
    values, hits = np.asarray(confidence, dtype=np.float64), np.asarray(right, dtype=np.float64)
    if not len(values):
        return float("nan")
    bin_of = np.clip(np.ceil(values * bins).astype(int) - 1, 0, bins - 1)
    gaps = np.bincount(bin_of, weights=hits - values, minlength=bins)
    return float(np.abs(gaps).sum() / len(values))
