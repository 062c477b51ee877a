"""What the reader learns from: a question, a passage, and the words of it that answer."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from index.document import Span


@dataclass(frozen=True, slots=True)
class Example:
    """One lesson.

    ``answer`` is the span of ``passage`` that answers, None if it does not answer; ``relevant`` is whether the passage
    is about what was asked all the same, as with a question whose year was exchanged. ``heading`` stands above the
    passage, as the product shows it to the reader; it never answers.
    """

    question: str
    heading: str
    passage: str
    answer: Span | None
    relevant: bool


Lesson = tuple[Example, ...]
"""Examples learned from side by side: one, or one question's passages, of which the one that answers must win."""


def window(text: str, keep: Span | None, size: int, rng: Random) -> tuple[str, int]:
    """A part of ``text`` of about ``size`` characters that holds ``keep``, cut between words, and where it begins.

    Without ``keep`` the place is free. A text that fits is given whole.
    """
    if len(text) <= size:
        return text, 0
    first, last = (keep.start, keep.end) if keep else (0, 0)
    if keep is None:
        start = rng.randrange(0, len(text) - size + 1)
    else:
        start = rng.randint(max(0, min(first, last - size)), min(first, len(text) - size))
    start = max(start, 0)
    if start and not text[start - 1].isspace():
        # forwards to a word's beginning, unless that would cut what must be kept
        gap = text.find(" ", start, first if keep else start + size - 1)
        start = gap + 1 if gap >= 0 else text.rfind(" ", 0, start) + 1
    end = max(start + size, last)
    if end < len(text):
        gap = text.find(" ", end)
        end = gap if gap >= 0 else len(text)
    return text[start:end], start


def cut(question: str, heading: str, text: str, answer: Span | None, relevant: bool, size: int, rng: Random) -> Example:
    """An example whose passage is a window of ``text`` around the answer."""
    passage, start = window(text, answer, size, rng)
    return Example(
        question, heading, passage, Span(answer.start - start, answer.end - start) if answer else None, relevant
    )
