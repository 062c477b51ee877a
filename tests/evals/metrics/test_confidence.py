"""Measures of confidence, worked by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.confidence import (
    RiskAtCoverage,
    area_under_risk_coverage,
    expected_calibration_error,
    risk_coverage,
)

ANSWERS = st.lists(st.tuples(st.sampled_from([0.1, 0.25, 0.5, 0.8, 1.0]), st.booleans()), min_size=1, max_size=30)


def test_risk_coverage_worked_by_hand() -> None:
    curve = risk_coverage([0.9, 0.5, 0.7, 0.5], [True, False, False, True], questions=8)
    assert curve == (
        RiskAtCoverage(1 / 8, 0.0, 0.9),
        RiskAtCoverage(2 / 8, 1 / 2, 0.7),
        RiskAtCoverage(4 / 8, 2 / 4, 0.5),
    )
    assert risk_coverage([], [], questions=3) == ()


def test_area_worked_by_hand() -> None:
    # Sure to unsure: right, wrong, right -> risks 0, 1/2, 1/3.
    assert area_under_risk_coverage([0.9, 0.8, 0.1], [True, False, True]) == pytest.approx((0 + 1 / 2 + 1 / 3) / 3)
    # All tied: the risk is the share of wrong ones at every depth.
    assert area_under_risk_coverage([0.5, 0.5, 0.5], [True, False, True]) == pytest.approx(1 / 3)
    assert math.isnan(area_under_risk_coverage([], []))


@given(ANSWERS)
def test_curve_ends_at_the_overall_risk_and_coverage_rises(answers: list[tuple[float, bool]]) -> None:
    confidence, right = zip(*answers, strict=True)
    curve = risk_coverage(confidence, right, questions=len(answers))
    coverages = [point.coverage for point in curve]
    assert coverages == sorted(set(coverages))
    assert curve[-1].coverage == 1
    assert curve[-1].risk == pytest.approx(1 - sum(right) / len(right))
    assert len(curve) == len(set(confidence))


@given(ANSWERS, st.randoms(use_true_random=False))
def test_area_is_bounded_and_ignores_the_order_of_questions(answers, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = answers.copy()
    random.shuffle(shuffled)
    area = area_under_risk_coverage(*zip(*answers, strict=True))
    assert 0 <= area <= 1
    assert area == pytest.approx(area_under_risk_coverage(*zip(*shuffled, strict=True)))


@given(ANSWERS)
def test_no_ranking_beats_that_of_the_truth(answers: list[tuple[float, bool]]) -> None:
    confidence, right = zip(*answers, strict=True)
    best = area_under_risk_coverage([float(hit) for hit in right], right)
    assert best <= area_under_risk_coverage(confidence, right) + 1e-12


def test_calibration_error_worked_by_hand() -> None:
    # Bin (0.8, 0.9]: mean confidence 0.85, accuracy 1/2. Bin (0.2, 0.3]: confidence 0.3, accuracy 0.
    error = expected_calibration_error([0.82, 0.88, 0.3], [True, False, False])
    assert error == pytest.approx(2 / 3 * abs(0.5 - 0.85) + 1 / 3 * 0.3)
    assert math.isnan(expected_calibration_error([], []))


def test_calibration_error_of_true_and_of_utterly_false_confidence() -> None:
    assert expected_calibration_error([1, 1, 0], [True, True, False]) == 0
    assert expected_calibration_error([1, 0], [False, True]) == 1


@given(ANSWERS)
def test_calibration_error_is_bounded(answers: list[tuple[float, bool]]) -> None:
    confidence, right = zip(*answers, strict=True)
    assert 0 <= expected_calibration_error(confidence, right) <= 1
