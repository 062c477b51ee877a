"""The reader: which sentence answers and which of its words, from the model's reading, the meaning and the words.

The model alone is misled by passages unlike those it learned from, and the words alone cannot tell a near miss. A
linear model weighs both; ``python -m evals.fit_reader`` fits its weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from index.embedding import Embedder
from rag import evidence
from rag.conflicts import rivals
from rag.cross_encoder import TextModel
from rag.evidence import Rarity
from rag.question import Question
from rag.reader_features import FEATURES, Read, Sentence
from rag.reader_weights import ReaderWeights
from rag.reading import Finding, Reading, sentence_of
from rag.reranking import below_its_headings, texts_of
from rag.retrieval import Passage
from rag.rows import rows_asked_for


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
        findings = [
            _finding(
                read.sentences[row],
                float(scores[row]),
                self._weights.sufficient.probability(read.sufficiency(int(row), question.kind)),
            )
            for row in order
        ]
        return Reading(
            self._rivals_by_themselves(question, findings),
            self._weights.answerable.probability(sureness),
            self._weights.right.probability(sureness),
        )

    def _rivals_by_themselves(self, question: Question, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """The findings, with what may contradict the first one read by itself.

        The judgement of a whole passage says little of one sentence in it where a passage is about many things.
        """
        rows = rivals(question, findings)
        texts = [below_its_headings(findings[row].passage, sentence_of(findings[row])) for row in rows]
        read = self._model.read(question.text, texts) if texts else ()
        answers = {row: reading.answers for row, reading in zip(rows, read, strict=True)}
        return tuple(replace(one, by_itself=answers.get(row)) for row, one in enumerate(findings))

    def about(self, question: Question) -> tuple[float, float]:
        """What the question alone tells about whether the library can answer it."""
        return evidence.unknown_words(question, self._rarity), evidence.unknown_names(question, self._rarity)

    def sentences(self, question: Question, passages: Sequence[Passage]) -> Read:
        """The sentences worth comparing, with the model's reading of them."""
        read = self._model.read(question.text, texts_of(passages))
        readings = {passage.chunk_id: reading for passage, reading in zip(passages, read, strict=True)}
        found = [
            Sentence.of(candidate, readings[candidate.passage.chunk_id])
            for candidate in rows_asked_for(question, evidence.about_the_same(question, evidence.candidates(passages)))
        ]
        # embedding all of them would keep the person waiting
        found.sort(key=lambda each: each.promise(question, self._rarity), reverse=True)
        promising = tuple(found[: self._embedded])
        if not promising:
            return Read((), np.zeros((0, len(FEATURES))))
        vectors = self._embedder.embed_documents([sentence.candidate.text for sentence in promising])
        (asked,) = self._embedder.embed_queries([question.text])
        rows = [
            sentence.features(question, float(meaning), self._rarity)
            for sentence, meaning in zip(promising, vectors @ asked, strict=True)
        ]
        return Read(promising, np.array(rows))


def _finding(sentence: Sentence, score: float, sufficient: float) -> Finding:
    candidate = sentence.candidate
    return Finding(
        candidate.passage, sentence.span, candidate.sentence, score, sufficient if sentence.words is not None else 0.0
    )
