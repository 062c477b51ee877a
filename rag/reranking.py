"""Orders passages anew when the model has read them: its judgement is added to the score of retrieval.

The model alone would not do: it was trained on one kind of passage, and words and meaning still know better on others.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from rag.cross_encoder import Text, TextModel, TextReading
from rag.retrieval import Passage, Retriever
from rag.settings import RerankSettings

_HEADING_CHARS = 100


def texts_of(passages: Sequence[Passage]) -> list[Text]:
    """Passages as the model reads them, each below its title and headings."""
    return [below_its_headings(passage, passage.text) for passage in passages]


def below_its_headings(passage: Passage, words: str) -> Text:
    """Words of a passage as the model reads them."""
    return Text(passage.context[:_HEADING_CHARS], words)


def reranked(
    passages: Sequence[Passage], readings: Sequence[TextReading], settings: RerankSettings
) -> tuple[tuple[Passage, TextReading], ...]:
    """The passages with their readings, best first by the fused score; equals stay in their order.

    The fused score is that of retrieval plus the weighted chances, 0 to 1, that the passage answers and is relevant.
    """
    fused = [
        (passage.score + settings.answers * _chance(reading.answers) + settings.relevant * _chance(reading.relevant))
        for passage, reading in zip(passages, readings, strict=True)
    ]
    order = sorted(range(len(passages)), key=lambda row: -fused[row])
    return tuple(
        (replace(passages[row], score=fused[row], rank=rank), readings[row]) for rank, row in enumerate(order, start=1)
    )


class RerankingRetriever:
    """Another retriever whose first passages are read and ordered anew; those below stay as they are."""

    def __init__(self, retriever: Retriever, model: TextModel, settings: RerankSettings) -> None:
        self._retriever = retriever
        self._model = model
        self._settings = settings

    def retrieve(self, query: str, k: int) -> tuple[Passage, ...]:
        """At most ``k`` passages, best first."""
        found = self._retriever.retrieve(query, max(k, self._settings.depth))
        head, tail = found[: self._settings.depth], found[self._settings.depth :]
        first = reranked(head, self._model.read(query, texts_of(head)), self._settings)
        return (*(passage for passage, _ in first), *tail)[:k]


def _chance(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))
