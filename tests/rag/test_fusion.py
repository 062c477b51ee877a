from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.hits import Hit
from rag.fusion import fuse

HITS = st.dictionaries(st.integers(1, 30), st.floats(-1, 50), max_size=12).map(
    lambda scores: tuple(sorted((Hit(*item) for item in scores.items()), key=lambda hit: (-hit.score, hit.chunk_id)))
)


def test_a_hand_worked_case() -> None:
    dense = (Hit(1, 0.9), Hit(2, 0.5), Hit(3, 0.1))
    lexical = (Hit(2, 12.0), Hit(4, 4.0))
    fused = {hit.chunk_id: hit.score for hit in fuse(dense, lexical, 0.25)}
    assert fused == pytest.approx({1: 0.25, 2: 0.25 * 0.5 + 0.75, 3: 0.0, 4: 0.0})
    assert [hit.chunk_id for hit in fuse(dense, lexical, 0.25)] == [2, 1, 3, 4]


@given(HITS, HITS, st.floats(0, 1))
def test_everything_found_is_ranked_once_with_scores_from_0_to_1(
    dense: tuple[Hit, ...], lexical: tuple[Hit, ...], weight: float
) -> None:
    fused = fuse(dense, lexical, weight)
    ids = [hit.chunk_id for hit in fused]
    assert sorted(ids) == sorted({hit.chunk_id for hit in dense + lexical})
    assert all(-1e-9 <= hit.score <= 1 + 1e-9 for hit in fused)
    assert [(-hit.score, hit.chunk_id) for hit in fused] == sorted((-hit.score, hit.chunk_id) for hit in fused)


@given(HITS)
def test_one_kind_alone_keeps_its_order(hits: tuple[Hit, ...]) -> None:
    scores = {hit.chunk_id: hit.score for hit in hits}
    ranked = [scores[hit.chunk_id] for hit in fuse(hits, (), 1.0)]
    assert ranked == pytest.approx(sorted(ranked, reverse=True), abs=1e-9)
