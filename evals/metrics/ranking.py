"""Measures of a ranking, best first: ``recall@k``, ``nDCG@k``, ``RR@k``, ``P@1``.

The rank measures take the ranked ids and the qrels (id to grade, a grade above 0 is relevant), for documents as they
are. Passages are judged by gold spans instead, and ``judge_spans`` turns those into ids and qrels first. Ids in a
ranking must be distinct; without relevant ids every measure is 0.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.document import Span


def recall_at(k: int, ranked: Sequence[str], qrels: Mapping[str, int]) -> float:
    """``recall@k``: the share of the relevant ids among the first ``k`` (Manning et al. 2008, section 8.3)."""
    relevant = {name for name, grade in qrels.items() if grade > 0}
    return len(relevant.intersection(ranked[:k])) / len(relevant) if relevant else 0.0


def ndcg_at(k: int, ranked: Sequence[str], qrels: Mapping[str, int]) -> float:
    """``nDCG@k``: ``DCG / ideal DCG`` with ``DCG = Σ grade / log2(rank + 1)`` (Järvelin and Kekäläinen 2002).

    The linear gain is that of trec_eval, and so of BEIR's figures.
    """
    ideal = _dcg(sorted((grade for grade in qrels.values() if grade > 0), reverse=True)[:k])
    return _dcg([max(qrels.get(name, 0), 0) for name in ranked[:k]]) / ideal if ideal else 0.0


def _dcg(gains: Sequence[int]) -> float:
    return math.fsum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def rr_at(k: int, ranked: Sequence[str], qrels: Mapping[str, int]) -> float:
    """``RR@k``: 1 / rank of the first relevant id, 0 if none is among the first ``k`` (Voorhees 1999, TREC-8)."""
    return next((1 / rank for rank, name in enumerate(ranked[:k], start=1) if qrels.get(name, 0) > 0), 0.0)


def precision_at_1(ranked: Sequence[str], qrels: Mapping[str, int]) -> float:
    """``P@1``: 1 if the first id is relevant, else 0."""
    return rr_at(1, ranked, qrels)


@dataclass(frozen=True, slots=True)
class DocumentSpan:
    """A span of a named document: a passage, a quote, or gold."""

    document: str
    span: Span

    def covers(self, other: DocumentSpan) -> bool:
        """Whether both are of one document and share at least half of the shorter of the two.

        Half, so that a gold sentence cut by a chunk's edge belongs to the chunk that has most of it.
        """
        if self.document != other.document:
            return False
        shared = min(self.span.end, other.span.end) - max(self.span.start, other.span.start)
        return shared > 0 and 2 * shared >= min(len(self.span), len(other.span))


Evidence = tuple[DocumentSpan, ...]
"""One piece of evidence, at any of these spans: the marks of several annotators, or several copies of one fact."""


def covers_evidence(passage: DocumentSpan, evidence: Evidence) -> bool:
    """Whether the passage covers one of the spans at which this piece of evidence stands."""
    return any(passage.covers(span) for span in evidence)


def span_recall_at(k: int, ranked: Sequence[DocumentSpan], gold: Sequence[Evidence]) -> float:
    """``recall@k`` over spans: the share of the pieces of evidence that the first ``k`` passages cover."""
    found = [any(covers_evidence(passage, piece) for passage in ranked[:k]) for piece in gold]
    return sum(found) / len(found) if found else 0.0


def judge_spans(ranked: Sequence[DocumentSpan], gold: Sequence[Evidence]) -> tuple[tuple[str, ...], dict[str, int]]:
    """Ids and qrels of ranked passages, for the rank measures.

    A passage is relevant if it covers a piece of evidence that no passage above it covered: overlapping passages earn
    a gain once. Every piece that nothing covered stands in the qrels under an id of its own.
    """
    missing = list(range(len(gold)))
    qrels: dict[str, int] = {}
    for rank, passage in enumerate(ranked):
        rest = [piece for piece in missing if not covers_evidence(passage, gold[piece])]
        if len(rest) < len(missing):
            qrels[f"passage {rank}"] = 1
        missing = rest
    qrels |= {f"missing {piece}": 1 for piece in missing}
    return tuple(f"passage {rank}" for rank in range(len(ranked))), qrels
