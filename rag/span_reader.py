"""The reader: which sentence answers and which of its words, from the model's reading, the meaning and the words.

The model alone is misled by passages unlike those it learned from, and the words alone cannot tell a near miss. A
linear model weighs both; ``python -m evals.fit_reader`` fits its weights.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.analysis import content_stems
from index.document import Span
from index.embedding import Embedder
from rag import evidence
from rag.cross_encoder import Text, TextModel, TextReading, Words
from rag.evidence import Candidate, Rarity
from rag.question import AnswerKind, Question
from rag.reading import Finding, Reading
from rag.retrieval import Passage

FEATURES = (
    "span",  # by how much the best words of the sentence beat "no answer here", in the model's eyes
    "answers",  # how sure the model is that the passage answers
    "relevant",  # how sure that it is about the question at all
    "best_of_passage",  # whether the passage's best words stand in this sentence
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
    "best_span",  # the largest of any sentence
    "best_answers",  # the largest of any passage
    "best_meaning",  # the largest cosine of any sentence
    "agreement",  # in how many other passages the model finds the same words
    "unknown_words",  # share of the question's words that stand nowhere in the library
    "unknown_names",  # whether one of its names or numbers stands nowhere
)
SUFFICIENCY = (
    *(f"kind_{kind}" for kind in AnswerKind),
    "span",
    "answers",
    "length",  # of the words
    "clearness",  # by how much they beat the next best words of the sentence's passage
)
_SCALE = 5.0  # of logits, so that features are of like size
_LEAST_MARGIN, _LARGEST_MARGIN = -15.0, 15.0
_HEADING_CHARS = 100
_AGREEING = 4.0  # words whose margin is this near to the best count as found, too


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression."""

    weights: tuple[float, ...]
    bias: float

    def probability(self, row: npt.NDArray[np.float64]) -> float:
        """The probability, 0 to 1, for a row of features in the order of the weights."""
        return float(1 / (1 + np.exp(-(row @ np.array(self.weights) + self.bias))))


@dataclass(frozen=True, slots=True)
class ReaderWeights:
    """The fitted model: of ``FEATURES`` for ranking; of ``SURENESS`` and ``SUFFICIENCY`` for the probabilities."""

    ranking: tuple[float, ...]
    answerable: Logistic
    right: Logistic
    sufficient: Logistic


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that may answer, with the model's words in it and its reading of the whole passage."""

    candidate: Candidate
    words: Words | None
    passage: TextReading

    @property
    def margin(self) -> float:
        """Of its words, kept within bounds."""
        return min(_LARGEST_MARGIN, max(_LEAST_MARGIN, self.words.margin if self.words else _LEAST_MARGIN))

    @property
    def found(self) -> str:
        """The words that the model found in the sentence; empty if it found none."""
        span = self.words.span if self.words else Span(0, 0)
        return self.candidate.passage.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Read:
    """Sentences worth comparing, and their features: float64, shape ``(sentences, len(FEATURES))``."""

    sentences: tuple[Sentence, ...]
    features: npt.NDArray[np.float64]

    def sureness(self, scores: npt.NDArray[np.float64], about: tuple[float, float]) -> npt.NDArray[np.float64]:
        """What the sureness is told from, in the order of ``SURENESS``.

        Args:
            scores: of all sentences, shape ``(sentences,)``.
            about: what ``SpanReader.about`` says of the question.
        """
        best = int(np.argmax(scores))
        passages = np.array([sentence.candidate.passage.chunk_id for sentence in self.sentences])
        rivals = scores[passages != passages[best]]
        lead = min(2.0, float(scores[best] - rivals.max())) if len(rivals) else 2.0
        largest = self.features.max(axis=0)
        return np.array(
            [
                *self.features[best],
                lead,
                *(largest[FEATURES.index(name)] for name in ("span", "answers", "meaning")),
                self._agreement(best),
                *about,
            ]
        )

    def sufficiency(self, row: int, kind: AnswerKind) -> npt.NDArray[np.float64]:
        """What the sufficiency of a sentence's words is told from, in the order of ``SUFFICIENCY``."""
        sentence = self.sentences[row]
        others = [words.margin for words in sentence.passage.words if words is not sentence.words]
        clearness = sentence.margin - max(others, default=_LEAST_MARGIN)
        length = len(sentence.words.span) / 100 if sentence.words else 0.0
        return np.array(
            [
                *(float(kind is each) for each in AnswerKind),
                self.features[row, FEATURES.index("span")],
                self.features[row, FEATURES.index("answers")],
                min(2.0, length),
                min(2.0, max(-2.0, clearness / _SCALE)),
            ]
        )

    def _agreement(self, best: int) -> float:
        found = _stems(self.sentences[best])
        if not found:
            return 0.0
        floor = max(0.0, self.sentences[best].margin - _AGREEING)
        elsewhere = {
            sentence.candidate.passage.chunk_id
            for sentence in self.sentences
            if sentence.margin >= floor and _stems(sentence) == found
        }
        return min(3, len(elsewhere - {self.sentences[best].candidate.passage.chunk_id})) / 3


class SpanReader:
    """Reads by sentences and words. ``rarity`` tells how rare a stem is; ``embedded`` are compared by meaning."""

    def __init__(
        self, model: TextModel, embedder: Embedder, rarity: Rarity, weights: ReaderWeights, *, embedded: int = 16
    ) -> None:
        self._model = model
        self._embedder = embedder
        self._rarity = rarity
        self._weights = weights
        self._embedded = embedded

    def read(self, question: Question, passages: Sequence[Passage]) -> Reading:
        """Read ``passages``, which come best first. Without passages there are no findings and no hope."""
        read = self.sentences(question, passages)
        if not read.sentences or evidence.unknown_identifiers(question, self._rarity):
            # whatever is said of other things, nothing is said of this one
            return Reading(tuple(_finding(sentence, 0.0, 0.0) for sentence in read.sentences), 0.0, 0.0)
        scores = read.features @ np.array(self._weights.ranking)
        order = np.argsort(-scores, kind="stable")
        sureness = read.sureness(scores, self.about(question))
        return Reading(
            tuple(
                _finding(
                    read.sentences[row],
                    float(scores[row]),
                    self._weights.sufficient.probability(read.sufficiency(int(row), question.kind)),
                )
                for row in order
            ),
            self._weights.answerable.probability(sureness),
            self._weights.right.probability(sureness),
        )

    def about(self, question: Question) -> tuple[float, float]:
        """What the question alone tells about whether the library can answer it."""
        return evidence.unknown_words(question, self._rarity), evidence.unknown_names(question, self._rarity)

    def sentences(self, question: Question, passages: Sequence[Passage]) -> Read:
        """The sentences worth comparing, with the model's reading of them."""
        texts = [Text(passage.context[:_HEADING_CHARS], passage.text) for passage in passages]
        readings = {
            passage.chunk_id: reading
            for passage, reading in zip(passages, self._model.read(question.text, texts), strict=True)
        }
        found = [
            _sentence(candidate, readings[candidate.passage.chunk_id])
            for candidate in evidence.about_the_same(question, evidence.candidates(passages))
        ]
        promising = tuple(sorted(found, key=lambda each: self._promise(question, each), reverse=True)[: self._embedded])
        if not promising:
            return Read((), np.zeros((0, len(FEATURES))))
        vectors = self._embedder.embed_documents([sentence.candidate.text for sentence in promising])
        (asked,) = self._embedder.embed_queries([question.text])
        rows = [
            self._features(question, sentence, float(meaning))
            for sentence, meaning in zip(promising, vectors @ asked, strict=True)
        ]
        return Read(promising, np.array(rows))

    def _promise(self, question: Question, sentence: Sentence) -> float:
        """By which the sentences to embed are chosen, since embedding all of them would keep the person waiting."""
        candidate = sentence.candidate
        near = evidence.coverage(question.stems, candidate.around, self._rarity)
        inside = evidence.coverage(question.stems, candidate.stems, self._rarity)
        told = inside + near + candidate.passage.score + evidence.shows_kind(question, candidate) / 4
        return told + (sentence.passage.answers + sentence.margin) / _SCALE

    def _features(self, question: Question, sentence: Sentence, meaning: float) -> tuple[float, ...]:
        candidate = sentence.candidate
        return (
            sentence.margin / _SCALE,
            sentence.passage.answers / _SCALE,
            sentence.passage.relevant / _SCALE,
            float(sentence.words is not None and sentence.words is sentence.passage.words[0]),
            meaning,
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


def load_weights(file: Path) -> ReaderWeights:
    """Read the weights that the fitting command wrote."""
    facts: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))

    def logistic(name: str, features: Sequence[str]) -> Logistic:
        return Logistic(tuple(facts[name]["weights"][each] for each in features), facts[name]["bias"])

    return ReaderWeights(
        tuple(facts["ranking"][name] for name in FEATURES),
        logistic("answerable", SURENESS),
        logistic("right", SURENESS),
        logistic("sufficient", SUFFICIENCY),
    )


def _sentence(candidate: Candidate, reading: TextReading) -> Sentence:
    """The sentence with the best of the model's words that lie in it, cut where they run over its ends."""
    offset = candidate.passage.span.start
    for words in reading.words:
        start = max(candidate.sentence.start, offset + words.span.start)
        end = min(candidate.sentence.end, offset + words.span.end)
        if start < end:
            return Sentence(candidate, words, reading)
    return Sentence(candidate, None, reading)


def _finding(sentence: Sentence, score: float, sufficient: float) -> Finding:
    candidate, words = sentence.candidate, sentence.words
    if words is None:
        return Finding(candidate.passage, candidate.sentence, candidate.sentence, score, 0.0)
    offset = candidate.passage.span.start
    span = Span(
        max(candidate.sentence.start, offset + words.span.start), min(candidate.sentence.end, offset + words.span.end)
    )
    return Finding(candidate.passage, span, candidate.sentence, score, sufficient)


def _stems(sentence: Sentence) -> frozenset[str]:
    return frozenset(content_stems(sentence.found))
