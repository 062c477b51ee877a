"""The plots of a judged run, each with a sentence on how to read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.judging import Judged
from evals.plots import bars_by_type, calibration_plot, distribution_plot, latency_plot, risk_coverage_plot
from evals.scoring import Scores


@dataclass(frozen=True, slots=True)
class CaptionedPlot:
    """An SVG picture, ready for the inside of an HTML page, and what a person should look for in it."""

    picture: str
    caption: str


def plots_of_run(
    judged: Sequence[Judged], scores: Scores, always_answered_from: float | None = None
) -> tuple[CaptionedPlot, ...]:
    """Every plot of a run.

    Args:
        judged: from ``evals.scoring.judge_all``.
        scores: of the same run.
        always_answered_from: the confidence (0 to 1) from which on the system answers whatever else speaks against it;
            marked in the distribution.
    """
    asked = [(one, one.answer) for one in judged if one.answer]
    given = [(answer.confidence, one.right) for one, answer in asked if one.scored and one.answered]
    sure = {
        answerable: [answer.confidence for one, answer in asked if one.scored and one.answerable is answerable]
        for answerable in (True, False)
    }
    marked = "" if always_answered_from is None else " From the dashed line on, the system always answers."
    return (
        CaptionedPlot(
            risk_coverage_plot(scores.curve, scores.curve[-1] if scores.curve else None),
            "A good confidence puts wrong answers last: the line starts low and rises to the right.",
        ),
        CaptionedPlot(
            calibration_plot([sureness for sureness, _ in given], [right for _, right in given]),
            "On the dashed line the confidence is true. Dots below it are answers that were too sure of themselves.",
        ),
        CaptionedPlot(
            distribution_plot(sure[True], sure[False], always_answered_from),
            "The further apart the two groups, the better it can tell what the documents do not say." + marked,
        ),
        CaptionedPlot(
            latency_plot([answer.seconds for _, answer in asked]),
            "Half of the answers came within p50, 95 of 100 within p95, on the machine that made the run.",
        ),
        CaptionedPlot(
            bars_by_type([(one.type, one.right) for one in scores.by_type]),
            "Long intervals mean few questions: compare types only where they do not overlap.",
        ),
    )
