"""What a baseline says, given the passages that it found."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals.baselines.ranking import Ranker
from index.document import Span

_SENTENCE = re.compile(r"\S.*?(?:[.!?](?=\s)|(?=\n\s*\n)|\Z)", re.DOTALL)
_LEAST_WORDS = 4
"""What has fewer is a heading or a label, and would be nearest to every question about it."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of an answer. ``passage`` is the number of the one they are from, ``span`` where they stand in it.

    Both are None for words that a language model wrote.
    """

    words: str
    passage: int | None = None
    span: Span | None = None


Answering = Callable[[str, Sequence[str]], Said | None]
"""Question and passages, best first and at least one, to an answer; None for "they don't say"."""


def nearest_sentence(ranker: Ranker) -> Answering:
    """Answer with the sentence of the passages that the ranker finds nearest to the question.

    Semantic search without a language model shows passages; a person reads on to the sentence. To show a whole passage
    as the answer would find an accepted answer in it more often, and would not be an answer.
    """

    def answer(question: str, passages: Sequence[str]) -> Said | None:
        every = [(number, span) for number, passage in enumerate(passages) for span in sentences(passage)]
        found = [each for each in every if len(each[1].of(passages[each[0]]).split()) >= _LEAST_WORDS] or every
        words = [span.of(passages[number]) for number, span in found]
        best = ranker.nearest(question, words)
        return Said(words[best], *found[best])

    return answer


def sentences(passage: str) -> tuple[Span, ...]:
    """The sentences of a passage, which end with a mark before a space, or before a blank line."""
    return tuple(Span(*match.span()) for match in _SENTENCE.finditer(passage))
