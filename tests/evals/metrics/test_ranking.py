"""Rank measures against hand-worked cases and scikit-learn."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score

from evals.metrics.ranking import (
    DocumentSpan,
    judge_spans,
    ndcg_at,
    precision_at_1,
    recall_at,
    rr_at,
    span_recall_at,
)
from index.document import Span

QRELS = {"a": 3, "b": 1, "c": 2, "n": 0}
IDS = "abcdefghijklmn"


def at(start: int, end: int, document: str = "d") -> DocumentSpan:
    return DocumentSpan(document, Span(start, end))


def test_ndcg_worked_by_hand() -> None:
    # Gains 0, 3, 0, 1: DCG = 3/log2(3) + 1/log2(5); ideal 3, 2, 1.
    ideal = 3 + 2 / math.log2(3) + 1 / 2
    ranked = ["x", "a", "n", "b"]
    assert ndcg_at(10, ranked, QRELS) == pytest.approx((3 / math.log2(3) + 1 / math.log2(5)) / ideal)
    assert ndcg_at(3, ranked, QRELS) == pytest.approx(3 / math.log2(3) / ideal)
    assert ndcg_at(1, ranked, QRELS) == 0


def test_ndcg_cuts_the_ideal_too() -> None:
    assert ndcg_at(1, ["a"], QRELS) == 1


@given(st.permutations(IDS), st.lists(st.integers(0, 4), min_size=len(IDS), max_size=len(IDS)), st.integers(1, 14))
def test_ndcg_equals_scikit_learns(ranked: list[str], grades: list[int], k: int) -> None:
    qrels = dict(zip(IDS, grades, strict=True))
    truth = [[qrels[name] for name in ranked]]
    scores = [list(range(len(ranked), 0, -1))]
    assert ndcg_at(k, ranked, qrels) == pytest.approx(ndcg_score(truth, scores, k=k))


def test_recall_rr_and_precision() -> None:
    ranked = ["x", "b", "y", "a"]
    assert recall_at(2, ranked, QRELS) == pytest.approx(1 / 3)
    assert recall_at(100, ranked, QRELS) == pytest.approx(2 / 3)
    assert rr_at(10, ranked, QRELS) == 1 / 2
    assert rr_at(1, ranked, QRELS) == precision_at_1(ranked, QRELS) == 0
    assert precision_at_1(["c"], QRELS) == 1


@pytest.mark.parametrize("qrels", [{}, {"a": 0}])
def test_without_relevant_ids_everything_is_zero(qrels: dict[str, int]) -> None:
    ranked = ["a", "b"]
    assert recall_at(5, ranked, qrels) == ndcg_at(5, ranked, qrels) == rr_at(5, ranked, qrels) == 0


@given(st.permutations(IDS), st.dictionaries(st.sampled_from(IDS), st.integers(-1, 3)), st.integers(1, 20))
def test_bounds_and_growth_with_depth(ranked: list[str], qrels: dict[str, int], k: int) -> None:
    for measure in (recall_at, ndcg_at, rr_at):
        assert 0 <= measure(k, ranked, qrels) <= 1 + 1e-12
    assert recall_at(k, ranked, qrels) <= recall_at(k + 1, ranked, qrels)
    assert rr_at(k, ranked, qrels) <= rr_at(k + 1, ranked, qrels)


@given(st.permutations(IDS), st.sampled_from(IDS[1:]))
def test_moving_a_relevant_id_up_never_hurts(ranked: list[str], relevant: str) -> None:
    qrels = {relevant: 1}
    position = ranked.index(relevant)
    better = ranked.copy()
    better.insert(max(0, position - 1), better.pop(position))
    for measure in (recall_at, ndcg_at, rr_at):
        assert measure(5, better, qrels) >= measure(5, ranked, qrels)


def test_a_span_covers_with_half_of_the_shorter() -> None:
    gold = at(10, 20)
    assert at(0, 100).covers(gold)
    assert gold.covers(at(0, 100)), "a quote inside a gold sentence is that evidence"
    assert at(0, 15).covers(gold)
    assert not at(0, 14).covers(gold)
    assert not at(20, 30).covers(gold), "touching is not sharing"
    assert not at(0, 100, "another").covers(gold)


def test_spans_are_judged_once_each() -> None:
    gold = ((at(0, 10), at(500, 510)), (at(100, 110),), (at(900, 910),))
    ranked = [at(300, 400), at(480, 600), at(0, 50), at(90, 150)]
    # Rank 2 covers the first piece at its second place, so rank 3 brings nothing new; rank 4 covers the second piece.
    names, qrels = judge_spans(ranked, gold)
    assert [qrels.get(name, 0) for name in names] == [0, 1, 0, 1]
    assert sum(qrels.values()) == 3
    assert rr_at(10, names, qrels) == 1 / 2
    assert recall_at(10, names, qrels) == pytest.approx(2 / 3)
    assert span_recall_at(2, ranked, gold) == pytest.approx(1 / 3)


def test_one_passage_with_all_the_evidence_is_a_perfect_ranking() -> None:
    gold = ((at(0, 10),), (at(20, 30),))
    names, qrels = judge_spans([at(0, 100), at(200, 300)], gold)
    assert ndcg_at(10, names, qrels) == recall_at(1, names, qrels) == 1
    assert span_recall_at(1, [at(0, 100)], gold) == 1


def test_no_gold_spans() -> None:
    assert span_recall_at(5, [at(0, 10)], ()) == 0


SPANS = st.builds(lambda start, size: at(start, start + size), st.integers(0, 60), st.integers(1, 30))


@given(st.lists(SPANS, max_size=6, unique=True), st.lists(st.tuples(SPANS), max_size=4), st.integers(1, 6))
def test_span_measures_are_bounded(ranked: list[DocumentSpan], gold: list[tuple[DocumentSpan]], k: int) -> None:
    names, qrels = judge_spans(ranked, gold)
    for measure in (recall_at, ndcg_at, rr_at):
        assert 0 <= measure(k, names, qrels) <= 1 + 1e-12
    found = span_recall_at(k, ranked, gold)
    assert 0 <= found <= 1
    assert (found > 0) == (recall_at(k, names, qrels) > 0)
