"""Decides which parts of the derived indexes are kept and which are built, so that a small change costs little.

New chunks become a part of their own; parts that are small beside the next one are put together with it. So a chunk
is indexed again only a few times in its life, and a removal rewrites no more than one full part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.hits import ChunkRange


@dataclass(frozen=True, slots=True)
class TierSizes:
    """How large parts may be, in chunks.

    Parts that have no more than ``small`` together are put together always: they are built in half a second. Others
    are if the left one is less than ``ratio`` times as large as the right one and they have no more than ``full``
    together, which takes three seconds to build: so long a removal may last.
    """

    small: int = 2_000
    full: int = 10_000
    ratio: int = 4


DEFAULT_SIZES = TierSizes()


@dataclass(frozen=True, slots=True)
class Tier:
    """The chunks of one part, in order of id; ``kept`` is the name of the written part that holds just these."""

    ranges: tuple[ChunkRange, ...]
    kept: str | None = None

    @property
    def count(self) -> int:
        """How many chunks there are."""
        return sum(item.count for item in self.ranges)


def plan(
    written: Sequence[tuple[str, ChunkRange, int]], live: Sequence[ChunkRange], sizes: TierSizes = DEFAULT_SIZES
) -> tuple[Tier, ...]:
    """The parts of the next generation.

    Args:
        written: of each part that there is its name, the ids between which its chunks lie, and how many it has.
        live: the chunks that there shall be, in order of id. Ids are never given twice, so a part that has as many
            live chunks as it was written with has exactly these.
        sizes: how large parts may be.
    """
    tiers: list[Tier] = []
    for name, ids, count in written:
        tier = Tier(tuple(item for item in live if ids.first <= item.first < ids.end))
        tiers.append(replace(tier, kept=name) if tier.count == count else tier)
    taken = {item for tier in tiers for item in tier.ranges}
    tiers += _cut([item for item in live if item not in taken], sizes)
    tiers = sorted((tier for tier in tiers if tier.count), key=lambda tier: tier.ranges)
    return tuple(_put_together(tiers, sizes))


def _cut(ranges: Sequence[ChunkRange], sizes: TierSizes) -> Iterator[Tier]:
    """Tiers of new chunks, none fuller than a part may be; one document alone may be."""
    some: list[ChunkRange] = []
    for item in ranges:
        if some and Tier((*some, item)).count > sizes.full:
            yield Tier(tuple(some))
            some = []
        some.append(item)
    yield Tier(tuple(some))


def _put_together(tiers: Sequence[Tier], sizes: TierSizes) -> list[Tier]:
    done: list[Tier] = []
    for tier in tiers:
        done.append(tier)
        while len(done) > 1 and _belong_together(done[-2].count, done[-1].count, sizes):
            right, left = done.pop(), done.pop()
            done.append(Tier(left.ranges + right.ranges))
    return done


def _belong_together(left: int, right: int, sizes: TierSizes) -> bool:
    together = left + right
    return together <= sizes.small or (left < sizes.ratio * right and together <= sizes.full)
