from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from index.hits import ChunkRange
from index.tiers import Tier, TierSizes, plan

Written = list[tuple[str, ChunkRange, int]]
SIZES = TierSizes(small=2_000, full=20_000, ratio=4)


def planned(written: Written, live: list[ChunkRange]) -> tuple[Tier, ...]:
    return plan(written, live, SIZES)


def write(tiers: tuple[Tier, ...]) -> Written:
    """The parts that a plan leaves on disk, all under new names."""
    return [
        (f"{tier.ranges[0].first}", ChunkRange(tier.ranges[0].first, tier.ranges[-1].end - tier.ranges[0].first), tier.count)
        for tier in tiers
    ]  # fmt: skip


def counts(tiers: tuple[Tier, ...]) -> list[int]:
    return [tier.count for tier in tiers]


def test_a_small_library_is_one_part() -> None:
    first = planned([], [ChunkRange(1, 10), ChunkRange(11, 30)])
    assert counts(first) == [40]
    assert counts(planned(write(first), [ChunkRange(1, 10), ChunkRange(11, 30), ChunkRange(50, 5)])) == [45]
    assert planned([], []) == ()


def test_what_did_not_change_is_kept() -> None:
    live = [ChunkRange(1 + 1000 * number, 1000) for number in range(20)]
    written = write(planned([], live))
    assert counts(planned(written, live)) == [20_000]
    assert planned(written, live)[0].kept == written[0][0]


def test_a_small_addition_to_a_large_library_is_a_part_of_its_own() -> None:
    live = [ChunkRange(1 + 1000 * number, 1000) for number in range(20)]
    tiers = planned(write(planned([], live)), [*live, ChunkRange(30_000, 300)])
    assert [(tier.count, tier.kept is None) for tier in tiers] == [(20_000, False), (300, True)]


def test_a_removal_rewrites_only_the_part_that_held_it() -> None:
    live = [ChunkRange(1 + 1000 * number, 1000) for number in range(60)]
    written = write(planned([], live))
    del live[25]
    assert [(tier.count, tier.kept is None) for tier in planned(written, live)] == [
        (20_000, False),
        (19_000, True),
        (20_000, False),
    ]


def test_many_small_additions_cost_each_chunk_only_a_few_builds() -> None:
    live = [ChunkRange(1, 20_000)]
    written = write(planned([], live))
    built = 0
    for number in range(200):
        live.append(ChunkRange(30_000 + 300 * number, 300))
        tiers = planned(written, live)
        built += sum(tier.count for tier in tiers if tier.kept is None)
        written = write(tiers)
    assert built < 8 * 200 * 300
    assert len(written) < 10


class Tiers(RuleBasedStateMachine):
    """Documents come and go; the parts always hold them all, in order, and no more are built than need be."""

    def __init__(self) -> None:
        super().__init__()
        self.live: list[ChunkRange] = []
        self.written: Written = []
        self.next_id = 1

    @rule(sizes=st.lists(st.sampled_from([1, 30, 700, 9_000, 25_000]), max_size=4), gap=st.integers(0, 5))
    def add(self, sizes: list[int], gap: int) -> None:
        for size in sizes:
            self.live.append(ChunkRange(self.next_id + gap, size))
            self.next_id = self.live[-1].end
        self.merge()

    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        for item in data.draw(st.lists(st.sampled_from(self.live), max_size=3, unique=True)) if self.live else ():
            self.live.remove(item)
        self.merge()

    def merge(self) -> None:
        self.tiers = planned(self.written, self.live)
        for tier in self.tiers:
            if tier.kept is not None:
                (count,) = (count for name, _, count in self.written if name == tier.kept)
                assert tier.count == count
        self.written = write(self.tiers)

    @invariant()
    def holds_everything_in_order(self) -> None:
        if self.written:
            assert [item for tier in self.tiers for item in tier.ranges] == self.live
            assert all(tier.kept is not None for tier in planned(self.written, self.live))

    @invariant()
    def has_few_parts(self) -> None:
        assert len(self.written) <= 4 + len(self.live) and len(self.written) <= 10 + sum(
            item.count for item in self.live
        ) // 5_000  # fmt: skip


TestTiers = Tiers.TestCase
TestTiers.settings = settings(max_examples=60, stateful_step_count=15, deadline=None)


@given(st.lists(st.integers(1, 3000), max_size=40))
def test_from_scratch_no_part_is_too_full(sizes: list[int]) -> None:
    live, first = [], 1
    for size in sizes:
        live.append(ChunkRange(first, size))
        first += size
    tiers = planned([], live)
    assert sum(counts(tiers)) == sum(sizes)
    assert all(count <= 20_000 for count in counts(tiers))
