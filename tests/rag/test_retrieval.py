"""The contract of every retriever."""

from __future__ import annotations

import pytest

from rag.retrieval import DenseRetriever, HybridRetriever, LexicalRetriever, Retriever
from rag.settings import RetrievalSettings
from tests.fakes import WordEmbedder
from tests.rag.conftest import MakeSnapshot

TEXTS = {
    "bees.md": "# Keeping bees\n\nBees need flowers from March on.\n\n## Hives\n\nA hive holds forty thousand bees in June.\n",
    "garden.md": "# The garden\n\nThe shed was painted green in May.\n",
    "parts.md": "# Spare parts\n\nOrder the filter AB-1234.5 from the dealer.\n\n## Other parts\n\nOrder the filter AB-1243.5 too.\n",
}


@pytest.fixture(params=["dense", "lexical", "hybrid"])
def retriever(request: pytest.FixtureRequest, make_snapshot: MakeSnapshot, embedder: WordEmbedder) -> Retriever:
    snapshot = make_snapshot(TEXTS)
    dense, lexical = DenseRetriever(snapshot, embedder), LexicalRetriever(snapshot)
    hybrid = HybridRetriever(dense, lexical, snapshot, RetrievalSettings())
    retrievers: dict[str, Retriever] = {"dense": dense, "lexical": lexical, "hybrid": hybrid}
    return retrievers[request.param]


def test_the_passage_that_shares_the_words_comes_first(retriever: Retriever) -> None:
    first = retriever.retrieve("the shed painted green", 3)[0]
    assert first.text == "The garden\n\nThe shed was painted green in May."
    assert first.context == "The garden"


def test_ranks_rise_and_scores_fall(retriever: Retriever) -> None:
    found = retriever.retrieve("bees in the hive, and a filter", 4)
    assert [passage.rank for passage in found] == list(range(1, len(found) + 1))
    assert [passage.score for passage in found] == sorted((passage.score for passage in found), reverse=True)
    assert len({passage.chunk_id for passage in found}) == len(found) <= 4


def test_a_passage_knows_its_blocks_and_headings(retriever: Retriever) -> None:
    (passage,) = [each for each in retriever.retrieve("hive holds forty thousand", 5) if "forty" in each.text]
    assert passage.context == "Keeping bees › Hives"
    assert all(block.span.overlaps(passage.span) for block in passage.blocks)
    assert len(passage.text) == len(passage.span)


def test_asking_for_one_gives_one(retriever: Retriever) -> None:
    assert len(retriever.retrieve("bees", 1)) == 1


def test_identifiers_are_told_apart(make_snapshot: MakeSnapshot) -> None:
    retriever = LexicalRetriever(make_snapshot(TEXTS))
    assert "AB-1243.5" in retriever.retrieve("Where do I order AB-1243.5?", 2)[0].text
    assert "AB-1234.5" in retriever.retrieve("Where do I order AB-1234.5?", 2)[0].text


def test_no_common_word_finds_nothing_by_words(make_snapshot: MakeSnapshot) -> None:
    assert LexicalRetriever(make_snapshot(TEXTS)).retrieve("zeppelin", 5) == ()
