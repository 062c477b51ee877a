"""Stretches of a sequence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def runs(flags: Iterable[bool]) -> Iterator[range]:
    """The positions of each longest stretch of flags that are set."""
    start = position = 0
    for position, flag in enumerate((*flags, False)):
        if not flag:
            if start < position:
                yield range(start, position)
            start = position + 1
