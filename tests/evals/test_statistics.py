"""Intervals, the paired test and AUROC against hand-worked cases and scikit-learn."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, bootstrap, permutation_test
from sklearn.metrics import roc_auc_score

from evals.statistics import (
    Bools,
    Estimate,
    Floats,
    Share,
    Told,
    auroc,
    estimate,
    estimate_statistic,
    paired_randomisation,
    paired_statistic,
    ratio,
)

SHARES = st.lists(st.builds(Share, st.sampled_from([0.0, 1.0])), min_size=1, max_size=30)


def means(*values: float) -> list[Share]:
    return [Share(value) for value in values]


def test_ratio_of_sums() -> None:
    assert ratio([Share(1, 2), Share(0, 0), Share(3, 3)]) == pytest.approx(4 / 5)
    assert ratio([]) == ratio([Share(0, 0)]) == 0


def test_interval_of_a_mean_is_close_to_the_normal_one() -> None:
    shares = means(*[1.0] * 300, *[0.0] * 700)
    found = estimate(shares)
    half_width = 1.96 * math.sqrt(0.3 * 0.7 / 1000)
    assert (found.value, found.n) == (0.3, 1000)
    assert found.low == pytest.approx(0.3 - half_width, abs=0.005)
    assert found.high == pytest.approx(0.3 + half_width, abs=0.005)


def test_questions_without_a_say_are_not_counted() -> None:
    assert estimate([*means(1, 0, 1), Share(0, 0)]) == estimate(means(1, 0, 1))
    assert estimate([Share(0, 0)]) == Estimate(0, 0, 1, 0)


def test_the_same_data_give_the_same_interval() -> None:
    assert estimate(means(*[1, 0, 0, 1, 1] * 9)) == estimate(means(*[1, 0, 0, 1, 1] * 9))


@settings(max_examples=25)
@given(SHARES)
def test_the_interval_holds_the_value(shares: list[Share]) -> None:
    found = estimate(shares)
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.n == len(shares)


def test_statistic_that_is_not_a_ratio() -> None:
    values = np.array([1.0, 2.0, 3.0, 10.0])
    found = estimate_statistic(lambda rows: float(np.median(values[rows])), len(values))
    assert found.value == 2.5
    assert 1 <= found.low < 2.5 < found.high <= 10
    assert estimate_statistic(lambda rows: float("nan"), 4) == Estimate(0, 0, 1, 0)


def test_runs_that_do_not_differ_have_no_significance() -> None:
    found = paired_randomisation(means(1, 0, 1), means(1, 0, 1))
    assert (found.change, found.p, found.n) == (0, 1, 3)


def test_the_exact_chance_of_a_clean_sweep() -> None:
    # 8 questions, all lost by one and won by the other: only 2 of the 2^8 exchanges are as extreme.
    found = paired_randomisation(means(*[0.0] * 8), means(*[1.0] * 8))
    assert found.change == 1
    assert found.p == pytest.approx(2 / 256, abs=0.003)


def test_a_mixed_case_by_counting() -> None:
    # Differences +1, +1, +1, -1: |sum| >= 2 unless the signs are two and two: 1 - 6/16.
    found = paired_randomisation(means(0, 0, 0, 1), means(1, 1, 1, 0))
    assert found.change == pytest.approx(0.5)
    assert found.p == pytest.approx(10 / 16, abs=0.02)


def test_ratios_are_compared_by_their_own_wholes() -> None:
    # Refusal precision: the first run refused two and was right once, the second refused one and was right.
    found = paired_randomisation([Share(1, 1), Share(0, 1)], [Share(1, 1), Share(0, 0)])
    assert (found.first, found.second, found.n) == (0.5, 1, 2)
    assert found.p == 1, "one exchangeable question proves nothing"


def test_order_of_runs_only_turns_the_sign() -> None:
    one, other = means(0, 0, 1, 0, 1, 0), means(1, 1, 1, 0, 0, 1)
    there, back = paired_randomisation(one, other), paired_randomisation(other, one)
    assert there.change == -back.change
    assert there.p == pytest.approx(back.p, abs=0.02)


def test_a_paired_test_needs_pairs() -> None:
    with pytest.raises(ValueError, match="got 1 and 2"):
        paired_randomisation(means(1), means(1, 0))
    assert paired_randomisation([Share(0, 0)], [Share(0, 0)]).n == 0


def test_auroc_by_hand() -> None:
    # Pairs positive over negative: 0.9>0.5, 0.9>0.4, 0.5=0.5 (half), 0.5>0.4.
    assert auroc([0.9, 0.5, 0.5, 0.4], [True, True, False, False]) == pytest.approx(3.5 / 4)
    assert math.isnan(auroc([0.1, 0.2], [True, True]))


@given(
    st.lists(st.tuples(st.sampled_from([0.0, 0.2, 0.4, 0.9]), st.booleans()), min_size=2).filter(
        lambda rows: len({label for _, label in rows}) == 2
    )
)
def test_auroc_equals_scikit_learns(rows: list[tuple[float, bool]]) -> None:
    scores, labels = zip(*rows, strict=True)
    assert auroc(scores, labels) == pytest.approx(roc_auc_score(labels, scores))


def test_intervals_are_those_of_scipys_percentile_bootstrap() -> None:
    parts, wholes = np.array([1.0, 0, 2, 1, 0, 3, 1, 0, 0, 2]), np.array([1.0, 1, 2, 3, 1, 4, 1, 2, 1, 2])
    ours = estimate([Share(*pair) for pair in zip(parts, wholes, strict=True)])
    theirs = bootstrap(
        (parts, wholes),
        lambda part, whole, axis: part.sum(axis) / whole.sum(axis),
        paired=True,
        vectorized=True,
        n_resamples=20_000,
        method="percentile",
        rng=np.random.default_rng(1),
    ).confidence_interval
    assert (ours.low, ours.high) == pytest.approx(tuple(theirs), abs=0.03)


@given(st.integers(1, 400))
def test_where_all_are_alike_the_interval_is_the_exact_one(n: int) -> None:
    all_right, all_wrong = (estimate(means(*[value] * n), bounded=True) for value in (1.0, 0.0))
    expected = binomtest(n, n).proportion_ci(method="exact")
    assert (all_right.value, all_right.low, all_right.high) == pytest.approx((1, expected.low, 1))
    assert (all_wrong.value, all_wrong.low, all_wrong.high) == pytest.approx((0, 0, 1 - expected.low))
    assert all_right.n == all_wrong.n == n


def test_a_count_that_is_always_one_is_not_a_proportion() -> None:
    assert estimate(means(1, 1, 1)) == Estimate(1, 1, 1, 3)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from([0.0, 0.5, 1.0])] * 2), min_size=2, max_size=8))
def test_the_chance_of_a_change_is_that_of_scipys_exact_test(pairs: list[tuple[float, float]]) -> None:
    first, second = zip(*pairs, strict=True)
    found = paired_randomisation(means(*first), means(*second))
    exact = permutation_test(
        (np.array(second), np.array(first)),
        lambda b, a, axis: b.mean(axis) - a.mean(axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=np.inf,
    )
    assert found.change == pytest.approx(exact.statistic)
    # 10,000 draws: four standard errors are 0.02.
    assert found.p == pytest.approx(min(exact.pvalue, 1), abs=0.02)


def test_the_interval_of_a_change_is_that_of_scipys_paired_bootstrap() -> None:
    random = np.random.default_rng(7)
    first = random.integers(0, 2, 80).astype(float)
    second = np.where(random.random(80) < 0.3, 1.0, first)
    found = paired_randomisation(means(*first), means(*second))
    theirs = bootstrap(
        (second, first),
        lambda b, a, axis: b.mean(axis) - a.mean(axis),
        paired=True,
        vectorized=True,
        n_resamples=20_000,
        method="percentile",
        rng=random,
    ).confidence_interval
    assert (found.low, found.high) == pytest.approx(tuple(theirs), abs=0.02)
    assert found.low <= found.change <= found.high


def test_the_interval_of_a_biased_statistic_holds_its_value() -> None:
    # Distances from a mean of 0 can only grow when rows are drawn again.
    values = np.array([1.0, -1.0] * 40)
    found = estimate_statistic(lambda rows: float(abs(values[rows].mean())), len(values))
    assert (found.value, found.low) == (0, 0)
    assert found.high > 0.1


def told(*rows: tuple[float, bool] | None) -> Told:
    return Told(
        np.array([row[0] if row else 0.0 for row in rows]),
        np.array([bool(row and row[1]) for row in rows]),
        np.array([row is not None for row in rows]),
    )


def mean_confidence(confidence: Floats, hits: Bools) -> float:
    return float(confidence.mean()) if len(confidence) else math.nan


def test_a_statistic_that_is_a_mean_is_compared_like_a_mean() -> None:
    before, after = [0.0, 0, 0, 1] * 3, [1.0, 1, 1, 0] * 3
    ours = paired_statistic(mean_confidence, told(*((v, True) for v in before)), told(*((v, True) for v in after)))
    theirs = paired_randomisation(means(*before), means(*after))
    assert (ours.first, ours.second, ours.n) == (theirs.first, theirs.second, theirs.n)
    assert ours.p == pytest.approx(theirs.p, abs=0.05)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.1)


def test_the_order_of_confidence_is_compared_over_the_questions_that_have_a_say() -> None:
    good = told((0.9, True), (0.8, True), (0.2, False), (0.1, False), None)
    bad = told((0.1, True), (0.2, True), (0.8, False), None, None)
    found = paired_statistic(auroc, bad, good)
    assert (found.first, found.second, found.change, found.n) == (0, 1, 1, 4)
    assert found.low <= found.change <= found.high
    assert 0 < found.p < 0.5
    assert paired_statistic(auroc, good, good).p == 1
    assert paired_statistic(auroc, good, bad).change == -1


def test_a_statistic_that_is_undefined_is_not_compared() -> None:
    assert paired_statistic(auroc, told((0.9, True), None), told((0.9, True), (0.1, False))).n == 0
