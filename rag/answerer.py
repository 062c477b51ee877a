"""The whole chain: a question in, a cited answer or an honest refusal out."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cache

from index.embedding import Embedder
from index.errors import InvalidInputError, LibraryError
from index.library import Library
from index.snapshot import Snapshot
from rag.absence import of_the_sort, of_the_years, says_nothing_of_it
from rag.answer import Answer, Coverage, Quote, Status
from rag.collection import reply_about_collection
from rag.combining import combined
from rag.composition import compose, nearest
from rag.evidence import Rarity
from rag.naming import of_the_named
from rag.parts import parts_of
from rag.question import Question, analyse, respelt
from rag.quoting import is_verbatim
from rag.reading import Finding, Reader, Reading
from rag.resolution import resolve
from rag.retrieval import Passage, Retriever
from rag.settings import THRESHOLDS, Caution, Settings
from rag.smalltalk import reply_to
from rag.steps import OnStep, Step, nobody_waits
from rag.sweep import swept, wants_everything
from rag.tables import is_told_in_table, rows_around
from rag.warnings import warnings_about_answer

LONGEST_QUESTION_CHARS = 2000
MakeRetriever = Callable[[Snapshot, Embedder, Settings], Retriever]
MakeReader = Callable[[Embedder, Rarity], Reader]
OnPassages = Callable[[tuple[Passage, ...]], None]


class Answerer:
    """Answers questions over one library. Safe to share between threads: nothing of a conversation is kept."""

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        make_retriever: MakeRetriever,
        make_reader: MakeReader,
        settings: Settings,
    ) -> None:
        self._library = library
        self._embedder = embedder
        self._make_retriever = make_retriever
        self._make_reader = make_reader
        self._settings = settings

    def as_cautious_as(self, caution: Caution) -> Answerer:
        """The same answerer with another caution; everything that is costly is shared."""
        settings = replace(self._settings, threshold=THRESHOLDS[caution])
        return Answerer(self._library, self._embedder, self._make_retriever, self._make_reader, settings)

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        question_id: str | None = None,
        within: Collection[str] = (),
        on_passages: OnPassages = lambda passages: None,
        on_step: OnStep = nobody_waits,
    ) -> Answer:
        """Answer ``question`` from the documents as they are now.

        Args:
            question: as it was typed.
            history: the earlier questions of the conversation, oldest first.
            question_id: handed through to the answer.
            within: ids of the documents to look in; all of them if there are none.
            on_passages: told what was retrieved, best first; not called where nothing had to be searched.
            on_step: told how far the question has come; not called where nothing had to be searched.

        Raises:
            InvalidInputError: the question is empty or too long, or there is no document to ask.
            UnknownDocumentError: a document of ``within`` is not in the library.
            LibraryError: the library cannot be read.
        """
        started = time.perf_counter()
        check_question(question)
        for earlier in history:
            check_characters(earlier)
        whole = self._library.snapshot()
        snapshot = whole.within(within) if within else whole
        answer = self._small_talk(snapshot, question)
        if answer is None:
            if not snapshot.documents:
                raise InvalidInputError("There are no documents to ask yet. Add some first.")
            answer = self._about_collection(snapshot, question) or self._from_documents(
                snapshot, question, history, on_passages, on_step
            )
        self._check_quotes(snapshot, answer)
        return replace(answer, id=question_id, seconds=time.perf_counter() - started)

    def _small_talk(self, snapshot: Snapshot, question: str) -> Answer | None:
        reply = reply_to(question)
        if reply is None:
            return None
        return _answered(question, question, reply, 1.0, (), Coverage(len(snapshot.documents), 0), ())

    def _about_collection(self, snapshot: Snapshot, question: str) -> Answer | None:
        reply = reply_about_collection(snapshot, question, self._settings.swept_quotes)
        if reply is None:
            return None
        coverage = Coverage(len(snapshot.documents), reply.documents_matched)
        # whatever could not be read might belong to the collection that was asked about
        warnings = warnings_about_answer(snapshot, "", _documents(reply.quotes), is_found=False)
        return _answered(question, question, reply.answer, 1.0, reply.quotes, coverage, warnings)

    def _from_documents(
        self, snapshot: Snapshot, question: str, history: Sequence[str], on_passages: OnPassages, on_step: OnStep
    ) -> Answer:
        on_step(Step.SEARCHING, 0)
        searched_for = resolve(question, history)
        parts = parts_of(searched_for)
        if len(parts) > 1:
            answer = self._from_parts(snapshot, question, parts, on_passages, on_step)
            if answer is not None:
                return answer
        return self._from_passages(snapshot, question, searched_for, self._settings, on_passages, on_step)

    def _from_parts(
        self,
        snapshot: Snapshot,
        question: str,
        parts: Sequence[str],
        on_passages: OnPassages,
        on_step: OnStep,
    ) -> Answer | None:
        """The answers to the parts of a double question as one; ``None`` where the first is not found."""
        found: list[Passage] = []
        each = replace(self._settings, answer_words=self._settings.answer_words // len(parts))
        answers = [self._from_passages(snapshot, part, part, each, found.extend, on_step) for part in parts]
        best = {passage.chunk_id: passage for passage in sorted(found, key=lambda one: -one.rank)}
        best_first = sorted(best.values(), key=lambda one: one.rank)
        on_passages(tuple(replace(passage, rank=rank) for rank, passage in enumerate(best_first, start=1)))
        return combined(question, answers, max(1, self._settings.quotes // len(parts)))

    def _from_passages(
        self,
        snapshot: Snapshot,
        question: str,
        searched_for: str,
        settings: Settings,
        on_passages: OnPassages,
        on_step: OnStep,
    ) -> Answer:
        asked = respelt(analyse(searched_for), snapshot.spellings)
        retriever = self._make_retriever(snapshot, self._embedder, self._settings)
        everything = wants_everything(asked)
        passages = self._sweep(retriever, searched_for) if everything else self._best(retriever, searched_for)
        on_passages(passages)
        on_step(Step.READING, len(passages))
        reading = self._make_reader(self._embedder, rarity_in(snapshot)).read(asked, passages)
        on_step(Step.CHECKING, len(passages))
        findings = of_the_sort(snapshot, asked, of_the_years(snapshot, asked, of_the_named(reading.findings)))
        if not findings or (is_refused(reading, settings) and not _is_told(snapshot, asked, findings[0])):
            return _refused(snapshot, question, searched_for, reading, settings)
        shown = settings.swept_quotes if everything else settings.quotes
        composed = compose(snapshot, asked, findings, replace(settings, quotes=shown), everything=everything)
        quotes = composed.quotes
        if not everything and says_nothing_of_it(snapshot, asked, quotes):
            return _refused(snapshot, question, searched_for, replace(reading, confidence=0.0), settings)
        warnings = warnings_about_answer(snapshot, searched_for, _documents(quotes), is_found=True)
        answer = _answered(
            question, searched_for, composed.answer, reading.confidence, quotes, _coverage(snapshot, quotes), warnings
        )
        return replace(answer, conflicts=composed.conflicts)

    def _best(self, retriever: Retriever, query: str) -> tuple[Passage, ...]:
        return retriever.retrieve(query, self._settings.retrieval.passages)

    def _sweep(self, retriever: Retriever, query: str) -> tuple[Passage, ...]:
        settings = self._settings.retrieval
        return swept(retriever.retrieve(query, settings.fusion_depth), settings.passages, settings.swept_documents)

    def _check_quotes(self, snapshot: Snapshot, answer: Answer) -> None:
        """The last gate: what does not equal the stored text is never shown."""
        for each in (*answer.quotes, *answer.nearest):
            if not is_verbatim(snapshot, each):
                raise LibraryError("The documents changed while the question was answered. Ask it again.")


def is_refused(reading: Reading, settings: Settings) -> bool:
    """Whether the documents count as not saying."""
    return not reading.findings or reading.answerability < settings.threshold


def _is_told(snapshot: Snapshot, question: Question, found: Finding) -> bool:
    """Whether a table says it outright, however little a bare number tells the reader."""
    rows = rows_around(snapshot, found.passage.document_id, found.sentence)
    return is_told_in_table(question, rows, found.sentence, found.passage.context)


def check_question(question: str) -> None:
    """Raise ``InvalidInputError`` for a question that cannot be searched."""
    if not question.strip():
        raise InvalidInputError("The question is empty. Type what you would like to know.")
    if len(question) > LONGEST_QUESTION_CHARS:
        raise InvalidInputError(
            f"The question has {len(question):,} characters; at most {LONGEST_QUESTION_CHARS:,} can be searched. "
            "Ask it in a sentence or two, and add longer text as a document."
        )
    check_characters(question)


def check_characters(question: str) -> None:
    """Raise ``InvalidInputError`` for half a character, which JSON and a command line can hand over."""
    if any("\ud800" <= sign <= "\udfff" for sign in question):
        raise InvalidInputError("The question holds half a character, a damaged sign. Type it again without that.")


def rarity_in(snapshot: Snapshot) -> Rarity:
    """How rare a stem is in the library: its smoothed inverse document frequency, above 0."""

    @cache
    def rarity(stem: str) -> float:
        return math.log(1 + (snapshot.chunk_count + 1) / (snapshot.document_frequency(stem) + 0.5))

    return rarity


def _documents(quotes: Sequence[Quote]) -> frozenset[str]:
    return frozenset(each.document_id for each in quotes)


def _coverage(snapshot: Snapshot, quotes: Sequence[Quote]) -> Coverage:
    return Coverage(len(snapshot.documents), len(_documents(quotes)))


def _refused(snapshot: Snapshot, question: str, searched_for: str, reading: Reading, settings: Settings) -> Answer:
    near = nearest(snapshot, reading.findings, settings.nearest)
    return Answer(
        question=question,
        searched_for=searched_for,
        status=Status.NOT_FOUND,
        answer="",
        confidence=reading.confidence,
        quotes=(),
        nearest=near,
        coverage=_coverage(snapshot, ()),
        warnings=warnings_about_answer(snapshot, searched_for, _documents(near), is_found=False),
    )


def _answered(
    question: str,
    searched_for: str,
    words: str,
    confidence: float,
    quotes: tuple[Quote, ...],
    coverage: Coverage,
    warnings: tuple[str, ...],
) -> Answer:
    return Answer(
        question=question,
        searched_for=searched_for,
        status=Status.ANSWERED,
        answer=words,
        confidence=confidence,
        quotes=quotes,
        nearest=(),
        coverage=coverage,
        warnings=warnings,
    )
