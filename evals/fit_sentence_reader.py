"""Fits the weights of the sentence reader: ``python -m evals.fit_sentence_reader DATA --cache DIR``.

All on tuning and training data. Which sentence: a conditional logit over the sentences of each answerable question,
where those that overlap the gold are right. How sure: logistic regressions over all questions, answerable or not, of
whether the documents answer and of whether the best sentence is right. Figures are for libraries that the fit has not
seen: each library in turn is left out, and then all are used for the weights that ship.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evals.datasets.catalogue import open_dataset
from evals.datasets.files import find
from evals.datasets.spans import read_spans
from evals.datasets.values import Dataset, Question, sample
from evals.libraries import library_of
from evals.statistics import auroc
from evals.vector_cache import CachedEmbedder
from index.embedding import Embedder
from index.settings import ChunkSettings
from index.snapshot import Snapshot
from rag.answerer import rarity_in
from rag.assemble import default_embedder, hybrid_retriever
from rag.composition import CLOSE
from rag.evidence import Candidate
from rag.question import analyse, respelt
from rag.resolution import resolve
from rag.sentence_reader import FEATURES, SURENESS, Logistic, SentenceReader, SentenceWeights, passages_of, sureness_row
from rag.settings import Settings

Floats = npt.NDArray[np.float64]

WEIGHTS = Path(__file__).parent.parent / "rag" / "weights" / "sentence_reader.json"
_UNANSWERABLE_SHARE = 0.3  # of the questions that people ask of their documents; the confidence is for this mixture
_RIDGE = 1.0
_NO_WEIGHTS = SentenceWeights(
    (0.0,) * len(FEATURES), Logistic((0.0,) * len(SURENESS), 0.0), Logistic((0.0,) * len(SURENESS), 0.0)
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its sentences' features ``(n, len(FEATURES))``, which are right, and the passage each is of."""

    answerable: bool
    features: Floats
    right: npt.NDArray[np.bool_]
    passages: npt.NDArray[np.int64]
    about: tuple[float, float]


def tuning_sets(data: Path, n: int) -> Iterator[Dataset]:
    """Libraries with about ``n`` answerable questions each, and questions that nothing in them answers."""
    elsewhere = _span_set(data, "squad1_train", n // 3, lambda title: _bucket(title, 12) == 1)
    squad2 = open_dataset("squad2-tune", data, None, n * 2)
    yield _with_off_topic(squad2, elsewhere)
    yield _with_off_topic(_span_set(data, "squad1_train", n, lambda title: _bucket(title, 12) == 0), elsewhere)
    yield _with_off_topic(_span_set(data, "nq_qed_train", n, lambda title: _bucket(title, 3) == 0), elsewhere)
    yield open_dataset("own", None, "tune", None)


def _span_set(data: Path, name: str, n: int, keep: Callable[[str], bool]) -> Dataset:
    documents, questions = read_spans(find(data, f"spans/{name}.jsonl.gz"), keep_title=keep)
    return Dataset(name, "train", documents, sample(questions, n))


def _bucket(title: str, buckets: int) -> int:
    return zlib.crc32(title.encode()) % buckets


def _with_off_topic(dataset: Dataset, elsewhere: Dataset) -> Dataset:
    strangers = tuple(
        replace(question, answers=(), gold=(), type="off_topic", id=f"off-topic-{question.id}")
        for question in elsewhere.questions
    )
    return replace(dataset, questions=dataset.questions + strangers)


def ask_all(dataset: Dataset, cache: Path, embedder: Embedder) -> list[Asked]:
    """The features of every question over the library of ``dataset``, which is kept in ``cache``."""
    library = library_of(
        dataset.documents, embedder, cache, lambda now: _tell(f"{dataset.name}: {now}"), ChunkSettings()
    )
    snapshot = library.snapshot()
    names = {document.document_id: document.source for document in snapshot.documents}
    reader = SentenceReader(embedder, rarity_in(snapshot), _NO_WEIGHTS)
    retriever = hybrid_retriever(snapshot, embedder, Settings())
    asked: list[Asked] = []
    for number, question in enumerate(dataset.questions):
        searched_for = resolve(question.question, question.history)
        asking = respelt(analyse(searched_for), snapshot.spellings)
        found = retriever.retrieve(searched_for, Settings().retrieval.passages)
        candidates, features = reader.features(asking, found)
        if candidates:
            asked.append(
                Asked(
                    answerable=bool(question.answers),
                    features=features,
                    right=np.array([_is_right(snapshot, names, question, each) for each in candidates]),
                    passages=passages_of(candidates),
                    about=reader.about(asking),
                )
            )
        _tell(f"{dataset.name}: {number + 1} of {len(dataset.questions)} questions")
    _tell("\n")
    return asked


def _is_right(snapshot: Snapshot, names: dict[str, str], question: Question, candidate: Candidate) -> bool:
    """Whether the sentence overlaps gold whose place is known, or holds an accepted answer of the right document."""
    name = Path(names[candidate.passage.document_id]).name
    for piece in question.gold:
        for gold in piece:
            if Path(gold.document).name != name:
                continue
            if gold.start is not None:
                end = gold.start + len(gold.text)
                if candidate.sentence.start < end and gold.start < candidate.sentence.end:
                    return True
            elif any(" ".join(answer.split()) in " ".join(candidate.text.split()) for answer in question.answers or ()):
                return True
    return False


def fit_ranking(asked: Sequence[Asked]) -> Floats:
    """The weights that make a right sentence most probable among a question's sentences (conditional logit).

    McFadden, "Conditional logit analysis of qualitative choice behavior", 1974, with several right choices.
    """
    from scipy.optimize import minimize

    usable = [each for each in asked if each.right.any()]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = _RIDGE * float(weights @ weights), 2 * _RIDGE * weights
        for each in usable:
            scores = each.features @ weights
            chances = np.exp(scores - scores.max())
            every, right = chances.sum(), chances[each.right].sum()
            total -= float(np.log(right / every))
            slope = slope + chances @ each.features / every
            slope = slope - chances[each.right] @ each.features[each.right] / right
        return total, slope

    best: Floats = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x
    return best


def fit_logistic(libraries: Sequence[Sequence[Asked]], ranking: Floats, *, answerable: bool) -> Logistic:
    """The chance that a question is answerable, or else that what is shown is right.

    Every library counts the same, and within each the unanswerable questions for their stated share.
    """
    from sklearn.linear_model import LogisticRegression

    rows, targets, weights = [], [], []
    for asked in libraries:
        found, right = best_rows(asked, ranking)
        rows.append(found)
        targets.append(np.array([each.answerable for each in asked]) if answerable else right)
        weights.append(_mixture(asked) / len(asked))
    weight = np.concatenate(weights)
    model = LogisticRegression(C=1 / _RIDGE, max_iter=5000)
    model.fit(np.concatenate(rows), np.concatenate(targets), sample_weight=weight / weight.mean())
    return Logistic(tuple(np.round(model.coef_[0], 4).tolist()), round(float(model.intercept_[0]), 4))


def best_rows(asked: Sequence[Asked], ranking: Floats) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """What sureness is told from, ``(questions, len(SURENESS))``, and whether an answer made of the best is right.

    An answer shows the second best sentence too where it is close.
    """
    rows, right = [], []
    for each in asked:
        scores = each.features @ ranking
        rows.append(sureness_row(each.features, scores, each.passages, each.about))
        shown = np.argsort(-scores, kind="stable")[:2]
        right.append(bool(each.right[shown[scores[shown] >= scores[shown[0]] - CLOSE]].any()))
    return np.array(rows), np.array(right)


def _mixture(asked: Sequence[Asked]) -> Floats:
    answerable = np.array([each.answerable for each in asked])
    share = 1 - answerable.mean()
    if share in (0, 1):
        return np.ones(len(asked))
    weights: Floats = np.where(answerable, (1 - _UNANSWERABLE_SHARE) / (1 - share), _UNANSWERABLE_SHARE / share)
    return weights


@dataclass(frozen=True, slots=True)
class Told:
    """What the model says of each question, and what is true: arrays of shape ``(questions,)``."""

    hopeful: Floats
    sure: Floats
    right: npt.NDArray[np.bool_]
    answerable: npt.NDArray[np.bool_]

    def refused(self, threshold: float, sure_threshold: float) -> npt.NDArray[np.bool_]:
        """Which questions would be refused."""
        return (self.hopeful < threshold) & (self.sure < sure_threshold)


def tell(asked: Sequence[Asked], ranking: Floats, answerable: Logistic, right: Logistic) -> Told:
    """Apply the model to questions."""
    rows, is_right = best_rows(asked, ranking)
    return Told(
        np.array([answerable.probability(row) for row in rows]),
        np.array([right.probability(row) for row in rows]),
        is_right,
        np.array([each.answerable for each in asked]),
    )


def figures(asked: Sequence[Asked], ranking: Floats, answerable: Logistic, right: Logistic) -> dict[str, float]:
    """How good the weights are on these questions."""
    told, weights = tell(asked, ranking, answerable, right), _mixture(asked)
    refused = told.refused(Settings().threshold, Settings().sure_threshold)
    return {
        "questions": len(asked),
        "right sentence among those read": float(np.mean([each.right.any() for each in asked if each.answerable])),
        "answer right": float(told.right[told.answerable].mean()),
        "AUROC right or not": auroc(told.sure, told.right),
        "AUROC answerable or not": auroc(told.hopeful, told.answerable),
        "mean confidence": float(np.average(told.sure, weights=weights)),
        "mean right": float(np.average(told.right, weights=weights)),
        "false refusals": float(refused[told.answerable].mean()),
        "refused of the unanswerable": float(refused[~told.answerable].mean()),
    }


def refusal_curve(libraries: Sequence[Told]) -> str:
    """A table over thresholds, means over the libraries: what is refused, and what right answers are left."""
    lines = [
        "| threshold | sure threshold | false refusals | refused of the unanswerable | right and not refused |",
        "|---:|---:|---:|---:|---:|",
    ]
    for threshold in (0.45, 0.55, 0.65, 0.75, 0.85):
        for sure_threshold in (0.25, 0.35, 0.4, 0.45, 1.0):
            rows = []
            for told in libraries:
                refused, yes = told.refused(threshold, sure_threshold), told.answerable
                rows.append((refused[yes].mean(), refused[~yes].mean(), (told.right & ~refused)[yes].mean()))
            means = " | ".join(f"{mean:.3f}" for mean in np.mean(rows, axis=0))
            lines.append(f"| {threshold} | {sure_threshold} | {means} |")
    return "\n".join(lines)


def fit(libraries: Sequence[Sequence[Asked]]) -> tuple[Floats, Logistic, Logistic]:
    """All three parts of the model."""
    ranking = np.round(fit_ranking([each for asked in libraries for each in asked]), 4)
    return (
        ranking,
        fit_logistic(libraries, ranking, answerable=True),
        fit_logistic(libraries, ranking, answerable=False),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the features (cached), print the figures, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="the folder of public datasets")
    parser.add_argument("--cache", type=Path, required=True, help="where libraries and features are kept")
    parser.add_argument("--questions", type=int, default=600, help="answerable questions a library")
    parser.add_argument("--write", action="store_true", help="replace the weights that ship")
    options = parser.parse_args(arguments)
    embedder = CachedEmbedder(default_embedder(), options.cache)
    libraries = {
        dataset.name: ask_all(dataset, options.cache, embedder)
        for dataset in tuning_sets(options.data, options.questions)
    }
    left_out: list[Told] = []
    for name, asked in libraries.items():
        model = fit([rest for other, rest in libraries.items() if other != name])
        left_out.append(tell(asked, *model))
        _print_figures(f"{name}, left out", figures(asked, *model))
    sys.stdout.write(refusal_curve(left_out) + "\n")
    ranking, answerable, right = fit(list(libraries.values()))
    for name, asked in libraries.items():
        _print_figures(f"{name}, fitted", figures(asked, ranking, answerable, right))
    facts = {
        "fitted_on": {name: len(asked) for name, asked in libraries.items()},
        "fitted_at": datetime.now(UTC).date().isoformat(),
        "command": "python -m evals.fit_sentence_reader DATA --cache DIR --write",
        "ranking": dict(zip(FEATURES, ranking.tolist(), strict=True)),
        "answerable": {"weights": dict(zip(SURENESS, answerable.weights, strict=True)), "bias": answerable.bias},
        "right": {"weights": dict(zip(SURENESS, right.weights, strict=True)), "bias": right.bias},
    }
    text = json.dumps(facts, indent=1) + "\n"
    sys.stdout.write(text)
    if options.write:
        WEIGHTS.write_text(text, encoding="utf-8")
    return 0


def _print_figures(name: str, values: dict[str, float]) -> None:
    sys.stdout.write(f"{name}: " + ", ".join(f"{key} {value:.3f}" for key, value in values.items()) + "\n")


def _tell(line: str) -> None:
    sys.stderr.write(f"\r\x1b[K{line}")


if __name__ == "__main__":
    sys.exit(main())
