"""Fits the parts of the reader's weights: which sentence is the best, and how sure that it is right.

Which sentence: a conditional logit over the sentences of each answerable question, where those that are evidence are
right. How sure: logistic regressions of whether the documents answer, of whether what is shown is right, and of whether
the words found are enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evals.reader_lessons import Lesson
from rag.composition import CLOSE
from rag.reader_features import FEATURES
from rag.reader_weights import Logistic, ReaderWeights

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_UNANSWERABLE_SHARE = 0.3  # of the questions that people ask of their documents; the confidence is for this mixture
_RIDGE = 1.0


def fit_ranking(lessons: Sequence[Lesson]) -> Floats:
    """The weights that make a right sentence most probable among a question's sentences (conditional logit).

    McFadden, "Conditional logit analysis of qualitative choice behavior", 1974, with several right choices.
    """
    from scipy.optimize import minimize

    usable = [(each.read.features, each.right) for each in lessons if each.right.any()]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = _RIDGE * float(weights @ weights), 2 * _RIDGE * weights
        for features, right in usable:
            scores = features @ weights
            chances = np.exp(scores - scores.max())
            total -= float(np.log(chances[right].sum() / chances.sum()))
            slope = slope + chances @ features / chances.sum()
            slope = slope - chances[right] @ features[right] / chances[right].sum()
        return total, slope

    best: Floats = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x
    return np.round(best, 4)


@dataclass(frozen=True, slots=True)
class Best:
    """What is told from the best sentence of each question: arrays with a row a question."""

    sureness: Floats
    sufficiency: Floats
    right: Bools
    enough: Bools
    answerable: Bools
    shares: Floats
    """What each counts, so that the unanswerable are the stated share of their library."""


def best_of(lessons: Sequence[Lesson], ranking: Floats) -> Best:
    """The best sentence of each question; an answer shows the second best too where it is close."""
    rows = []
    for each in lessons:
        scores = each.read.features @ ranking
        shown = np.argsort(-scores, kind="stable")[:2]
        first = int(shown[0])
        rows.append(
            (
                each.read.sureness(scores, each.about),
                each.read.sufficiency(first, each.kind),
                bool(each.right[shown[scores[shown] >= scores[first] - CLOSE]].any()),
                bool(each.enough[first]),
                each.answerable,
            )
        )
    sureness, sufficiency, right, enough, answerable = (np.array(column) for column in zip(*rows, strict=True))
    return Best(sureness, sufficiency, right, enough, answerable, _shares(answerable))


def fit_logistic(rows: Sequence[Floats], targets: Sequence[Bools], shares: Sequence[Floats]) -> Logistic:
    """A logistic regression in which every library counts the same."""
    from sklearn.linear_model import LogisticRegression

    weight = np.concatenate([each / each.sum() for each in shares])
    model = LogisticRegression(C=1 / _RIDGE, max_iter=5000)
    model.fit(np.concatenate(rows), np.concatenate(targets), sample_weight=weight / weight.mean())
    return Logistic(tuple(np.round(model.coef_[0], 4).tolist()), round(float(model.intercept_[0]), 4))


def fit(libraries: Sequence[Sequence[Lesson]]) -> ReaderWeights:
    """All parts of the model."""
    ranking = fit_ranking([each for lessons in libraries for each in lessons])
    best = [best_of(lessons, ranking) for lessons in libraries]
    sureness, shares = [each.sureness for each in best], [each.shares for each in best]
    return ReaderWeights(
        tuple(ranking.tolist()),
        fit_logistic(sureness, [each.answerable for each in best], shares),
        fit_logistic(sureness, [each.right for each in best], shares),
        fit_logistic(
            [each.sufficiency[each.answerable] for each in best],
            [each.enough[each.answerable] for each in best],
            [np.ones(int(each.answerable.sum())) for each in best],
        ),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What the model says of each question, and what is true: arrays of shape ``(questions,)``."""

    hopeful: Floats
    sure: Floats
    sufficient: Floats
    best: Best

    def refused(self, threshold: float, sure_threshold: float) -> Bools:
        """Which questions would be refused."""
        return (self.hopeful < threshold) & (self.sure < sure_threshold)


def tell(lessons: Sequence[Lesson], weights: ReaderWeights) -> Told:
    """Apply the model to questions."""
    best = best_of(lessons, np.array(weights.ranking))
    return Told(
        _chances(weights.answerable, best.sureness),
        _chances(weights.right, best.sureness),
        _chances(weights.sufficient, best.sufficiency),
        best,
    )


def _shares(answerable: Bools) -> Floats:
    share = 1 - answerable.mean()
    if share in (0, 1):
        return np.ones(len(answerable))
    weights: Floats = np.where(answerable, (1 - _UNANSWERABLE_SHARE) / (1 - share), _UNANSWERABLE_SHARE / share)
    return weights


def _chances(logistic: Logistic, rows: Floats) -> Floats:
    return np.array([logistic.probability(row) for row in rows])
