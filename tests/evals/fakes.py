"""Deterministic stand-ins at the boundaries of an evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from evals.datasets.values import SourceFile
from index.document import Place, PlaceKind, Span
from rag.answer import Answer, Coverage, Quote, Status


class WordSpotter:
    """A subject that was told what to say: (file, words) by question, None for a refusal. Keeps what it was asked."""

    def __init__(self, answers: Mapping[str, tuple[str, str] | None], fails_at: str = "") -> None:
        self.answers = answers
        self.fails_at = fails_at
        self.asked: list[str] = []
        self.texts: dict[str, str] = {}

    @contextmanager
    def open(self, files: Sequence[SourceFile]) -> Iterator[WordSpotter]:
        """Be open over the files."""
        self.texts = {file.name: file.content.decode() for file in files}
        yield self

    def ask(self, question: str, history: Sequence[str], question_id: str) -> Answer:
        """What it was told to say."""
        if question == self.fails_at:
            raise KeyboardInterrupt
        self.asked.append(question_id)
        found = self.answers[question]
        quotes = () if found is None else (self._quote(*found),)
        return Answer(
            question=question,
            searched_for=question,
            status=Status.ANSWERED if found else Status.NOT_FOUND,
            answer=found[1] if found else "",
            confidence=0.75 if found else 0.25,
            quotes=quotes,
            nearest=(),
            coverage=Coverage(len(self.texts), len(quotes)),
            seconds=0.5,
            id=question_id,
        )

    def text_of(self, document_id: str) -> str:
        """The file's text; its name serves as id."""
        return self.texts[document_id]

    def facts(self) -> Mapping[str, str | int | float]:
        """Nothing but its name."""
        return {"subject": "word spotter"}

    def _quote(self, name: str, words: str) -> Quote:
        start = self.texts[name].index(words)
        span = Span(start, start + len(words))
        place = Place(PlaceKind.TEXT, "line 1")
        return Quote(name, "r1", name, name, place, span, words, (span,), 1.0)
