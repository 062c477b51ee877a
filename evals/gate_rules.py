"""What counts as a regression.

A run is the same every time on one computer. On another one, sums are rounded otherwise, and a question that stood on
the edge of a threshold or of a rank may turn; it turns for the better as easily as for the worse. That is the very
null hypothesis of the paired randomisation test, so measures that hang on scores fail when they are worse than the
stored ones with ``p < 0.01``: never for fewer than eight turned questions, and hardly ever for more that turned both
ways. Slow decline is caught too, because the stored figures stay until somebody stores others.

What no rounding can touch has a floor: every quote is verbatim, and the pages and the known items (see
``evals.gate_known_items``) may lose 0.05 against the stored figures, for the few that another choice of quotes turns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.gate_figures import Figures
from evals.statistics import Share, paired_randomisation, ratio

_SIGNIFICANT = 0.01
_ALLOWED_LOSS = 0.05
_LEAST_IN_COMMON = 0.9

PAIRED = (
    "right",
    "gold in a quote",
    "refusal recall, near-miss",
    "refusal recall, off-topic",
    "false refusals",
    "RR@10",
)
LOWER_IS_BETTER = frozenset({"false refusals"})
VERBATIM, PAGES = "verbatim rate", "page exactness"
STORED = (*PAIRED, VERBATIM, PAGES)
"""The measures whose figures are stored, by their names in ``evals.measures``."""


@dataclass(frozen=True, slots=True)
class Check:
    """One rule applied: the stored and the present value, and what failed, in words; empty if nothing did."""

    name: str
    stored: float
    now: float
    failure: str


def check(stored: Figures, now: Figures) -> tuple[Check, ...]:
    """Hold the present figures against the stored ones, over the questions that both have."""
    before, after = ({one.id: one for one in figures.questions} for figures in (stored, now))
    common = [name for name in before if name in after]

    def shares(measure: str) -> tuple[list[Share], list[Share]]:
        return [before[name].share(measure) for name in common], [after[name].share(measure) for name in common]

    return (
        _in_common(len(common), len(before)),
        *(_paired(measure, *shares(measure)) for measure in PAIRED),
        _floor(VERBATIM, 1.0, ratio(shares(VERBATIM)[1]), 0.0),
        _floor(PAGES, ratio(shares(PAGES)[0]), ratio(shares(PAGES)[1]), _ALLOWED_LOSS),
        _floor("known item RR@10", stored.known_items, now.known_items, _ALLOWED_LOSS),
    )


def as_table(checks: Sequence[Check]) -> str:
    """The checks as a Markdown table."""
    lines = ["| rule | stored | now | |", "|---|---:|---:|---|"]
    lines += [f"| {one.name} | {one.stored:.3f} | {one.now:.3f} | {one.failure or 'holds'} |" for one in checks]
    return "\n".join(lines)


def _in_common(common: int, stored: int) -> Check:
    share = common / stored if stored else 0.0
    lacking = "" if share >= _LEAST_IN_COMMON else f"FAILS: only {common} of {stored} stored questions were asked"
    return Check("stored questions asked", 1.0, share, lacking)


def _paired(measure: str, before: Sequence[Share], after: Sequence[Share]) -> Check:
    found = paired_randomisation(before, after)
    loss = found.change if measure in LOWER_IS_BETTER else -found.change
    fails = loss > 0 and found.p < _SIGNIFICANT
    return Check(measure, found.first, found.second, f"FAILS: p = {found.p:.4f}, n = {found.n}" if fails else "")


def _floor(name: str, stored: float, now: float, allowed: float) -> Check:
    least = stored - allowed
    return Check(name, stored, now, f"FAILS: at least {least:.3f} is expected" if now < least else "")
