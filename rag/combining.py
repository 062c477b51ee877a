"""Makes one answer of the answers to the parts of a double question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from rag.answer import Answer, Coverage, Quote, Status


def combined(question: str, answers: Sequence[Answer], most_quotes: int) -> Answer | None:
    """One answer of those to the parts, the first part's first; ``None`` where that one was not found.

    A later part that was not found is named in a warning: what the first one says still stands. The confidence is
    that of the part that is least sure, an unanswered one included, since the question is only answered by all.

    Args:
        question: the whole question, as it was asked.
        answers: to its parts, in their order.
        most_quotes: of each part; every answered part has at least one.
    """
    found = [answer for answer in answers if answer.status is Status.ANSWERED]
    if not answers or answers[0].status is not Status.ANSWERED:
        return None
    shown = _in_turn([answer.quotes[:most_quotes] for answer in found])
    numbers = {(one.document_id, one.span): number for number, one in enumerate(shown, start=1)}
    conflicts = tuple(
        tuple(numbers[quotes.document_id, quotes.span] for quotes in (answer.quotes[place - 1] for place in group))
        for answer in found
        for group in answer.conflicts
        if max(group) <= most_quotes
    )
    return replace(
        found[0],
        question=question,
        searched_for=" ".join(answer.searched_for for answer in answers),
        answer="; ".join(dict.fromkeys(answer.answer.rstrip(" .;") for answer in found)),
        confidence=min(answer.confidence for answer in answers),
        quotes=shown,
        coverage=Coverage(found[0].coverage.documents, len({one.document_id for one in shown})),
        warnings=tuple(
            dict.fromkeys(
                [
                    *(f"Not found in the documents: “{one.question}”" for one in answers if one not in found),
                    *(warning for answer in found for warning in answer.warnings),
                ]
            )
        ),
        conflicts=conflicts,
    )


def _in_turn(groups: Sequence[Sequence[Quote]]) -> tuple[Quote, ...]:
    """The first of each group, then the second of each, without repeating one."""
    kept: dict[tuple[str, object], Quote] = {}
    for row in zip_longest(*groups):
        for one in row:
            if one is not None:
                kept.setdefault((one.document_id, one.span), one)
    return tuple(kept.values())
