"""The threshold of a baseline: the one that would have made the most questions right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.baselines.tuning import Tried, best_threshold

GOOD, BAD, NONE = (True, True), (False, True), (False, False)


def tried(*found: tuple[float, tuple[bool, bool]]) -> list[Tried]:
    return [Tried(score, right, answerable) for score, (right, answerable) in found]


@pytest.mark.parametrize(
    ("found", "threshold"),
    [
        pytest.param([(0.9, GOOD), (0.8, GOOD), (0.3, NONE), (0.2, NONE)], 0.8, id="apart"),
        pytest.param([(0.9, GOOD), (0.3, GOOD), (0.5, NONE)], 0.0, id="refusing costs as much as it brings"),
        pytest.param([(0.9, NONE), (0.5, GOOD)], 0.0, id="the wrong way round"),
        pytest.param([(0.9, GOOD), (0.5, BAD)], 0.0, id="refusing what is answerable is never right"),
    ],
)
def test_known_thresholds(found: list[tuple[float, tuple[bool, bool]]], threshold: float) -> None:
    assert best_threshold([tried(*found)]) == threshold


def test_sets_count_the_same_whatever_their_size() -> None:
    large = tried(*[(0.4, GOOD)] * 50, *[(0.4, NONE)] * 40, (0.9, GOOD))
    small = tried((0.9, GOOD), (0.4, NONE))
    assert best_threshold([large]) == 0.0
    assert best_threshold([large, small]) == 0.9


@given(
    st.lists(
        st.builds(Tried, st.floats(0, 1), st.just(False), st.just(False))
        | st.builds(Tried, st.floats(0, 1), st.booleans(), st.just(True)),
        min_size=1,
    )
)
def test_no_score_does_better(found: list[Tried]) -> None:
    best = sum(one.right_at(best_threshold([found])) for one in found)
    assert all(sum(one.right_at(other.score) for one in found) <= best for other in found)
