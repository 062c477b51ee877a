from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from pathlib import Path

import pytest

from rag.training.examples import Example
from rag.training.mixture import Recipe, mixture
from tests.rag.training.conftest import WORDS, YEARS

NONE = Recipe(**{each.name: 0 for each in fields(Recipe)})
ANSWERS = {*map(str, YEARS), "Captain Ada Hale", "in summer", *WORDS}


def made(sets: Path, **counts: int) -> list[Example]:
    return [example for lesson in mixture(sets, replace(NONE, **counts)) for example in lesson]


def test_the_same_seed_gives_the_same_lessons_and_another_gives_others(sets: Path) -> None:
    recipe = Recipe().scaled(0.001)
    assert mixture(sets, recipe) == mixture(sets, recipe)
    assert mixture(sets, recipe) != mixture(sets, replace(recipe, seed=1))


def test_a_smaller_recipe_keeps_the_shares() -> None:
    small = Recipe().scaled(0.1)
    assert (small.squad, small.exchanged) == (6_200, 1_000)
    assert (small.crowd_rounds, small.seed) == (Recipe().crowd_rounds, Recipe().seed)


def test_each_kind_has_its_count(sets: Path) -> None:
    assert len(made(sets, squad=7)) == 7
    assert len(made(sets, squad=7, pairs=4, natural_questions=5, neighbours=3)) == 19
    assert len(made(sets, crowd_rounds=2)) == 20
    # there are no more than thirty questions
    assert len(made(sets, squad=99)) == 30


@pytest.mark.parametrize("kind", ["squad", "natural_questions", "pairs"])
def test_answers_are_verbatim_and_below_the_heading(sets: Path, kind: str) -> None:
    lessons = made(sets, **{kind: 30})
    assert {each.answer.of(each.passage) for each in lessons if each.answer} <= ANSWERS
    assert all(each.answer and each.relevant for each in lessons)
    assert {each.heading for each in lessons} <= {"", "Old town", "New town"}


def test_passages_have_many_lengths(sets: Path) -> None:
    lengths = {round(len(each.passage), -2) for each in made(sets, squad=30)}
    assert len(lengths) >= 2
    assert max(lengths) <= 800


@pytest.mark.parametrize("kind", ["neighbours", "natural_questions_neighbours"])
def test_a_neighbour_is_another_paragraph_without_the_answer(sets: Path, kind: str) -> None:
    lessons = made(sets, **{kind: 30})
    # all share the captain and the summer, so only the years can be asked
    assert len(lessons) == 10
    for each in lessons:
        assert (each.answer, each.relevant) == (None, False)
        named = [word for word in WORDS if word in each.question.lower()]
        assert not any(f"repaired the {thing}" in each.passage for thing in named)


def test_without_the_answering_sentence_the_passage_stays_relevant(sets: Path) -> None:
    lessons = made(sets, without_answer=30)
    assert lessons
    for each in lessons:
        assert (each.answer, each.relevant) == (None, True)
        assert not any(str(year) in each.passage for year in YEARS if "in what year" in each.question.lower())


@pytest.mark.parametrize("kind", ["twins", "natural_questions_twins"])
def test_of_twins_one_is_answered_and_one_nearly(sets: Path, kind: str) -> None:
    lessons = made(sets, **{kind: 5})
    assert len(lessons) == 10
    assert sum(each.answer is not None for each in lessons) == 5


def test_twins_are_turned_round_or_lose_their_answer_as_the_recipe_says(sets: Path) -> None:
    twins = replace(NONE, twins=30)
    turned = mixture(sets, replace(twins, twins_reversed=1))
    assert {each.question for (each,) in turned if each.answer is None} != {
        each.question for (each,) in mixture(sets, twins) if each.answer is None
    }
    without = mixture(sets, replace(twins, twins_without_answer=1))
    assert [each.passage for (each,) in without] != [each.passage for (each,) in mixture(sets, twins)]


@pytest.mark.parametrize("kind", ["contests", "natural_questions_contests"])
def test_in_a_contest_one_passage_answers_and_the_others_do_not_hold_its_words(sets: Path, kind: str) -> None:
    lessons = mixture(sets, replace(NONE, **{kind: 30}))
    # with two neighbours that lack the answer: only the years can be asked
    assert len(lessons) == 10
    for first, *rivals in lessons:
        assert first.answer is not None
        words = first.answer.of(first.passage)
        assert len(rivals) in {2, 3}
        assert {each.question for each in rivals} == {first.question}
        assert all(each.answer is None and words not in each.passage for each in rivals)
        assert [each.relevant for each in rivals] == [False, False, True][: len(rivals)]


def test_an_exchanged_question_names_what_the_passage_does_not_hold(sets: Path) -> None:
    lessons = made(sets, exchanged=30)
    assert lessons
    asked = {f"Who repaired the {thing} first in {year}?" for thing, year in zip(WORDS, YEARS, strict=True)}
    for each in lessons:
        assert (each.answer, each.relevant) == (None, True)
        assert each.question not in asked


def test_a_reversed_question_has_no_answer(sets: Path) -> None:
    lessons = made(sets, reversed=30)
    assert len(lessons) == 10
    assert all((each.answer, each.relevant) == (None, True) for each in lessons)
    assert any(" last " in each.question for each in lessons)


def test_the_crowds_questions_come_in_every_round_half_of_them_unanswerable(sets: Path) -> None:
    lessons = made(sets, crowd_rounds=3)
    assert Counter(each.answer is None for each in lessons) == {True: 15, False: 15}
    assert all(each.relevant for each in lessons)
