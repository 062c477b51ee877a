"""Partial match of lists of spans, as MultiSpanQA scores them.

Li et al. 2022, NAACL, "MultiSpanQA: A Dataset for Multi-Span Question Answering", section 5, and its evaluation script.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from evals.metrics.answers import normalise


@dataclass(frozen=True, slots=True)
class PartialMatch:
    """What one question adds: summed overlaps of its predicted and gold spans, and how many there are of each."""

    predicted_overlap: float
    predicted: int
    gold_overlap: float
    gold: int


def partial_match(predicted: Sequence[str], gold: Sequence[str]) -> PartialMatch:
    """Compare the spans of one question, normalised as for ``EM`` and each counted once.

    A predicted span counts for the largest share of its characters that it has in common, in one piece, with a gold
    span; a gold span likewise with the predicted ones. An empty list counts as one span, right if the other is empty.
    """
    found, wanted = _distinct(predicted), _distinct(gold)
    if not found or not wanted:
        right = float(not found and not wanted)
        return PartialMatch(right, max(1, len(found)), right, max(1, len(wanted)))
    return PartialMatch(
        sum(_best_share(span, wanted) for span in found),
        len(found),
        sum(_best_share(span, found) for span in wanted),
        len(wanted),
    )


def partial_f1(matches: Sequence[PartialMatch]) -> float:
    """The harmonic mean of the mean overlaps of all predicted and of all gold spans, 0 to 1."""
    predicted, gold = sum(each.predicted for each in matches), sum(each.gold for each in matches)
    precision = sum(each.predicted_overlap for each in matches) / predicted if predicted else 0.0
    recall = sum(each.gold_overlap for each in matches) / gold if gold else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _distinct(spans: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(normalise, spans))))


def _best_share(span: str, others: Sequence[str]) -> float:
    return max(_common(span, other) / len(span) for other in others)


def _common(one: str, other: str) -> int:
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
