"""Refusal measures against hand-worked counts and scikit-learn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score, precision_score, recall_score

from evals.metrics.refusals import false_refusal_rate, refusal_f1, refusal_precision, refusal_recall
from evals.statistics import ratio

# (answerable, refused): 3 right refusals, 1 missed, 2 false ones, 4 rightly answered.
OUTCOMES = [(False, True)] * 3 + [(False, False)] + [(True, True)] * 2 + [(True, False)] * 4


def test_worked_by_hand() -> None:
    assert ratio([refusal_precision(*outcome) for outcome in OUTCOMES]) == pytest.approx(3 / 5)
    assert ratio([refusal_recall(*outcome) for outcome in OUTCOMES]) == pytest.approx(3 / 4)
    assert ratio([refusal_f1(*outcome) for outcome in OUTCOMES]) == pytest.approx(2 * 3 / (5 + 4))
    assert ratio([false_refusal_rate(*outcome) for outcome in OUTCOMES]) == pytest.approx(2 / 6)


def test_nothing_refused_and_nothing_to_refuse() -> None:
    for measure in (refusal_precision, refusal_recall, refusal_f1, false_refusal_rate):
        assert ratio([measure(True, False)]) == 0


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1))
def test_equal_to_scikit_learns(outcomes: list[tuple[bool, bool]]) -> None:
    truth = [not answerable for answerable, _ in outcomes]
    refused = [refused for _, refused in outcomes]
    for ours, theirs in (
        (refusal_precision, precision_score),
        (refusal_recall, recall_score),
        (refusal_f1, f1_score),
    ):
        shares = [ours(*outcome) for outcome in outcomes]
        assert ratio(shares) == pytest.approx(theirs(truth, refused, zero_division=0))
