"""Fits the weights of the reader: ``python -m evals.fit_reader DATA --cache DIR``.

All on tuning questions, over whole libraries. Which sentence: a conditional logit over the sentences of each answerable
question, where those that are evidence are right. How sure: logistic regressions of whether the documents answer, of
whether what is shown is right, and of whether the words found are enough. Figures are for libraries that the fit has
not seen: each library in turn is left out, and then all are used for the weights that ship.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evals.reader_lessons import Lesson, read_all, tuning_sets
from evals.reading_cache import CachedTextModel, fingerprint
from evals.running import Progress
from evals.statistics import auroc
from evals.vector_cache import CachedEmbedder
from rag.assemble import READER, READER_WEIGHTS, default_embedder
from rag.composition import CLOSE
from rag.cross_encoder import CrossEncoder
from rag.reader_features import FEATURES, SUFFICIENCY, SURENESS
from rag.reader_weights import Logistic, ReaderWeights
from rag.settings import Settings

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


def figures(told: Told) -> dict[str, float]:
    """How good the weights are on these questions."""
    best, yes = told.best, told.best.answerable
    refused = told.refused(Settings().threshold, Settings().sure_threshold)
    return {
        "questions": len(yes),
        "answer right": float(best.right[yes].mean()),
        "words enough": float(best.enough[yes].mean()),
        "AUROC right": auroc(told.sure, best.right),
        "AUROC answerable": auroc(told.hopeful, yes) if not yes.all() else float("nan"),
        "AUROC words enough": auroc(told.sufficient[yes], best.enough[yes]),
        "mean confidence": float(np.average(told.sure, weights=best.shares)),
        "mean right": float(np.average(best.right, weights=best.shares)),
        "false refusals": float(refused[yes].mean()),
        "refused of the unanswerable": float(refused[~yes].mean()),
    }


def refusal_curve(libraries: Sequence[Told]) -> str:
    """A table over thresholds, means over the libraries: what is refused, and what right answers are left."""
    lines = [
        "| threshold | sure threshold | false refusals | refused of the unanswerable | right and not refused |",
        "|---:|---:|---:|---:|---:|",
    ]
    for threshold in (0.35, 0.45, 0.55, 0.65, 0.75, 0.85):
        for sure_threshold in (0.25, 0.35, 0.45, 0.55, 1.0):
            rows = []
            for told in libraries:
                refused, yes = told.refused(threshold, sure_threshold), told.best.answerable
                rows.append((refused[yes].mean(), refused[~yes].mean(), (told.best.right & ~refused)[yes].mean()))
            means = " | ".join(f"{mean:.3f}" for mean in np.mean(rows, axis=0))
            lines.append(f"| {threshold} | {sure_threshold} | {means} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the questions (remembered), print the figures, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="the folder of public datasets")
    parser.add_argument("--cache", type=Path, required=True, help="where libraries and readings are kept")
    parser.add_argument("--questions", type=int, default=300, help="answerable questions a library")
    parser.add_argument("--reader", type=Path, default=READER, help="the folder of the model")
    parser.add_argument("--write", action="store_true", help="replace the weights that ship")
    options = parser.parse_args(arguments)
    embedder = CachedEmbedder(default_embedder(), options.cache)
    model = CachedTextModel(CrossEncoder(options.reader), fingerprint(options.reader), options.cache)
    libraries = {
        dataset.name: read_all(dataset, options.cache, embedder, model, _tell)
        for dataset in tuning_sets(options.data, options.questions)
    }
    left_out: list[Told] = []
    for name, lessons in libraries.items():
        weights = fit([rest for other, rest in libraries.items() if other != name])
        left_out.append(tell(lessons, weights))
        _print_figures(f"{name}, left out", figures(left_out[-1]))
    sys.stdout.write(refusal_curve(left_out) + "\n")
    weights = fit(list(libraries.values()))
    for name, lessons in libraries.items():
        _print_figures(f"{name}, fitted", figures(tell(lessons, weights)))
    facts = {
        "fitted_on": {name: len(lessons) for name, lessons in libraries.items()},
        "fitted_at": datetime.now(UTC).date().isoformat(),
        "command": "python -m evals.fit_reader DATA --cache DIR --write",
        "ranking": dict(zip(FEATURES, weights.ranking, strict=True)),
        "answerable": _named(weights.answerable, SURENESS),
        "right": _named(weights.right, SURENESS),
        "sufficient": _named(weights.sufficient, SUFFICIENCY),
    }
    text = json.dumps(facts, indent=1) + "\n"
    sys.stdout.write(text)
    if options.write:
        READER_WEIGHTS.write_text(text, encoding="utf-8")
    return 0


def _shares(answerable: Bools) -> Floats:
    share = 1 - answerable.mean()
    if share in (0, 1):
        return np.ones(len(answerable))
    weights: Floats = np.where(answerable, (1 - _UNANSWERABLE_SHARE) / (1 - share), _UNANSWERABLE_SHARE / share)
    return weights


def _chances(logistic: Logistic, rows: Floats) -> Floats:
    return np.array([logistic.probability(row) for row in rows])


def _named(logistic: Logistic, features: Sequence[str]) -> dict[str, object]:
    return {"weights": dict(zip(features, logistic.weights, strict=True)), "bias": logistic.bias}


def _print_figures(name: str, values: dict[str, float]) -> None:
    sys.stdout.write(f"{name}: " + ", ".join(f"{key} {value:.3f}" for key, value in values.items()) + "\n")


def _tell(progress: Progress) -> None:
    sys.stderr.write(f"\r\x1b[K{progress.stage}: {progress.done} of {progress.total}")


if __name__ == "__main__":
    sys.exit(main())
