"""Retrieval by meaning: vectors of all-MiniLM-L6-v2 in a flat FAISS index, by cosine."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evals.baselines.ranking import Ranked
from index.embedding import Embedder
from index.hits import ChunkRanges
from index.vectors import VectorIndex


class DenseRanker:
    """Passages and sentences by the cosine of their vectors with the question's."""

    def __init__(self, passages: Sequence[str], embedder: Embedder) -> None:
        self._embedder = embedder
        self._index = VectorIndex.empty(embedder.identity.dimensions)
        self._index.add(np.arange(len(passages)), embedder.embed_documents(passages))

    def search(self, question: str, k: int) -> tuple[Ranked, ...]:
        """At most ``k`` passages, best first; a cosine below 0 counts as 0."""
        (asked,) = self._embedder.embed_queries([question])
        return tuple(Ranked(hit.chunk_id, max(0.0, hit.score)) for hit in self._index.search(asked, k, ChunkRanges()))

    def nearest(self, question: str, sentences: Sequence[str]) -> int:
        """The number of the sentence with the largest cosine."""
        asked, *vectors = self._embedder.embed_queries([question, *sentences])
        return int(np.argmax(np.stack(vectors) @ asked))
