"""What speaks for a sentence once the model has read its passage: the features that the reader's weights weigh."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.analysis import content_stems
from index.document import Span
from rag import evidence
from rag.cross_encoder import TextReading, Words
from rag.evidence import Candidate, Rarity
from rag.messages import message
from rag.question import AnswerKind, Question

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
FOR = frozenset(
    """span answers relevant best_of_passage meaning coverage coverage_around coverage_within names kind retrieval first
    lead best_span best_answers best_meaning agreement clearness""".split()
)
"""Features that can only speak for an answer."""
AGAINST = frozenset(("unknown_words", "unknown_names"))
"""Features that can only speak against one."""
_INDIVISIBLE = re.compile(r"[\w.+-]+@[\w.-]*\w|\d+(?:[.,:]\d+)+")
_SCALE = 5.0  # of logits, so that features are of like size
_LEAST_MARGIN, _LARGEST_MARGIN = -15.0, 15.0
_AGREEING = 4.0  # words whose margin is this near to the best count as found, too


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that may answer, with the model's best words that reach into it and its reading of the passage."""

    candidate: Candidate
    words: Words | None
    passage: TextReading

    @classmethod
    def of(cls, candidate: Candidate, reading: TextReading) -> Sentence:
        """The sentence with the best of the words that the model found in its passage, if any reach into it.

        The time before a message of a chat is no part of what it says.
        """
        inside = _shifted(_telling(candidate), -candidate.passage.span.start)
        return cls(candidate, next((words for words in reading.words if words.span.overlaps(inside)), None), reading)

    @property
    def margin(self) -> float:
        """Of its words, kept within bounds."""
        return min(_LARGEST_MARGIN, max(_LEAST_MARGIN, self.words.margin if self.words else _LEAST_MARGIN))

    @property
    def span(self) -> Span:
        """Where its words stand in the document, cut where they run over its ends; the whole of it without words.

        Half a name of a sender, an amount or an address is made whole.
        """
        if self.words is None:
            return self.candidate.sentence
        telling, found = _telling(self.candidate), _shifted(self.words.span, self.candidate.passage.span.start)
        return _made_whole(self.candidate, Span(max(telling.start, found.start), min(telling.end, found.end)))

    @property
    def found(self) -> str:
        """The words that the model found in the sentence; empty if it found none."""
        offset = self.candidate.passage.span.start
        return self.candidate.passage.text[self.span.start - offset : self.span.end - offset] if self.words else ""

    def promise(self, question: Question, rarity: Rarity) -> float:
        """How much it promises before its meaning is known, which takes long to tell; higher is better."""
        near = evidence.coverage(question.stems, self.candidate.around, rarity)
        inside = evidence.coverage(question.stems, self.candidate.stems, rarity)
        told = inside + near + self.candidate.passage.score + evidence.shows_kind(question, self.candidate) / 4
        return told + (self.passage.answers + self.margin) / _SCALE

    def features(self, question: Question, meaning: float, rarity: Rarity) -> tuple[float, ...]:
        """In the order of ``FEATURES``; ``meaning`` is the cosine of question and sentence."""
        candidate = self.candidate
        return (
            self.margin / _SCALE,
            self.passage.answers / _SCALE,
            self.passage.relevant / _SCALE,
            float(self.words is not None and self.words is self.passage.words[0]),
            meaning,
            evidence.coverage(question.stems, candidate.stems, rarity),
            evidence.coverage(question.stems, candidate.around, rarity),
            evidence.coverage(question.stems, candidate.within, rarity),
            evidence.names_found(question, candidate.within),
            evidence.shows_kind(question, candidate),
            candidate.passage.score,
            1 / candidate.passage.rank,
            evidence.brevity(candidate),
            evidence.completeness(candidate.text, candidate.kind),
            evidence.new_words(question, candidate),
        )


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
        length = len(sentence.found) / 100
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


def _telling(candidate: Candidate) -> Span:
    """The part of a sentence that may answer: of a message, its sender and what was said."""
    parts = message(candidate.text)
    return Span(candidate.sentence.start + parts.sender.start, candidate.sentence.end) if parts else candidate.sentence


def _made_whole(candidate: Candidate, words: Span) -> Span:
    """Words of a sentence, grown where they end amid a sender's name, "6,000" or "anna@mill.example"."""
    inside = _shifted(words, -candidate.sentence.start)
    parts = message(candidate.text)
    wholes = [Span(*match.span()) for match in _INDIVISIBLE.finditer(candidate.text)]
    cut = [whole for whole in (*wholes, *([parts.sender] if parts else ())) if whole.overlaps(inside)]
    grown = Span(min(each.start for each in (inside, *cut)), max(each.end for each in (inside, *cut)))
    return _shifted(grown, candidate.sentence.start)


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _stems(sentence: Sentence) -> frozenset[str]:
    return frozenset(content_stems(sentence.found))
