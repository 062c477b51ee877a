"""What a reader is: a question and passages in, the words that answer out, with how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.document import Span
from rag.question import Question
from rag.retrieval import Passage


@dataclass(frozen=True, slots=True)
class Finding:
    """Words of a passage that may answer the question.

    ``span`` (in the document's offsets) are the words found, ``sentence`` the whole sentence around them; a reader
    that finds sentences gives the same twice. ``score`` is higher for better and comparable within one reading only;
    ``sufficient`` is the probability, 0 to 1, that the words alone are the answer. ``by_itself`` is the logit of the
    sentence answering when it is read apart from its passage; ``None`` where it was not.
    """

    passage: Passage
    span: Span
    sentence: Span
    score: float
    sufficient: float = 0.0
    by_itself: float | None = None


def sentence_of(finding: Finding) -> str:
    """The whole sentence around the words found."""
    start = finding.passage.span.start
    return finding.passage.text[finding.sentence.start - start : finding.sentence.end - start]


@dataclass(frozen=True, slots=True)
class Reading:
    """All findings, best first, with two probabilities, 0 to 1.

    ``answerability`` is the one that the passages answer the question at all, by which it is refused; ``confidence``
    the one that the best finding is the right answer, which is shown.
    """

    findings: tuple[Finding, ...]
    answerability: float
    confidence: float


class Reader(Protocol):
    """Finds the words of passages that answer a question."""

    def read(self, question: Question, passages: Sequence[Passage]) -> Reading:
        """Read ``passages``, which come best first. Without passages there are no findings and no hope."""
        ...
