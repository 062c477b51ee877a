from __future__ import annotations

import time
from dataclasses import replace

import pytest

from index import ingest
from rag.answer import Answer
from rag.quoting import quote
from tests.fakes import WordEmbedder
from tests.rag.conftest import MakeLibrary, embedder, make_library, make_snapshot
from tests.ui.fakes import cut, found, not_found
from ui.first_questions import FirstQuestions, is_well_answered
from ui.suggestions import Suggestion, suggestions

__all__ = ["embedder", "make_library", "make_snapshot"]

TEXTS = {"club.md": "# Club\n\nThe boat house was built in 1871. The season fee is £85 for all.\n"}
FEE, BUILT = "How much is the season fee?", "When was the boat house built?"


def until_found(questions: FirstQuestions) -> tuple[str, ...]:
    for _ in range(500):
        now = questions.now()
        if now is not None:
            return now
        time.sleep(0.01)
    raise AssertionError("they were never found")


@pytest.mark.parametrize(
    ("changes", "well"),
    [({}, True), ({"confidence": 0.8}, False), ({"conflicts": ((1, 2),)}, False), ({"quotes": ()}, False)],
)
def test_only_a_sure_and_undisputed_answer_from_the_same_place_is_good_enough(
    changes: dict[str, object], well: bool
) -> None:
    text = "The rent is 950 pounds. It is due in May."
    made = cut(text, "The rent is 950 pounds.")
    answer = replace(found("?", "950", made), **changes)  # type: ignore[arg-type]
    assert is_well_answered(Suggestion("?", "d1", made.span), answer) is well
    elsewhere = replace(found("?", "950", cut(text, "It is due in May.")), confidence=0.99)
    assert not is_well_answered(Suggestion("?", "d1", made.span), elsewhere)
    assert not is_well_answered(Suggestion("?", "d2", made.span), answer)


def test_they_are_found_once_for_each_state_of_the_library(make_library: MakeLibrary, embedder: WordEmbedder) -> None:
    library, asked = make_library(TEXTS), list[str]()

    def ask(question: str) -> Answer:
        asked.append(question)
        with library.snapshot() as snapshot:
            places = [each for each in suggestions(snapshot) if each.question == question == BUILT]
            return replace(
                found(question, "words", *(quote(snapshot, one.document_id, one.span) for one in places)),
                confidence=0.9,
            )

    questions = FirstQuestions(library.snapshot, ask)
    assert questions.now() is None
    assert until_found(questions) == (BUILT,)
    assert questions.now() == (BUILT,) and sorted(asked) == sorted([BUILT, FEE])
    ingest.remove(library, ["club.md"])
    assert questions.now() is None, "those of a removed document are never shown"
    assert until_found(questions) == ()


def test_without_a_good_one_there_are_none(make_library: MakeLibrary, embedder: WordEmbedder) -> None:
    assert until_found(FirstQuestions(make_library(TEXTS).snapshot, not_found)) == ()


def test_a_failure_offers_none(make_library: MakeLibrary, embedder: WordEmbedder) -> None:
    def ask(question: str) -> Answer:
        raise ZeroDivisionError

    assert until_found(FirstQuestions(make_library(TEXTS).snapshot, ask)) == ()
