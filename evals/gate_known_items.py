"""Known-item search: is a paragraph found again by its two rarest words?

People look for what they remember, a name, an amount, an article number, and the own questions are too few of that
kind to show when the search for words is broken. So questions are made from the documents themselves, after Azzopardi,
de Rijke and Balog (2007), "Building simulated queries for known-item topics", SIGIR: words of one known item, chosen
by how well they tell it from the others. The measure is ``RR@10`` of the passage that holds the paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evals.metrics.ranking import DocumentSpan, judge_spans, rr_at
from index.analysis import content_stems, tokens
from index.document import BlockKind, Span
from index.snapshot import Snapshot
from rag.answerer import rarity_in
from rag.retrieval import Retriever

_WORDS = 2
_LEAST_WORDS = 12
"""Shorter paragraphs may have no two words of their own."""
_DEPTH = 10


@dataclass(frozen=True, slots=True)
class KnownItem:
    """A paragraph and the words by which it is looked for."""

    query: str
    paragraph: DocumentSpan


def known_items(snapshot: Snapshot) -> tuple[KnownItem, ...]:
    """One for each paragraph of at least twelve words, in the order of the documents and of their text."""
    return tuple(_known_items(snapshot))


def known_item_rr(snapshot: Snapshot, retriever: Retriever) -> float:
    """The mean ``RR@10``, 0 to 1, of the retriever over all known items.

    Raises:
        ValueError: the library has no paragraph that is long enough.
    """
    found = [_rr(item, retriever) for item in known_items(snapshot)]
    if not found:
        raise ValueError(f"no paragraph of {_LEAST_WORDS} words to look for")
    return sum(found) / len(found)


def _known_items(snapshot: Snapshot) -> Iterator[KnownItem]:
    rarity = rarity_in(snapshot)

    def distinction(word: str) -> float:
        return max((rarity(stem) for stem in content_stems(word)), default=0.0)

    for document in snapshot.documents:
        text = snapshot.text(document.document_id)
        for block in snapshot.blocks(document.document_id, Span(0, len(text))):
            words = list(dict.fromkeys(token.word for token in tokens(block.span.of(text))))
            if block.kind is BlockKind.PARAGRAPH and len(words) >= _LEAST_WORDS:
                # The earlier of two words that are equally rare, so that the same words are asked everywhere.
                chosen = sorted(words, key=distinction, reverse=True)[:_WORDS]
                yield KnownItem(" ".join(chosen), DocumentSpan(document.document_id, block.span))


def _rr(item: KnownItem, retriever: Retriever) -> float:
    ranked = [DocumentSpan(one.document_id, one.span) for one in retriever.retrieve(item.query, _DEPTH)]
    return rr_at(_DEPTH, *judge_spans(ranked, [(item.paragraph,)]))
