"""What every ranker of a baseline does: known neighbours, scores from 0 to 1, the best first."""

from __future__ import annotations

import pytest

from evals.baselines.dense import DenseRanker
from evals.baselines.hybrid import HybridRanker
from evals.baselines.lexical import LexicalRanker
from evals.baselines.ranking import MakeRanker, Ranker
from tests.fakes import WordEmbedder

PASSAGES = (
    "the ferry to the island sails at noon",
    "bread is baked with rye flour and salt",
    "the library closes early on friday evening",
    "a heron stands in the shallow river",
    "tickets for the ferry are sold on board",
)


@pytest.fixture(
    params=[
        pytest.param((DenseRanker, ""), id="dense"),
        pytest.param((LexicalRanker, "bm25s"), id="lexical"),
        pytest.param((HybridRanker, "txtai"), id="hybrid", marks=pytest.mark.filterwarnings("default")),
    ]
)
def make(request: pytest.FixtureRequest) -> MakeRanker:
    make_ranker, package = request.param
    if package:
        pytest.importorskip(package)
    made: MakeRanker = make_ranker
    return made


@pytest.fixture
def ranker(make: MakeRanker) -> Ranker:
    return make(PASSAGES, WordEmbedder(dimensions=512))


@pytest.mark.parametrize(
    ("question", "passage"), [("rye flour bread", 1), ("library friday", 2), ("ferry tickets sold", 4)]
)
def test_the_passage_with_the_words_comes_first(ranker: Ranker, question: str, passage: int) -> None:
    found = ranker.search(question, 3)
    assert found[0].passage == passage
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0 <= one.score <= 1 for one in found)
    assert len({one.passage for one in found}) == len(found) <= 3


def test_more_than_there_is_can_be_asked_for(make: MakeRanker) -> None:
    found = make(PASSAGES[:2], WordEmbedder()).search("ferry noon bread", 10)
    assert sorted(one.passage for one in found) == [0, 1]


def test_the_sentence_with_the_words_is_nearest(ranker: Ranker) -> None:
    assert ranker.nearest("when does the ferry sail", ["rye bread", "the ferry leaves daily", "a heron"]) == 1
    assert ranker.nearest("anything", ["the only one"]) == 0


def test_words_that_nothing_shares_find_nothing() -> None:
    pytest.importorskip("bm25s")
    ranker = LexicalRanker(PASSAGES, WordEmbedder())
    assert ranker.search("zeppelin", 3) == ()
    assert ranker.search("of the", 3) == ()
    assert ranker.nearest("zeppelin", ["of the", "the of"]) == 0
