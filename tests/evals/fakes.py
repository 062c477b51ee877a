"""Deterministic stand-ins at the boundaries of an evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from evals.datasets.values import SourceFile
from evals.running import FoundPassage
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
        quotes = () if found is None else (self.quote(*found),)
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

    def quote(self, name: str, words: str) -> Quote:
        """The first copy of the words in the file; a form feed begins a new page of it."""
        text = self.texts[name]
        span = Span(text.index(words), text.index(words) + len(words))
        page = text.count("\f", 0, span.start) + 1 if "\f" in text else None
        place = Place(PlaceKind.PAGE, f"page {page}", page) if page else Place(PlaceKind.TEXT, "line 1")
        return Quote(name, "r1", name, name, place, span, words, (span,), 1.0)

    def text_of(self, document_id: str) -> str:
        """The file's text; its name serves as id."""
        return self.texts[document_id]

    def facts(self) -> Mapping[str, str | int | float]:
        """Nothing but its name."""
        return {"subject": "word spotter"}


class RankingSpotter(WordSpotter):
    """One that also tells what it retrieved: (file, words) of each passage by question, best first."""

    def __init__(
        self,
        answers: Mapping[str, tuple[str, str] | None],
        rankings: Mapping[str, Sequence[tuple[str, str]]],
        fails_at: str = "",
    ) -> None:
        super().__init__(answers, fails_at)
        self.rankings = rankings
        self._last = ""

    def ask(self, question: str, history: Sequence[str], question_id: str) -> Answer:
        """What it was told to say."""
        self._last = question
        return super().ask(question, history, question_id)

    def retrieved(self) -> tuple[FoundPassage, ...]:
        """What it was told to have found for the question asked last."""
        quotes = (self.quote(*passage) for passage in self.rankings.get(self._last, ()))
        return tuple(FoundPassage(one.document_id, one.revision, one.title, one.source, one.span) for one in quotes)
