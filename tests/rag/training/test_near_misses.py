from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import Span
from rag.training.near_misses import exchanged, names, reversed_sense, without_answer

PASSAGE = (
    "The old clock of Port Ellis stands on the northern shore of the bay. In 1871 Ada Hale repaired it with 9 men. "
    "Before that, it had stood still for 12 years, and nobody knew what to do about it."
)


def test_names_that_do_not_open_a_sentence() -> None:
    assert names("When did Port Ellis honour Ada Hale? In May. Ben said so to O’Neill.") == (
        "Port Ellis", "Ada Hale", "May", "O’Neill",
    )  # fmt: skip
    assert names("Who was it?") == ()


@pytest.mark.parametrize("seed", range(30))
def test_a_number_is_exchanged_for_one_that_the_passage_does_not_hold(seed: int) -> None:
    question = exchanged("Who repaired the clock in 1871?", PASSAGE, (), Random(seed))
    assert question is not None
    year = question.removeprefix("Who repaired the clock in ").removesuffix("?")
    assert year.isdigit()
    assert year not in PASSAGE
    assert 1831 <= int(year) <= 1911


def test_a_name_is_exchanged_for_one_of_the_article() -> None:
    others = ("Ada Hale", "Ben Stone", "Port Ellis", "Captain Cole")
    made = {exchanged("What did Ada Hale repair?", PASSAGE, others, Random(seed)) for seed in range(30)}
    assert made == {"What did Ben Stone repair?", "What did Captain Cole repair?"}


def test_without_a_name_to_take_or_to_give_there_is_no_exchange() -> None:
    assert exchanged("Who repaired it?", PASSAGE, ("Ben Stone",), Random(1)) is None
    assert exchanged("What did Ada Hale repair?", PASSAGE, ("Ada Hale", "Port Ellis"), Random(1)) is None


@given(
    st.sampled_from(["{} men?", "In {} or later, was Ada Hale there?", "Which {}.5 of Port Ellis?"]),
    st.one_of(st.integers(0, 20), st.integers(990, 1040), st.integers(0, 10**7).map("{:,}".format)),
    st.integers(),
)
def test_no_question_is_exchanged_for_itself(form: str, number: int | str, seed: int) -> None:
    question = form.format(number)
    made = exchanged(question, PASSAGE, ("Ben Stone", "Ada Hale"), Random(seed))
    assert made != question
    if made is not None and "Ben Stone" not in made:
        (new,) = [word for word in made.strip("?").split() if word not in question.strip("?").split()]
        assert new not in PASSAGE


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who was the first mayor?", {"Who was the last mayor?"}),
        (
            "What came before the largest fire?",
            {"What came after the largest fire?", "What came before the smallest fire?"},
        ),
        ("Who repaired the clock?", {None}),
        ("Who was FIRST, or firstly?", {None}),
    ],
)
def test_the_sense_is_reversed_by_one_word(question: str, expected: set[str | None]) -> None:
    assert {reversed_sense(question, Random(seed)) for seed in range(20)} == expected


def test_a_passage_loses_the_sentence_that_answers() -> None:
    rest = without_answer(PASSAGE, Span(PASSAGE.index("Ada"), PASSAGE.index("Ada") + 8))
    assert rest == (
        "The old clock of Port Ellis stands on the northern shore of the bay. "
        "Before that, it had stood still for 12 years, and nobody knew what to do about it."
    )


def test_a_passage_that_answers_twice_or_would_be_too_short_is_not_used() -> None:
    again = f"{PASSAGE} People still love ADA HALE for that, and bring her flowers."
    assert without_answer(again, Span(again.index("Ada"), again.index("Ada") + 8)) is None
    assert without_answer("Ada Hale did. Nobody knows more.", Span(0, 8)) is None
    assert without_answer(PASSAGE, Span(0, len(PASSAGE))) is None


@given(
    st.lists(st.sampled_from(["Ada came home", "It rained for days", "She sat in the Old Hall"]), max_size=12),
    st.data(),
)
def test_what_is_left_never_holds_the_answer(parts: list[str], data: st.DataObject) -> None:
    passage = "The sun was up for a very long time on that day in the north of the country. " + ". ".join(parts)
    start = data.draw(st.integers(0, len(passage) - 1))
    end = data.draw(st.integers(start + 1, len(passage)))
    rest = without_answer(passage, Span(start, end))
    assert rest is None or passage[start:end].lower() not in rest.lower()
