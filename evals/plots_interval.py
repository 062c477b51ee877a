"""An interval as a small picture for a cell of a table."""

from __future__ import annotations

from evals.markup import tag
from evals.plots_frame import FIRST, LINE, number
from evals.statistics import Estimate


def interval_mark(found: Estimate) -> str:
    """A value and its interval on a small line from 0 to 1, for a cell of a table; empty for what goes beyond 1."""
    if found.low < 0 or found.high > 1:
        return ""
    low, value, high = (number(4 + 92 * share) for share in (found.low, found.value, found.high))
    return tag(
        "svg",
        tag("line", x1="4", x2="96", y1="7", y2="7", stroke=LINE, stroke_width="2"),
        tag("line", x1=low, x2=high, y1="7", y2="7", stroke=FIRST, stroke_width="3"),
        tag("circle", cx=value, cy="7", r="4", fill=FIRST),
        xmlns="http://www.w3.org/2000/svg",
        viewBox="0 0 100 14",
        width="100",
        height="14",
        aria_hidden="true",
    )
