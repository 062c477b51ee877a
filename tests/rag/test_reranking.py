from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from index.document import Span
from rag.cross_encoder import Text, TextReading
from rag.reranking import RerankingRetriever, reranked, texts_of
from rag.retrieval import Passage
from rag.settings import RerankSettings

SURE, UNSURE = 10.0, -10.0


def passage(number: int, score: float) -> Passage:
    words = f"passage {number}"
    return Passage(number, "document", "r", Span(0, len(words)), words, f"Title {number}", (), score, number)


def reading(answers: float, relevant: float = UNSURE) -> TextReading:
    return TextReading((), answers, relevant)


@dataclass(frozen=True)
class Told:
    """A model that finds the answer in one passage only."""

    answering: int

    def read(self, question: str, texts: Sequence[Text]) -> tuple[TextReading, ...]:
        """Sure of the one, unsure of the others."""
        return tuple(reading(SURE if text.words == f"passage {self.answering}" else UNSURE) for text in texts)


@dataclass(frozen=True)
class Ranked:
    """A retriever whose passages fall in score from 1."""

    count: int

    def retrieve(self, query: str, k: int) -> tuple[Passage, ...]:
        """The first ``k``."""
        return tuple(passage(number, 1 / number) for number in range(1, self.count + 1))[:k]


def test_what_the_model_thinks_is_added_to_the_score_of_retrieval() -> None:
    passages, readings = [passage(1, 0.9), passage(2, 0.6), passage(3, 0.5)], [reading(UNSURE)] * 2 + [reading(SURE)]
    first, second, third = reranked(passages, readings, RerankSettings(answers=0.5, relevant=0.0))
    assert [each.chunk_id for each, _ in (first, second, third)] == [3, 1, 2]
    assert [each.rank for each, _ in (first, second, third)] == [1, 2, 3]
    assert first[0].score == pytest.approx(1.0, abs=1e-3)
    assert first[1] is readings[2]


def test_without_weight_the_order_of_retrieval_stays() -> None:
    passages = [passage(number, 0.5) for number in (1, 2, 3)]
    ordered = reranked(passages, [reading(UNSURE), reading(0.0), reading(SURE)], RerankSettings(answers=0, relevant=0))
    assert [each.chunk_id for each, _ in ordered] == [1, 2, 3]


@pytest.mark.parametrize(("k", "expected"), [(2, [3, 1]), (4, [3, 1, 2, 4]), (9, [3, 1, 2, 4, 5])])
def test_only_the_first_passages_are_ordered_anew(k: int, expected: list[int]) -> None:
    retriever = RerankingRetriever(Ranked(5), Told(3), RerankSettings(depth=3, answers=2.0))
    assert [each.chunk_id for each in retriever.retrieve("anything", k)] == expected


def test_what_lies_below_is_not_read() -> None:
    retriever = RerankingRetriever(Ranked(5), Told(5), RerankSettings(depth=3, answers=2.0))
    assert [each.chunk_id for each in retriever.retrieve("anything", 5)] == [1, 2, 3, 4, 5]


def test_a_long_heading_leaves_room_for_the_passage() -> None:
    (text,) = texts_of([Passage(1, "d", "r", Span(0, 1), "x", "a" * 500, (), 1.0, 1)])
    assert len(text.heading) < 200
    assert text.words == "x"
