"""What a baseline searches with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.embedding import Embedder


@dataclass(frozen=True, slots=True)
class Ranked:
    """The number of a passage, from 0, with its score, 0 to 1: higher is better."""

    passage: int
    score: float


class Ranker(Protocol):
    """Ranks the passages that it was made with, and sentences that it has not seen before."""

    def search(self, question: str, k: int) -> tuple[Ranked, ...]:
        """At most ``k`` passages, best first."""
        ...

    def nearest(self, question: str, sentences: Sequence[str]) -> int:
        """The number of the sentence that is nearest to the question, of at least one."""
        ...


MakeRanker = Callable[[Sequence[str], Embedder], Ranker]
"""Makes a ranker of passages; the embedder is for those that compare meaning."""
