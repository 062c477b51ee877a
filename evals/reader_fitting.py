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
from rag.reader_features import AGAINST, FEATURES, FOR, SUFFICIENCY, SURENESS
from rag.reader_weights import Logistic, ReaderWeights
from rag.settings import Settings

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_UNANSWERABLE_SHARE = 0.3  # of the questions that people ask of their documents; the confidence is for this mixture
_RIDGE = 1.0


def fit_ranking(libraries: Sequence[Sequence[Lesson]]) -> Floats:
    """The weights that make a right sentence most probable among a question's sentences (conditional logit).

    Every library counts the same, however many questions it has: the small ones are most like people's own documents.
    McFadden, "Conditional logit analysis of qualitative choice behavior", 1974, with several right choices.
    """
    from scipy.optimize import minimize

    found = [[(each.read.features, each.right) for each in lessons if each.right.any()] for lessons in libraries]
    mean = sum(map(len, found)) / len(found)
    usable = [(features, right, mean / len(of_library)) for of_library in found for features, right in of_library]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = _RIDGE * float(weights @ weights), 2 * _RIDGE * weights
        for features, right, share in usable:
            scores = features @ weights
            chances = np.exp(scores - scores.max())
            total -= share * float(np.log(chances[right].sum() / chances.sum()))
            slope = slope + share * (chances @ features) / chances.sum()
            slope = slope - share * (chances[right] @ features[right]) / chances[right].sum()
        return total, slope

    best: Floats = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B", bounds=bounds(FEATURES)).x
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


def fit_logistic(
    rows: Sequence[Floats], targets: Sequence[Bools], shares: Sequence[Floats], features: Sequence[str]
) -> Logistic:
    """A logistic regression in which every library counts the same and no sign is against sense."""
    from scipy.optimize import minimize
    from scipy.special import expit

    row, target = np.concatenate(rows), np.concatenate(targets).astype(float)
    weight = np.concatenate([each / each.sum() for each in shares])
    weight = weight / weight.mean()

    def loss(weights: Floats) -> tuple[float, Floats]:
        told = row @ weights[:-1] + weights[-1]
        ridge = np.append(weights[:-1], 0.0) * _RIDGE
        wrong = weight * (expit(told) - target)
        return (
            float(weight @ (np.logaddexp(0, told) - target * told) + ridge @ weights / 2),
            np.append(row.T @ wrong, wrong.sum()) + ridge,
        )

    best = minimize(
        loss, np.zeros(len(features) + 1), jac=True, method="L-BFGS-B", bounds=[*bounds(features), (None, None)]
    ).x
    return Logistic(tuple(np.round(best[:-1], 4).tolist()), round(float(best[-1]), 4))


def bounds(features: Sequence[str]) -> list[tuple[float | None, float | None]]:
    """Least and largest weight of each: what speaks for an answer must not count against it.

    Without them the weights learn a habit of the tuning sets: people who write a question that a paragraph shall not
    answer take its words, and so a shared word would speak against the answer.
    """
    return [(None, 0.0) if one in AGAINST else (0.0, None) if one in FOR else (None, None) for one in features]


def fit(libraries: Sequence[Sequence[Lesson]]) -> ReaderWeights:
    """All parts of the model."""
    ranking = fit_ranking(libraries)
    best = [best_of(lessons, ranking) for lessons in libraries]
    sureness, shares = [each.sureness for each in best], [each.shares for each in best]
    sufficient = fit_logistic(
        [each.sufficiency[each.answerable] for each in best],
        [each.enough[each.answerable] for each in best],
        [np.ones(int(each.answerable.sum())) for each in best],
        SUFFICIENCY,
    )
    shown = [shown_right(each, _chances(sufficient, each.sufficiency)) for each in best]
    return ReaderWeights(
        tuple(ranking.tolist()),
        answerable=fit_logistic(sureness, [each.answerable for each in best], shares, SURENESS),
        right=fit_logistic(sureness, shown, shares, SURENESS),
        sufficient=sufficient,
    )


def shown_right(best: Best, sufficient: Floats) -> Bools:
    """Whether what would be shown is right, with these probabilities of the words being enough."""
    shown: Bools = np.where(sufficient >= Settings().words_threshold, best.enough, best.right)
    return shown


@dataclass(frozen=True, slots=True)
class Told:
    """What the model says of each question, and what is true: arrays of shape ``(questions,)``."""

    hopeful: Floats
    sure: Floats
    sufficient: Floats
    best: Best

    @property
    def right(self) -> Bools:
        """Whether what would be shown is right: the words alone where they are sure to be enough, else sentences."""
        return shown_right(self.best, self.sufficient)

    def refused(self, threshold: float) -> Bools:
        """Which questions would be refused."""
        return self.hopeful < threshold


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
