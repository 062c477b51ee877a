"""Makes one ranking of two."""

from __future__ import annotations

from collections.abc import Sequence

from index.hits import Hit


def fuse(dense: Sequence[Hit], lexical: Sequence[Hit], dense_weight: float) -> tuple[Hit, ...]:
    """Convex combination of scaled scores, best first, ties by chunk id.

    Each list is scaled linearly from its own lowest score to its highest; a chunk that one list does not hold counts
    0 there (Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023, section 4).

    Args:
        dense: hits by meaning.
        lexical: hits by words.
        dense_weight: from 0 (words only) to 1 (meaning only).
    """
    fused: dict[int, float] = {}
    for hits, weight in ((dense, dense_weight), (lexical, 1 - dense_weight)):
        for chunk_id, scaled in _scaled(hits).items():
            fused[chunk_id] = fused.get(chunk_id, 0.0) + weight * scaled
    ranked = sorted(fused.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Hit(chunk_id, score) for chunk_id, score in ranked)


def _scaled(hits: Sequence[Hit]) -> dict[int, float]:
    if not hits:
        return {}
    lowest, highest = min(hit.score for hit in hits), max(hit.score for hit in hits)
    if highest == lowest:
        return {hit.chunk_id: 1.0 for hit in hits}
    return {hit.chunk_id: (hit.score - lowest) / (highest - lowest) for hit in hits}
