"""Partial match of lists, worked by hand from the definition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.partial import PartialMatch, partial_f1, partial_match

SPANS = st.lists(st.text(alphabet="ab c", min_size=1, max_size=8), max_size=4)


def test_each_span_counts_its_longest_common_piece() -> None:
    # "new ulm" has 7 characters, of which gold holds "ulm"; all else is found whole
    found = partial_match(["Bonn", "New Ulm"], ["Ulm", "Bonn"])
    assert found == PartialMatch(1 + 3 / 7, 2, 2, 2)
    assert partial_f1([found]) == pytest.approx(2 * (10 / 14) * 1 / (10 / 14 + 1))


def test_a_piece_must_be_in_one() -> None:
    # "ab" and "cd" are both in "ab x cd", but only one of them counts for it: 2 of 7 characters
    assert partial_match(["ab x cd"], ["ab", "cd"]) == PartialMatch(2 / 7, 1, 2, 2)


def test_figures_are_means_over_spans_not_over_questions() -> None:
    # three predicted spans, two of them right; four gold spans, two of them found, and "ulm" has one letter of "mmmm"
    matches = [partial_match(["bonn"], ["bonn"]), partial_match(["ulm", "zzz"], ["ulm", "kkk", "mmmm"])]
    assert matches[1] == PartialMatch(1, 2, 1 + 1 / 4, 3)
    precision, recall = 2 / 3, (1 + 1 + 1 / 4) / 4
    assert partial_f1(matches) == pytest.approx(2 * precision * recall / (precision + recall))


def test_spans_are_compared_as_answers_are_and_counted_once() -> None:
    assert partial_match(["The Rhine,", "rhine"], ["Rhine"]) == PartialMatch(1, 1, 1, 1)


@pytest.mark.parametrize(
    ("predicted", "gold", "expected"),
    [
        ([], [], PartialMatch(1, 1, 1, 1)),
        (["..."], [], PartialMatch(1, 1, 1, 1)),
        ([], ["Bonn", "Ulm"], PartialMatch(0, 1, 0, 2)),
        (["Bonn", "Ulm"], [], PartialMatch(0, 2, 0, 1)),
    ],
)
def test_an_empty_list_counts_as_one_span(predicted: list[str], gold: list[str], expected: PartialMatch) -> None:
    assert partial_match(predicted, gold) == expected


def test_without_questions_there_is_nothing() -> None:
    assert partial_f1([]) == 0
    assert partial_f1([partial_match(["x"], ["y"])]) == 0


@given(st.lists(st.tuples(SPANS, SPANS), min_size=1, max_size=5))
def test_it_is_bounded_and_mirrors(pairs: list[tuple[list[str], list[str]]]) -> None:
    there = partial_f1([partial_match(one, other) for one, other in pairs])
    back = partial_f1([partial_match(other, one) for one, other in pairs])
    assert 0 <= there <= 1 + 1e-9
    assert there == pytest.approx(back)
    assert partial_f1([partial_match(one, one) for one, _ in pairs]) == pytest.approx(1)
