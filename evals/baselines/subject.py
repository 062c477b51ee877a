"""A baseline as the subject of an evaluation: it searches, refuses or answers, and shows the passages as sources."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from evals.baselines.answering import Answering, Said
from evals.baselines.corpus import OVERLAP_CHARS, PASSAGE_CHARS, PASSAGES, Piece, Text
from evals.baselines.ranking import Ranked, Ranker
from evals.running import FoundPassage
from index.document import Place, PlaceKind, Span
from rag.answer import Answer, Coverage, Quote, Status


class Baseline:
    """Searches, and answers from the passages that it found.

    A follow-up is searched together with the question before it: products have a language model rewrite it. The
    confidence is the score of the best passage, and a question is refused where it is below ``threshold``: the one way
    in which products refuse without a language model (AnythingLLM: cosine 0.25).
    """

    def __init__(
        self,
        name: str,
        texts: Sequence[Text],
        pieces: Sequence[Piece],
        ranker: Ranker,
        answering: Answering,
        threshold: float,
    ) -> None:
        self._name = name
        self._texts = {text.name: text for text in texts}
        self._pieces = pieces
        self._ranker = ranker
        self._answering = answering
        self._threshold = threshold
        self._found: tuple[Ranked, ...] = ()

    def ask(self, question: str, history: Sequence[str], question_id: str) -> Answer:
        """The answer to one question."""
        started = time.perf_counter()
        searched_for = " ".join((*history[-1:], question))
        self._found = self._ranker.search(searched_for, PASSAGES)
        said = self._said(searched_for)
        quotes = self._quotes(said)
        return Answer(
            question=question,
            searched_for=searched_for,
            status=Status.ANSWERED if said else Status.NOT_FOUND,
            answer=said.words if said else "",
            confidence=self._found[0].score if self._found else 0.0,
            quotes=quotes if said else (),
            nearest=() if said else quotes,
            coverage=Coverage(len(self._texts), len({quote.document_id for quote in quotes}) if said else 0),
            seconds=time.perf_counter() - started,
            id=question_id,
        )

    def retrieved(self) -> tuple[FoundPassage, ...]:
        """The passages for the question asked last, best first."""
        found = (self._pieces[each.passage] for each in self._found)
        return tuple(
            FoundPassage(piece.text.name, piece.text.revision, piece.text.title, piece.text.name, piece.span)
            for piece in found
        )

    def text_of(self, document_id: str) -> str:
        """The text of a document."""
        return self._texts[document_id].text

    def facts(self) -> Mapping[str, str | int | float]:
        """Its name, and what decides its answers."""
        return {
            "subject": self._name,
            "documents": len(self._texts),
            "chunks": len(self._pieces),
            "chunk_size_chars": PASSAGE_CHARS,
            "overlap_chars": OVERLAP_CHARS,
            "passages": PASSAGES,
            "threshold": self._threshold,
        }

    def _said(self, question: str) -> Said | None:
        if not self._found or self._found[0].score < self._threshold:
            return None
        return self._answering(question, [self._pieces[each.passage].words for each in self._found])

    def _quotes(self, said: Said | None) -> tuple[Quote, ...]:
        """The passages as sources; the one with the answer comes first, with the answer marked."""
        first = said.passage if said else None
        order = sorted(range(len(self._found)), key=lambda number: number != first)
        return tuple(_quote(self._pieces[self._found[n].passage], self._found[n].score, said, n) for n in order)


def _quote(piece: Piece, score: float, said: Said | None, number: int) -> Quote:
    marked: tuple[Span, ...] = ()
    if said and said.span and said.passage == number:
        marked = (Span(piece.start + said.span.start, piece.start + said.span.end),)
    return Quote(
        document_id=piece.text.name,
        revision=piece.text.revision,
        title=piece.text.title,
        source=piece.text.name,
        place=Place(PlaceKind.TEXT, f"character {piece.start + 1:,}"),
        span=piece.span,
        text=piece.words,
        answers=marked,
        score=score,
    )
