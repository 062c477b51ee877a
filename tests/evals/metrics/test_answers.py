"""Measures of answers against hand-worked cases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.answers import (
    contains,
    contains_gold,
    exact_match,
    f1,
    list_precision,
    list_recall,
    normalise,
    words,
)

PHRASES = st.text(alphabet="aben the.,-’é5%\n", max_size=24)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("The  Cat's\npyjamas!", "cats pyjamas"),
        ("an apple, a day", "apple day"),
        ("anthem", "anthem"),
        ("U.S. $12.50", "us 1250"),
        ("5–6 °C", "56 °c"),
        ("“it’s”", "its"),
        ("the", ""),
        ("", ""),
    ],
)
def test_normalise(text: str, normal: str) -> None:
    assert normalise(text) == normal


@given(PHRASES)
def test_normalised_text_is_lower_case_with_single_spaces(text: str) -> None:
    once = normalise(text)
    assert once == " ".join(once.split()) == once.lower()


def test_exact_match_takes_any_accepted_answer() -> None:
    assert exact_match("The Eiffel Tower.", ["Big Ben", "eiffel tower"]) == 1
    assert exact_match("Eiffel Tower in Paris", ["Eiffel Tower"]) == 0
    assert exact_match("something", []) == 0


def test_f1_counts_tokens_as_a_multiset() -> None:
    # answer: cat cat sat (3 tokens); gold: cat sat sat on (4); shared: cat, sat = 2 -> 2·2/(3+4)
    assert f1("cat cat sat", ["cat sat sat on"]) == pytest.approx(4 / 7)
    # As sets, {cat, sat} against {cat, sat, on} would have given 0.8.


def test_f1_takes_the_best_accepted_answer() -> None:
    assert f1("in October 1973", ["October", "October 1973", "1974"]) == pytest.approx(2 * 2 / (3 + 2))


def test_f1_of_empty_sides() -> None:
    assert f1("", ["the"]) == 1
    assert f1("", ["cat"]) == 0
    assert f1("cat", [""]) == 0
    assert f1("cat", []) == 0


@given(PHRASES, PHRASES)
def test_f1_is_bounded_symmetric_and_at_least_em(one: str, other: str) -> None:
    assert 0 <= f1(one, [other]) <= 1
    assert f1(one, [other]) == pytest.approx(f1(other, [one]))
    assert f1(one, [other]) >= exact_match(one, [other])


@given(PHRASES, st.lists(PHRASES, max_size=4))
def test_more_accepted_answers_never_lower_a_score(answer: str, accepted: list[str]) -> None:
    for measure in (exact_match, f1, contains_gold):
        assert measure(answer, [*accepted, "cat"]) >= measure(answer, accepted)


def test_contains_keeps_to_whole_words() -> None:
    assert contains("It opened in 1975, in May.", "in May")
    assert not contains("It opened in 1975.", "5")
    assert not contains("concatenate", "cat")
    assert not contains("anything", "the"), "a phrase without words is in nothing"


def test_contains_where_words_are_not_spaced() -> None:
    assert contains("北京是中国的首都。", "北京")
    assert contains("創立は1975年です", "1975")
    assert not contains("創立は1975年です", "75")


def test_contains_gold_needs_one_of_them() -> None:
    assert contains_gold("The war ended in 1945.", ["1944", "1945"]) == 1
    assert contains_gold("The war ended.", ["1945"]) == 0
    assert contains_gold("The war ended.", []) == 0


def test_list_measures() -> None:
    items = ["the red fox", "wolves", "a badger and a mole"]
    gold = ["fox", "badger", "mole", "otter"]
    assert list_precision(items, gold) == pytest.approx(2 / 3)
    assert list_recall(items, gold) == pytest.approx(3 / 4)
    assert list_precision(["fox"], ["the red fox"]) == 1, "a shorter name of a gold item is that item"
    assert list_recall(["fox"], ["the red fox"]) == 0, "but it does not say all of it"
    assert list_precision([], gold) == list_recall([], gold) == list_recall(items, []) == 0


@given(st.lists(PHRASES, max_size=4), st.lists(PHRASES, max_size=4))
def test_list_measures_are_bounded_and_ignore_order(items: list[str], gold: list[str]) -> None:
    for measure in (list_precision, list_recall):
        assert 0 <= measure(items, gold) <= 1
        assert measure(items, gold) == pytest.approx(measure(items[::-1], gold[::-1]))


def test_words() -> None:
    assert words("two  words\n") == 2
    assert words("") == 0
