"""Counts what a run came to, in numbers that anybody can check: so many of so many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from evals.marks import Opinion
from evals.metrics.quotes import verbatim_rate
from evals.statistics import Estimate, Share, estimate


@dataclass(frozen=True, slots=True)
class Part:
    """So many of so many."""

    part: int
    whole: int

    @property
    def estimate(self) -> Estimate:
        """The share with its 95 % interval, by the same rule as in the report."""
        return estimate([Share(float(number < self.part)) for number in range(self.whole)], bounded=True)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a run came to, by gold and marks.

    ``unknown`` questions have neither. ``answered`` counts the right ones of the questions that the documents answer,
    ``refused`` those of the questions that they don't; ``false_refusals`` are of the former. ``given`` counts the right
    ones of all answers that were given, and ``verbatim`` the quotes that stand in the document word for word.
    """

    asked: int
    unknown: int
    right: Part
    answered: Part
    false_refusals: int
    refused: Part
    given: Part
    verbatim: Part
    marked: int
    marked_right: int
    overruled: int
    """Marks that say otherwise than the gold."""


def tally(opinions: Sequence[Opinion]) -> Tally:
    """Count the questions of a run."""
    known = [one for one in opinions if one.right is not None]
    answerable = [one for one in known if one.answerable]
    quotes = [
        verbatim_rate((quote.text, at) for quote, at in zip(one.judged.shown, one.judged.slices, strict=True))
        for one in opinions
    ]
    return Tally(
        asked=len(opinions),
        unknown=len(opinions) - len(known),
        right=right_part(known),
        answered=right_part(answerable),
        false_refusals=_count(answerable, lambda one: one.judged.refused),
        refused=right_part(one for one in known if one.answerable is False),
        given=right_part(one for one in known if one.judged.answered),
        verbatim=Part(int(sum(share.part for share in quotes)), int(sum(share.whole for share in quotes))),
        marked=_count(opinions, lambda one: one.marked is not None),
        marked_right=_count(opinions, lambda one: one.marked is True),
        overruled=_count(opinions, lambda one: one.marked not in (None, one.judged.right) and one.judged.scored),
    )


def right_part(opinions: Iterable[Opinion]) -> Part:
    """How many of them are right."""
    among = tuple(opinions)
    return Part(_count(among, lambda one: bool(one.right)), len(among))


def _count(opinions: Iterable[Opinion], has: Callable[[Opinion], bool]) -> int:
    return sum(has(one) for one in opinions)
