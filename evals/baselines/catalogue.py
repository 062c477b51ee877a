"""The baselines by name, and how each is put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evals.baselines.answering import Answering, nearest_sentence
from evals.baselines.corpus import pieces_of, texts_of
from evals.baselines.dense import DenseRanker
from evals.baselines.hybrid import HybridRanker
from evals.baselines.language_model import small_model, written_by
from evals.baselines.lexical import LexicalRanker
from evals.baselines.ranking import MakeRanker, Ranker
from evals.baselines.subject import Baseline
from evals.datasets.values import SourceFile
from evals.running import OpenSubject, Subject
from evals.vector_cache import CachedEmbedder
from index.embedding import Embedder


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a baseline searches and answers, and below which score it refuses."""

    make_ranker: MakeRanker
    make_answering: Callable[[Ranker], Answering]
    threshold: float


def _language_model(ranker: Ranker) -> Answering:
    return written_by(small_model())


# Tuned thresholds: python -m evals.baselines.tuning DATA. The language model's is that of AnythingLLM, the product most
# like this baseline: there it is for the model to say that the passages do not answer.
TUNED = ("langchain-faiss", "bm25", "txtai-hybrid")
BASELINES = {
    "langchain-faiss": Recipe(DenseRanker, nearest_sentence, 0.47),
    "bm25": Recipe(LexicalRanker, nearest_sentence, 0.217),
    "txtai-hybrid": Recipe(HybridRanker, nearest_sentence, 0.509),
    "smollm2": Recipe(DenseRanker, _language_model, 0.25),
}


def baseline(
    name: str, cache: Path, make_embedder: Callable[[], Embedder], threshold: float | None = None
) -> OpenSubject:
    """How to open a baseline for a run.

    Args:
        name: one of ``BASELINES``.
        cache: the folder in which vectors of passages are kept.
        make_embedder: loads the embedder, when the subject is opened.
        threshold: below which score it refuses, 0 to 1; None for its own.
    """
    recipe = BASELINES[name]

    @contextmanager
    def open_subject(files: Sequence[SourceFile]) -> Iterator[Subject]:
        texts = texts_of(files)
        pieces = pieces_of(texts)
        ranker = recipe.make_ranker([piece.words for piece in pieces], CachedEmbedder(make_embedder(), cache))
        refuses_below = recipe.threshold if threshold is None else threshold
        yield Baseline(name, texts, pieces, ranker, recipe.make_answering(ranker), refuses_below)

    return open_subject
