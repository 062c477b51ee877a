from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.training.noise import keywords, slipped, typed

QUESTION = "When was the clock of the tower repaired?"


def test_all_ways_of_typing_occur_and_the_plain_one_most_often() -> None:
    ways = [typed(QUESTION, Random(seed)) for seed in range(400)]
    assert 0.6 < ways.count(QUESTION) / len(ways) < 0.76
    assert QUESTION.lower().rstrip("?") in ways
    assert "clock tower repaired" in ways
    assert "the clock of the tower repaired" in ways
    assert len(set(ways)) > 15  # slips


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (QUESTION, "clock tower repaired"),
        ("Who founded the Port-Ellis club in 1.5 years?", "founded Port-Ellis club 1.5 years"),
        ("What is it?", "What is it?"),
        ("Who knows?", "Who knows?"),
        ("", ""),
    ],
)
def test_keywords(question: str, expected: str) -> None:
    assert keywords(question) == expected


@pytest.mark.parametrize("seed", range(20))
def test_a_slip_touches_one_longer_word(seed: int) -> None:
    words = slipped(QUESTION, Random(seed)).split()
    changed = [(one, other) for one, other in zip(QUESTION.split(), words, strict=True) if one != other]
    assert len(changed) <= 1
    for one, other in changed:
        assert one.rstrip("?") in ("clock", "tower", "repaired")
        assert abs(len(one) - len(other)) <= 1
        assert one[0] == other[0]


def test_a_question_of_short_words_has_no_slip() -> None:
    assert slipped("Who was it?", Random(1)) == "Who was it?"


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("question", ["???", "What?", "Who is?", "Is it?"])
def test_a_question_of_little_but_signs_is_still_typed(question: str, seed: int) -> None:
    assert typed(question, Random(seed)).strip()


@given(st.text(min_size=1).filter(str.strip), st.integers(0, 10_000))
def test_no_question_is_ever_typed_as_nothing(question: str, seed: int) -> None:
    assert typed(question, Random(seed)).strip()
    assert keywords(question).strip()
    assert slipped(question, Random(seed)).strip()
