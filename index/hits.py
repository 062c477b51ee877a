"""Ranked chunks, and how the best of them are picked when some are removed and some tie."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_SPARE = 8  # how many hits more than asked are fetched at first: enough for the usual tie


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk with its score; higher is better, ties go to the smaller ``chunk_id``."""

    chunk_id: int
    score: float


@dataclass(frozen=True, slots=True, order=True)
class ChunkRange:
    """The chunk ids ``[first, first + count)``: those of one version of one document."""

    first: int
    count: int

    @property
    def end(self) -> int:
        """The id after the last."""
        return self.first + self.count


class ChunkRanges:
    """A set of chunk ids, made of ranges that do not overlap."""

    def __init__(self, ranges: Iterable[ChunkRange] = ()) -> None:
        self._ranges = tuple(sorted(item for item in ranges if item.count))
        self._firsts = [item.first for item in self._ranges]

    def __contains__(self, chunk_id: int) -> bool:
        position = bisect_right(self._firsts, chunk_id) - 1
        return position >= 0 and chunk_id < self._ranges[position].end

    def __len__(self) -> int:
        return sum(item.count for item in self._ranges)

    def runs(self) -> tuple[ChunkRange, ...]:
        """The same ids in as few ranges as there can be, in order."""
        runs: list[ChunkRange] = []
        for item in self._ranges:
            if runs and runs[-1].end == item.first:
                runs[-1] = ChunkRange(runs[-1].first, runs[-1].count + item.count)
            else:
                runs.append(item)
        return tuple(runs)

    def with_(self, ranges: Iterable[ChunkRange]) -> ChunkRanges:
        """This set and ``ranges``."""
        return ChunkRanges([*self._ranges, *ranges])


def ordered(hits: Iterable[Hit], k: int) -> tuple[Hit, ...]:
    """The ``k`` best of ``hits``, best first, ties by chunk id."""
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.chunk_id))[:k])


def best(k: int, fetch: Callable[[int], list[Hit]], removed: ChunkRanges) -> tuple[Hit, ...]:
    """The ``k`` best hits that are not removed.

    ``fetch(n)`` gives the ``n`` best of an index, fewer only when it has no more. An index cuts a tie wherever it
    likes, so more are fetched until the cut no longer runs through one.
    """
    if k < 1:
        return ()
    wanted = k + _SPARE
    while True:
        found = fetch(wanted)
        live = ordered((hit for hit in found if hit.chunk_id not in removed), k)
        if len(found) < wanted or (len(live) == k and live[-1].score > found[-1].score):
            return live
        wanted *= 4
