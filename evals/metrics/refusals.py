"""Measures of refusing: "not in your documents" is the positive class.

Each function says what one question adds to a ratio over all questions (``evals.statistics.Share``). Precision and
recall as for any classifier (Manning et al. 2008, section 8.3).
"""

from __future__ import annotations

from evals.statistics import Share


def refusal_precision(answerable: bool, refused: bool) -> Share:
    """Of the refused questions, the share that the documents do not answer."""
    return Share(part=float(refused and not answerable), whole=float(refused))


def refusal_recall(answerable: bool, refused: bool) -> Share:
    """Of the questions that the documents do not answer, the share that was refused."""
    return Share(part=float(refused and not answerable), whole=float(not answerable))


def refusal_f1(answerable: bool, refused: bool) -> Share:
    """``2PR / (P + R)`` of the two above, which equals ``2·both / (refused + unanswerable)``."""
    return Share(part=2.0 * (refused and not answerable), whole=float(refused) + float(not answerable))


def false_refusal_rate(answerable: bool, refused: bool) -> Share:
    """Of the questions that the documents answer, the share that was refused all the same."""
    return Share(part=float(refused and answerable), whole=float(answerable))
