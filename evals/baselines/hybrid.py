"""Retrieval by meaning and words together, as txtai does it with ``hybrid=True``: BM25 and cosine, half each."""

from __future__ import annotations

from collections.abc import Sequence

from evals.baselines.ranking import Ranked
from index.embedding import Embedder, FloatArray
from index.errors import MissingDataError


class HybridRanker:
    """Passages by txtai's hybrid score, sentences by its similarity."""

    def __init__(self, passages: Sequence[str], embedder: Embedder) -> None:
        """Index the passages.

        Raises:
            MissingDataError: txtai is not installed.
        """
        try:
            from txtai import Embeddings
        except ImportError as exc:
            raise MissingDataError('txtai is not installed. Install it: pip install "quotewise[baselines]"') from exc

        def transform(texts: Sequence[str]) -> FloatArray:
            return embedder.embed_queries(texts)

        self._embeddings = Embeddings(method="external", transform=transform, hybrid=True)
        self._embeddings.index(passages)

    def search(self, question: str, k: int) -> tuple[Ranked, ...]:
        """At most ``k`` passages, best first."""
        found = self._embeddings.search(question, k)
        return tuple(Ranked(number, min(1.0, max(0.0, score))) for number, score in found)

    def nearest(self, question: str, sentences: Sequence[str]) -> int:
        """The number of the most similar sentence."""
        best: int = self._embeddings.similarity(question, list(sentences))[0][0]
        return best
