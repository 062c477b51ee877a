from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from index.hits import ChunkRange, ChunkRanges, Hit, best

RANGES = st.lists(st.integers(0, 4), max_size=12).map(
    lambda counts: [ChunkRange(sum(counts[:place]) + 3 * place, count) for place, count in enumerate(counts)]
)


@given(RANGES)
def test_a_set_of_ranges_holds_exactly_their_ids(ranges: list[ChunkRange]) -> None:
    ids = {chunk_id for item in ranges for chunk_id in range(item.first, item.end)}
    held = ChunkRanges(reversed(ranges))
    assert {chunk_id for chunk_id in range(200) if chunk_id in held} == ids
    assert len(held) == len(ids)


def test_a_set_grows_without_changing_the_old_one() -> None:
    before = ChunkRanges([ChunkRange(1, 2)])
    after = before.with_([ChunkRange(7, 1)])
    assert 7 in after
    assert 1 in after
    assert 7 not in before


@given(
    scores=st.lists(st.sampled_from([0.0, 0.5, 1.0]), max_size=60),
    removed=RANGES,
    k=st.integers(0, 70),
    seed=st.randoms(use_true_random=False),
)
def test_the_best_are_those_of_the_whole_list_however_an_index_cuts_its_ties(
    scores: list[float], removed: list[ChunkRange], k: int, seed: Random
) -> None:
    hits = [Hit(chunk_id, score) for chunk_id, score in enumerate(scores)]
    gone = ChunkRanges(removed)

    def fetch(wanted: int) -> list[Hit]:
        seed.shuffle(hits)
        return sorted(hits, key=lambda hit: -hit.score)[:wanted]

    expected = sorted((hit for hit in hits if hit.chunk_id not in gone), key=lambda hit: (-hit.score, hit.chunk_id))
    assert best(k, fetch, gone) == tuple(expected[:k])
