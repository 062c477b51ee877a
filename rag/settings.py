"""The few settings of answering."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class RetrievalSettings:
    """How passages are found.

    ``dense_weight`` is the share of meaning in the fused score, 0 to 1; ``fusion_depth`` how many hits of each kind are
    fused; ``passages`` how many the reader gets, and ``swept_documents`` of how many further documents it gets one more
    each where the question is for all there is.
    """

    dense_weight: float = 0.5
    fusion_depth: int = 400
    passages: int = 20
    swept_documents: int = 50


@dataclass(frozen=True, slots=True)
class RerankSettings:
    """How passages are ordered anew once the model has read them.

    ``depth`` is how many are read; ``answers`` and ``relevant`` are the weights, 0 and more, of its two judgements
    beside the score of retrieval, which is 0 to 1.
    """

    depth: int = 20
    answers: float = 0.5
    relevant: float = 0.25


class Caution(StrEnum):
    """How sure the documents must say something for it to be answered.

    Of 100 answerable tuning questions, over libraries that had no part in the fit, about 1, 4 and 10 are refused.
    """

    EAGER = "eager"
    BALANCED = "balanced"
    CAUTIOUS = "cautious"


THRESHOLDS = {Caution.EAGER: 0.2, Caution.BALANCED: 0.35, Caution.CAUTIOUS: 0.5}


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an entry point may decide about answering.

    The documents count as not saying where the answerability, 0 to 1, is below ``threshold``; ``THRESHOLDS`` has others
    to choose from (all chosen on tuning data: see ``evals/ABLATIONS.md``). ``quotes`` is the most that are shown,
    ``swept_quotes`` where the question is for all there is, ``nearest`` the same for a refusal. ``answer_words`` is how
    long an answer may grow; from ``words_threshold`` on, the probability that the words found are the whole answer,
    they are given alone, else with their sentence.
    """

    retrieval: RetrievalSettings = field(default_factory=RetrievalSettings)
    threshold: float = THRESHOLDS[Caution.BALANCED]
    quotes: int = 4
    swept_quotes: int = 8
    nearest: int = 3
    answer_words: int = 45
    words_threshold: float = 0.65
