"""The table of measures of the confidence, which are no ratios of what single questions add."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from evals.judging import Judged
from evals.metrics.confidence import area_under_risk_coverage, expected_calibration_error
from evals.statistics import Bools, Floats, auroc


@dataclass(frozen=True, slots=True)
class ConfidenceMeasure:
    """A measure of the confidence over questions, 0 to 1, which is no ratio of shares.

    ``statistic`` gets the confidence of each question to ``include`` and whether it was a ``hit``.
    """

    name: str
    meaning: str
    statistic: Callable[[Floats, Bools], float]
    include: Callable[[Judged], bool]
    hit: Callable[[Judged], bool]


def _given(judged: Judged) -> bool:
    return judged.scored and judged.answered


def _right(judged: Judged) -> bool:
    return judged.right


CONFIDENCE_MEASURES: tuple[ConfidenceMeasure, ...] = (
    ConfidenceMeasure(
        "AUROC, right",
        "The chance that a right answer has more confidence than a wrong one.",
        auroc,
        _given,
        _right,
    ),
    ConfidenceMeasure(
        "AUROC, answerable",
        "The chance that a question which the documents answer has more confidence than one they don't.",
        auroc,
        lambda judged: judged.scored and judged.answer is not None,
        lambda judged: judged.answerable,
    ),
    ConfidenceMeasure(
        "AURC",
        "The mean share of wrong ones among the surest answers, from few to all. Lower is better.",
        area_under_risk_coverage,
        _given,
        _right,
    ),
    ConfidenceMeasure(
        "ECE",
        "How far the confidence is from the share of right answers, on average. Lower is better.",
        expected_calibration_error,
        _given,
        _right,
    ),
)
