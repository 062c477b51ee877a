"""Finds the passages of a library that may hold the answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.document import Block, Span
from index.embedding import Embedder
from index.hits import Hit
from index.snapshot import Snapshot
from rag.asking import without_asking
from rag.fusion import fuse
from rag.settings import RetrievalSettings


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk as retrieved: rank from 1, score higher is better.

    ``context`` is its title and heading path, ``blocks`` those of its document that it touches; ``is_named`` tells
    whether the question names its document.
    """

    chunk_id: int
    document_id: str
    revision: str
    span: Span
    text: str
    context: str
    blocks: tuple[Block, ...]
    score: float
    rank: int
    is_named: bool = False


class Retriever(Protocol):
    """Finds passages for a question that stands on its own."""

    def retrieve(self, query: str, k: int) -> tuple[Passage, ...]:
        """At most ``k`` passages, best first."""
        ...


class DenseRetriever:
    """Passages near the question in meaning, by the cosine of their vectors."""

    def __init__(self, snapshot: Snapshot, embedder: Embedder) -> None:
        self._snapshot = snapshot
        self._embedder = embedder

    def retrieve(self, query: str, k: int) -> tuple[Passage, ...]:
        """At most ``k`` passages, best first."""
        return passages(self._snapshot, self.hits(query, k))

    def hits(self, query: str, k: int) -> tuple[Hit, ...]:
        """The same as chunk ids with cosines, -1 to 1."""
        (vector,) = self._embedder.embed_queries([without_asking(query)])
        return self._snapshot.search_vectors(vector, k)


class LexicalRetriever:
    """Passages that share words with the question, by BM25."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def retrieve(self, query: str, k: int) -> tuple[Passage, ...]:
        """At most ``k`` passages, best first."""
        return passages(self._snapshot, self.hits(query, k))

    def hits(self, query: str, k: int) -> tuple[Hit, ...]:
        """The same as chunk ids with BM25 scores, above 0."""
        return self._snapshot.search_words(without_asking(query), k)


class HybridRetriever:
    """Both of them, fused."""

    def __init__(
        self, dense: DenseRetriever, lexical: LexicalRetriever, snapshot: Snapshot, settings: RetrievalSettings
    ) -> None:
        self._dense = dense
        self._lexical = lexical
        self._snapshot = snapshot
        self._settings = settings

    def retrieve(self, query: str, k: int) -> tuple[Passage, ...]:
        """At most ``k`` passages, best first."""
        return passages(self._snapshot, self.hits(query, k))

    def hits(self, query: str, k: int) -> tuple[Hit, ...]:
        """The same as chunk ids with fused scores, 0 to 1."""
        depth = max(k, self._settings.fusion_depth)
        dense, lexical = self._dense.hits(query, depth), self._lexical.hits(query, depth)
        return fuse(dense, lexical, self._settings.dense_weight)[:k]


def passages(snapshot: Snapshot, hits: Sequence[Hit]) -> tuple[Passage, ...]:
    """The stored chunks behind ``hits``, in their order."""
    return tuple(_passages(snapshot, hits))


def _passages(snapshot: Snapshot, hits: Sequence[Hit]) -> Iterable[Passage]:
    chunks = snapshot.chunks([hit.chunk_id for hit in hits])
    for rank, (hit, chunk) in enumerate(zip(hits, chunks, strict=True), start=1):
        yield Passage(
            chunk_id=chunk.chunk_id,
            document_id=chunk.document_id,
            revision=chunk.revision,
            span=chunk.span,
            text=chunk.text,
            context=chunk.context,
            blocks=snapshot.blocks(chunk.document_id, chunk.span),
            score=hit.score,
            rank=rank,
        )
