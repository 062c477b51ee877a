"""Retrieval by words: BM25 as bm25s computes it by default (Lucene's variant, k1 1.5, b 0.75, no stemming)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evals.baselines.ranking import Ranked
from index.embedding import Embedder
from index.errors import MissingDataError

if TYPE_CHECKING:
    import bm25s

_HALF = 10.0
"""The BM25 score that counts as ½: BM25 has no upper end, and only the order matters."""


class LexicalRanker:
    """Passages by BM25, and sentences by BM25 among themselves."""

    def __init__(self, passages: Sequence[str], embedder: Embedder) -> None:
        """Index the passages; the embedder is not used.

        Raises:
            MissingDataError: bm25s is not installed.
        """
        try:
            import bm25s
        except ImportError as exc:
            raise MissingDataError('bm25s is not installed. Install it: pip install "quotewise[baselines]"') from exc
        self._tokenize, self._new_index = bm25s.tokenize, bm25s.BM25
        self._size = len(passages)
        self._index = self._indexed(passages)

    def search(self, question: str, k: int) -> tuple[Ranked, ...]:
        """At most ``k`` passages that share a word with the question, best first."""
        found = self._best(self._index, question, min(k, self._size))
        return tuple(Ranked(number, score / (score + _HALF)) for number, score in found)

    def nearest(self, question: str, sentences: Sequence[str]) -> int:
        """The number of the sentence with the best BM25 score among these, the first of equals."""
        found = self._best(self._indexed(sentences), question, len(sentences))
        return min(found, key=lambda one: (-one[1], one[0]))[0] if found else 0

    def _indexed(self, texts: Sequence[str]) -> bm25s.BM25 | None:
        """An index of the texts; None if they have no word between them, which it could not divide by."""
        words = self._words(texts)
        if not any(words):
            return None
        index = self._new_index()
        index.index(words, show_progress=False)
        return index

    def _best(self, index: bm25s.BM25 | None, question: str, k: int) -> list[tuple[int, float]]:
        words = self._words([question])
        if index is None or not words[0]:
            return []
        numbers, scores = index.retrieve(words, k=k, show_progress=False)
        return [(n, s) for n, s in zip(numbers[0].tolist(), scores[0].tolist(), strict=True) if s > 0]

    def _words(self, texts: Sequence[str]) -> list[list[str]]:
        words: list[list[str]] = self._tokenize(list(texts), return_ids=False, show_progress=False)
        return words
