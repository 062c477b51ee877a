"""The first reader: finds the sentences that answer, by meaning and by the question's words, names and numbers.

A linear model over a few readable features; ``rag/training/fit_sentence_reader.py`` fits its weights.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.embedding import Embedder
from rag import evidence
from rag.evidence import Candidate, Rarity
from rag.question import Question
from rag.reading import Finding, Reading
from rag.retrieval import Passage

FEATURES = (
    "meaning",  # cosine of question and sentence
    "coverage",  # share of the question's words in the sentence, weighted by rarity
    "coverage_around",  # the same with the sentences beside it and the headings above
    "coverage_within",  # the same in the whole passage
    "names",  # share of the question's names and numbers in the passage
    "kind",  # whether the sentence holds what the kind of question asks for
    "retrieval",  # fused score of the passage, 0 to 1
    "first",  # 1 / rank of the passage
    "brevity",  # 1 for a short sentence, falling with length
    "completeness",  # whether it is a whole sentence, entry or row
    "new_words",  # how much the sentence says beyond the question
)
SURENESS = (
    *FEATURES,  # of the best sentence
    "lead",  # how far it leads the best sentence of another passage
    "best_meaning",  # the largest cosine of any sentence
    "unknown_words",  # share of the question's words that stand nowhere in the library
    "unknown_names",  # whether one of its names or numbers stands nowhere
)


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression over ``SURENESS``."""

    weights: tuple[float, ...]
    bias: float

    def probability(self, row: npt.NDArray[np.float64]) -> float:
        """The probability, 0 to 1, for a row of shape ``(len(SURENESS),)``."""
        return float(1 / (1 + np.exp(-(row @ np.array(self.weights) + self.bias))))


@dataclass(frozen=True, slots=True)
class SentenceWeights:
    """The fitted model: weights of ``FEATURES`` for ranking, and how to tell the two probabilities of a reading."""

    ranking: tuple[float, ...]
    answerable: Logistic
    right: Logistic


def load_weights(file: Path) -> SentenceWeights:
    """Read the weights that the fitting command wrote."""
    facts: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))

    def logistic(name: str) -> Logistic:
        return Logistic(tuple(facts[name]["weights"][each] for each in SURENESS), facts[name]["bias"])

    return SentenceWeights(
        tuple(facts["ranking"][name] for name in FEATURES), logistic("answerable"), logistic("right")
    )


class SentenceReader:
    """Reads by sentences. ``rarity`` tells how rare a stem is in the library; ``embedded`` how many are compared."""

    def __init__(self, embedder: Embedder, rarity: Rarity, weights: SentenceWeights, *, embedded: int = 16) -> None:
        self._embedder = embedder
        self._rarity = rarity
        self._weights = weights
        self._embedded = embedded

    def read(self, question: Question, passages: Sequence[Passage]) -> Reading:
        """Read ``passages``, which come best first. Without passages there are no findings and no hope."""
        candidates, features = self.features(question, passages)
        if not candidates or evidence.unknown_identifiers(question, self._rarity):
            # whatever is said of other things, nothing is said of this one
            return Reading(self._without_hope(candidates), 0.0, 0.0)
        scores = features @ np.array(self._weights.ranking)
        order = np.argsort(-scores, kind="stable")
        findings = tuple(_finding(candidates[row], float(scores[row])) for row in order)
        sureness = sureness_row(features, scores, passages_of(candidates), self.about(question))
        return Reading(
            findings, self._weights.answerable.probability(sureness), self._weights.right.probability(sureness)
        )

    def _without_hope(self, candidates: Sequence[Candidate]) -> tuple[Finding, ...]:
        return tuple(_finding(candidate, 0.0) for candidate in candidates)

    def about(self, question: Question) -> tuple[float, float]:
        """What the question alone tells about whether the library can answer it."""
        return evidence.unknown_words(question, self._rarity), evidence.unknown_names(question, self._rarity)

    def features(
        self, question: Question, passages: Sequence[Passage]
    ) -> tuple[tuple[Candidate, ...], npt.NDArray[np.float64]]:
        """The sentences worth comparing and their features: float64, shape ``(sentences, len(FEATURES))``."""
        candidates = self._promising(question, evidence.about_the_same(question, evidence.candidates(passages)))
        if not candidates:
            return (), np.zeros((0, len(FEATURES)))
        vectors = self._embedder.embed_documents([candidate.text for candidate in candidates])
        (asked,) = self._embedder.embed_queries([question.text])
        rows = [
            (float(meaning), *self._without_meaning(question, candidate))
            for meaning, candidate in zip(vectors @ asked, candidates, strict=True)
        ]
        return candidates, np.array(rows)

    def _promising(self, question: Question, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
        """The sentences to embed, since embedding all of them would keep the person waiting."""

        def promise(candidate: Candidate) -> float:
            near = evidence.coverage(question.stems, candidate.around, self._rarity)
            inside = evidence.coverage(question.stems, candidate.stems, self._rarity)
            return inside + near + candidate.passage.score + evidence.shows_kind(question, candidate) / 4

        return tuple(sorted(candidates, key=promise, reverse=True)[: self._embedded])

    def _without_meaning(self, question: Question, candidate: Candidate) -> tuple[float, ...]:
        return (
            evidence.coverage(question.stems, candidate.stems, self._rarity),
            evidence.coverage(question.stems, candidate.around, self._rarity),
            evidence.coverage(question.stems, candidate.within, self._rarity),
            evidence.names_found(question, candidate.within),
            evidence.shows_kind(question, candidate),
            candidate.passage.score,
            1 / candidate.passage.rank,
            evidence.brevity(candidate),
            evidence.completeness(candidate.text, candidate.kind),
            evidence.new_words(question, candidate),
        )


def passages_of(candidates: Sequence[Candidate]) -> npt.NDArray[np.int64]:
    """The chunk that each sentence is of."""
    return np.array([candidate.passage.chunk_id for candidate in candidates], dtype=np.int64)


def sureness_row(
    features: npt.NDArray[np.float64],
    scores: npt.NDArray[np.float64],
    passages: npt.NDArray[np.int64],
    about: tuple[float, float],
) -> npt.NDArray[np.float64]:
    """What the sureness is told from, in the order of ``SURENESS``: float64, shape ``(len(SURENESS),)``.

    Args:
        features: of all sentences, shape ``(n, len(FEATURES))``, n at least 1.
        scores: of all sentences, shape ``(n,)``.
        passages: the chunk of each sentence, shape ``(n,)``.
        about: what ``SentenceReader.about`` says of the question.
    """
    best = int(np.argmax(scores))
    rivals = scores[passages != passages[best]]
    lead = min(2.0, float(scores[best] - rivals.max())) if len(rivals) else 2.0
    return np.array([*features[best], lead, float(features[:, FEATURES.index("meaning")].max()), *about])


def _finding(candidate: Candidate, score: float) -> Finding:
    return Finding(candidate.passage, candidate.sentence, candidate.sentence, score)
