"""Our measures against other people's: trec_eval, scipy, scikit-learn, and the definitions written out at length."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import braycurtis
from sklearn.metrics import auc

from evals.metrics.answers import f1, normalise
from evals.metrics.confidence import area_under_risk_coverage, expected_calibration_error, risk_coverage
from evals.metrics.ranking import ndcg_at, precision_at_1, recall_at, rr_at

IDS = "abcdefghijklmnopqrst"
Measure = Callable[[Sequence[str], Mapping[str, int]], float]
TREC: Mapping[str, Measure] = {
    "recall_5": partial(recall_at, 5),
    "recall_10": partial(recall_at, 10),
    "recall_20": partial(recall_at, 20),
    "ndcg_cut_5": partial(ndcg_at, 5),
    "ndcg_cut_10": partial(ndcg_at, 10),
    "recip_rank": partial(rr_at, 1_000),
    "P_1": precision_at_1,
}


def by_trec_eval(ranked: Sequence[str], qrels: Mapping[str, int]) -> dict[str, float]:
    evaluator = pytrec_eval.RelevanceEvaluator({"q": dict(qrels)}, set(TREC))
    scores = {name: float(len(ranked) - at) for at, name in enumerate(ranked)}
    found: dict[str, float] = evaluator.evaluate({"q": scores})["q"]
    return found


@given(
    st.permutations(IDS).flatmap(lambda order: st.integers(1, len(order)).map(lambda n: order[:n])),
    st.dictionaries(st.sampled_from(IDS + "uvw"), st.integers(0, 3)).filter(lambda qrels: any(qrels.values())),
)
def test_rank_measures_equal_those_of_trec_eval(ranked: list[str], qrels: dict[str, int]) -> None:
    theirs = by_trec_eval(ranked, qrels)
    assert {name: measure(ranked, qrels) for name, measure in TREC.items()} == pytest.approx(theirs)


@given(st.permutations(IDS), st.sampled_from(IDS), st.integers(1, 20))
def test_a_cut_reciprocal_rank_is_the_whole_one_or_nothing(ranked: list[str], relevant: str, k: int) -> None:
    whole = by_trec_eval(ranked, {relevant: 1})["recip_rank"]
    assert rr_at(k, ranked, {relevant: 1}) == pytest.approx(whole if whole >= 1 / k else 0)


WORDS = st.lists(st.sampled_from(["cat", "dog", "owl", "in", "1945"]), min_size=1, max_size=8).map(" ".join)


@given(WORDS, WORDS)
def test_f1_is_one_minus_the_distance_of_bray_and_curtis(answer: str, gold: str) -> None:
    counts = [Counter(normalise(text).split()) for text in (answer, gold)]
    vocabulary = sorted({*counts[0], *counts[1]})
    distance = braycurtis(*([count[word] for word in vocabulary] for count in counts))
    assert f1(answer, [gold]) == pytest.approx(1 - distance)


CONFIDENCES = st.floats(0, 1, allow_nan=False)
ANSWERS = st.lists(st.tuples(CONFIDENCES, st.booleans()), min_size=1, max_size=25)


@given(ANSWERS)
def test_calibration_error_equals_its_definition_bin_by_bin(answers: list[tuple[float, bool]]) -> None:
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in answers:
        bins.setdefault(max(math.ceil(confidence * 10), 1), []).append((confidence, right))
    expected = sum(
        len(rows)
        / len(answers)
        * abs(sum(right for _, right in rows) / len(rows) - sum(sure for sure, _ in rows) / len(rows))
        for rows in bins.values()
    )
    sure, right_ones = zip(*answers, strict=True)
    assert expected_calibration_error(sure, right_ones) == pytest.approx(expected, abs=1e-12)


@given(st.lists(st.tuples(CONFIDENCES, st.booleans()), min_size=2, max_size=25, unique_by=lambda row: row[0]))
def test_area_and_curve_are_one_thing(answers: list[tuple[float, bool]]) -> None:
    confidence, right = zip(*answers, strict=True)
    curve = risk_coverage(confidence, right, len(answers))
    assert area_under_risk_coverage(confidence, right) == pytest.approx(sum(p.risk for p in curve) / len(curve))
    # The trapezoids of scikit-learn leave out half of the first and half of the last step.
    trapezoids = auc([point.coverage for point in curve], [point.risk for point in curve])
    ends = (curve[0].risk + curve[-1].risk) / 2 / len(answers)
    assert area_under_risk_coverage(confidence, right) == pytest.approx(trapezoids + ends)
