"""The threshold of a baseline: the one that best tells answerable questions from the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.baselines.tuning import Scored, best_threshold, youden


def scored(answerable: tuple[float, ...], others: tuple[float, ...]) -> list[Scored]:
    return [Scored(score, True) for score in answerable] + [Scored(score, False) for score in others]


@pytest.mark.parametrize(
    ("answerable", "others", "threshold"),
    [
        pytest.param((0.9, 0.8), (0.3, 0.2), 0.8, id="apart"),
        pytest.param((0.9, 0.3), (0.5, 0.4), 0.9, id="one false refusal for both others"),
        pytest.param((0.3,), (0.9,), 0.0, id="the wrong way round"),
        pytest.param((0.5,), (0.5,), 0.0, id="no difference"),
    ],
)
def test_known_thresholds(answerable: tuple[float, ...], others: tuple[float, ...], threshold: float) -> None:
    assert best_threshold([scored(answerable, others)]) == threshold


def test_sets_count_the_same_whatever_their_size() -> None:
    large = scored((0.4,) * 40 + (0.9,) * 60, (0.1,) * 100)
    small = scored((0.9,), (0.5,))
    assert best_threshold([large]) == 0.4
    assert best_threshold([large, small]) == 0.9, "0.4 of false refusals in one set, all refusals in the other"


def test_the_index_of_a_known_table() -> None:
    table = scored((0.9, 0.8, 0.7, 0.1), (0.6, 0.2, 0.2))
    assert youden(table, 0.5) == pytest.approx(2 / 3 - 1 / 4)
    assert youden(table, 0.0) == 0
    assert youden(table, 2.0) == 0


def test_a_set_needs_both_kinds() -> None:
    with pytest.raises(ValueError, match="both kinds"):
        best_threshold([scored((0.5,), ())])


_SCORES = st.lists(st.floats(0, 1), min_size=1, max_size=20).map(tuple)


@given(_SCORES, _SCORES)
def test_no_score_does_better(answerable: tuple[float, ...], others: tuple[float, ...]) -> None:
    found = scored(answerable, others)
    best = youden(found, best_threshold([found]))
    assert all(youden(found, one.score) <= best for one in found)
