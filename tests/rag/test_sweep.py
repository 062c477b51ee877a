from __future__ import annotations

import pytest

from index.document import Span
from rag.question import analyse
from rag.retrieval import Passage
from rag.sweep import swept, wants_everything


def passages(*documents: str) -> list[Passage]:
    return [
        Passage(rank, document, "r", Span(0, 1), "x", "", (), 1 / rank, rank)
        for rank, document in enumerate(documents, start=1)
    ]


@pytest.mark.parametrize(
    ("question", "everything"),
    [
        ("List all the tools that are mentioned", True),
        ("What do all of the reports recommend?", True),
        ("Which risks are named in each document?", True),
        ("What do the minutes and the notice say about the drill?", True),
        ("How do the two reports differ on the price?", True),
        ("What do I need?", False),
        ("When was the mill built?", False),
        ("Who chairs the committee?", False),
        ("How many members were there in 2022?", False),
        ("Which tools do I need?", False),
    ],
)
def test_a_question_for_all_there_is_is_told_from_one_for_a_fact(question: str, everything: bool) -> None:
    assert wants_everything(analyse(question)) is everything


def test_the_first_passages_stay_and_every_further_document_adds_its_best() -> None:
    found = passages("a", "a", "b", "a", "c", "c", "d")
    assert [each.chunk_id for each in swept(found, 2, 9)] == [1, 2, 3, 5, 7]
    assert [each.rank for each in swept(found, 2, 9)] == [1, 2, 3, 4, 5]


def test_a_large_library_is_swept_up_to_a_bound() -> None:
    assert [each.chunk_id for each in swept(passages(*"abcdefgh"), 2, 3)] == [1, 2, 3, 4, 5]


def test_fewer_passages_than_wanted_are_all_there_are() -> None:
    assert [each.chunk_id for each in swept(passages("a", "b"), 20, 100)] == [1, 2]
