"""What the plots count: bins over a range, and the interval of a share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Reliability:
    """The answers whose confidence lies in one bin: how sure they were, and how often they were right (0 to 1)."""

    n: int
    confidence: float
    right: float


def bin_counts(values: Sequence[float], low: float, high: float, bins: int) -> tuple[int, ...]:
    """How many values lie in each of ``bins`` equal parts of ``[low, high]``, closed on the right.

    Values outside the range count in the first or last bin.
    """
    counts = [0] * bins
    for value in values:
        counts[_bin(value, low, high, bins)] += 1
    return tuple(counts)


def reliability(confidences: Sequence[float], hits: Sequence[bool], bins: int = 10) -> tuple[Reliability | None, ...]:
    """The bins of a reliability diagram over ``[0, 1]`` (arXiv 1706.04599), None where a bin is empty.

    Raises:
        ValueError: there is not one hit or miss for each confidence.
    """
    members: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, hit in zip(confidences, hits, strict=True):
        members[_bin(confidence, 0.0, 1.0, bins)].append((confidence, hit))
    return tuple(
        Reliability(
            n=len(group),
            confidence=sum(confidence for confidence, _ in group) / len(group),
            right=sum(hit for _, hit in group) / len(group),
        )
        if group
        else None
        for group in members
    )


def wilson(share: float, n: int) -> tuple[float, float]:
    """The 95 % score interval of a share of ``n`` (Wilson 1927); unlike a bootstrap it has a width at 0 and 1.

    Raises:
        ValueError: ``n`` is not positive.
    """
    if n <= 0:
        raise ValueError(f"a share needs at least one observation, got {n}")
    squared = _Z95**2
    centre = (share + squared / (2 * n)) / (1 + squared / n)
    reach = _Z95 / (1 + squared / n) * math.sqrt(share * (1 - share) / n + squared / (4 * n * n))
    return max(0.0, centre - reach), min(1.0, centre + reach)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` (0 to 1) of the values lie, interpolated between neighbours.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("a percentile needs at least one value")
    ordered = sorted(values)
    at = share * (len(ordered) - 1)
    below = math.floor(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (at - below)


def _bin(value: float, low: float, high: float, bins: int) -> int:
    # Rounded before it is cut, so that 0.3 / 0.1 is 3 and not 3.0000000000000004.
    part = round((value - low) / (high - low) * bins, 9)
    return min(max(math.ceil(part) - 1, 0), bins - 1)
