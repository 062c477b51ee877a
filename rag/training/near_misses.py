"""Questions that sound as if a passage answered them, and does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from random import Random

from index.document import Span

_NAME = re.compile(r"(?<![.?!]\s)(?<!^)\b[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*")
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[\"“(]?[A-Z0-9])")
_OPPOSITES = {
    "first": "last", "last": "first", "largest": "smallest", "smallest": "largest", "highest": "lowest",
    "lowest": "highest", "most": "least", "least": "most", "oldest": "youngest", "before": "after", "after": "before",
    "increase": "decrease", "decrease": "increase", "north": "south", "south": "north", "east": "west",
    "west": "east", "won": "lost", "lost": "won", "began": "ended", "ended": "began", "start": "end", "end": "start",
    "more": "fewer", "above": "below", "never": "always", "can": "cannot",
}  # fmt: skip


def names(text: str) -> tuple[str, ...]:
    """Capitalised names that do not open a sentence."""
    return tuple(match.group() for match in _NAME.finditer(text))


def exchanged(question: str, passage: str, others: Sequence[str], rng: Random) -> str | None:
    """The question with a name or number exchanged for one that the passage does not hold, None if it has none.

    Args:
        question: one that ``passage`` answers.
        passage: the text that shall not answer the new question.
        others: names of the same article to draw from.
        rng: decides which.
    """
    if (found := list(_NUMBER.finditer(question))) and (rng.random() < 0.7 or not names(question)):
        match = rng.choice(found)
        new = _other_number(match.group(), rng)
        return (
            None
            if new in passage or new == match.group()
            else question[: match.start()] + new + question[match.end() :]
        )
    if found := list(_NAME.finditer(question)):
        match = rng.choice(found)
        held = passage.lower()
        fitting = [each for each in others if each.lower() not in held and each.lower() not in question.lower()]
        if fitting:
            return question[: match.start()] + rng.choice(fitting) + question[match.end() :]
    return None


def reversed_sense(question: str, rng: Random) -> str | None:
    """The question with one word exchanged for its opposite, None if it has none such."""
    found = [match for match in re.finditer(r"[a-z]+", question) if match.group() in _OPPOSITES]
    if not found:
        return None
    match = rng.choice(found)
    return question[: match.start()] + _OPPOSITES[match.group()] + question[match.end() :]


def without_answer(passage: str, answer: Span) -> str | None:
    """The passage without the sentence that answers; None if nothing is left or the answer stands elsewhere too."""
    bounds = [0, *(match.end() for match in _SENTENCE_END.finditer(passage)), len(passage)]
    kept = [passage[start:end] for start, end in pairwise(bounds) if not (start < answer.end and answer.start < end)]
    rest = "".join(kept).strip()
    words = passage[answer.start : answer.end].lower()
    return rest if len(rest) > 80 and words not in rest.lower() else None


def _other_number(number: str, rng: Random) -> str:
    digits = number.replace(",", "")
    if not digits.isdigit():
        return f"{rng.randint(2, 99)}"
    value = int(digits)
    if len(digits) == 4 and 1000 <= value <= 2100:
        return str(max(1000, value + rng.choice((-1, 1)) * rng.randint(1, 40)))
    other = max(0, value + rng.choice((-1, 1)) * rng.randint(1, max(2, value // 2)))
    return f"{other:,}" if "," in number else str(other)
