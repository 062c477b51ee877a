"""The desk with a real library behind it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from index import ingest
from index.document import DocumentInfo, Span
from index.embedding import Embedder
from index.ingest import Progress
from index.library import Library
from index.pages.drawing import PageDrawing
from index.pages.messages import PagePicture
from index.pages.source_pages import SourcePages
from index.parsing_process import ParsingProcess
from index.preparing import Preparing
from index.refusals import Refusal
from index.settings import ChunkSettings
from rag.answer import Quote
from rag.answerer import Answerer
from rag.steps import OnStep, nobody_waits
from ui.adding import Adding
from ui.conversation_records import StoredAnswer, recalled
from ui.desk import Receipt
from ui.evidence import Reply, reply
from ui.feedback_sheet import Judged, judged_questions
from ui.first_questions import FirstQuestions
from ui.folders import additions_of, scans_of
from ui.judgement import find_words
from ui.kept_conversations import KeptTurn
from ui.receipts import receipt
from ui.removals import Removals
from ui.scan_reading import ScanReading
from ui.source_text import SourceText, source_text
from ui.terms import USUAL, Terms


def open_desk(folder: Path) -> LibraryDesk:
    """The library in ``folder``, begun where there is none, with the product's own answerer.

    Raises:
        LibraryError: it cannot be used.
    """
    from rag.assemble import default_embedder, open_answerer

    embedder = default_embedder()
    library = Library.create(folder, embedder.identity, ChunkSettings())
    return LibraryDesk(library, embedder, open_answerer(library, embedder), ParsingProcess(), PageDrawing())


class LibraryDesk:
    """Every method sees the documents as they are now; threads may share it."""

    def __init__(
        self, library: Library, embedder: Embedder, answerer: Answerer, preparing: Preparing, drawing: PageDrawing
    ) -> None:
        self._library = library
        self._embedder = embedder
        self._answerer = answerer
        self._preparing = preparing
        self._pages = SourcePages(library, drawing)
        self._first_questions = FirstQuestions(library.snapshot, answerer.ask)
        home = additions_of(library.folder)
        self._adding = Adding(home, library.folder)
        self._removals = Removals(home, self._remove)
        self._scans = ScanReading(scans_of(library.folder), library)

    @property
    def adding(self) -> Adding:
        """See ``Desk.adding``."""
        return self._adding

    @property
    def scans(self) -> ScanReading:
        """See ``Desk.scans``."""
        return self._scans

    def documents(self) -> tuple[DocumentInfo, ...]:
        """The documents that can be asked now."""
        leaving = self._removals.leaving
        return tuple(one for one in self._library.documents() if one.document_id not in leaving)

    def ask(self, question: str, history: Sequence[str], terms: Terms = USUAL, on_step: OnStep = nobody_waits) -> Reply:
        """See ``Desk.ask``. What is about to leave goes before the question is asked."""
        self._removals.carry_out()
        answerer = self._answerer.as_cautious_as(terms.caution)
        return reply(answerer.ask(question, history, within=terms.within, on_step=on_step), self._library.snapshot())

    def first_questions(self) -> tuple[str, ...] | None:
        """See ``Desk.first_questions``. There are none while documents are about to leave, for they may be theirs."""
        return () if self._removals.leaving else self._first_questions.now()

    def recall(self, question: str, stored: StoredAnswer) -> Reply | None:
        """See ``Desk.recall``."""
        with self._library.snapshot() as snapshot:
            answer = recalled(question, stored, snapshot)
            return reply(answer, snapshot) if answer else None

    def judged(self, conversations: Iterable[Sequence[KeptTurn]]) -> Judged:
        """What was said of answers, as questions with what is right; see ``ui.feedback_sheet``."""
        with self._library.snapshot() as snapshot:
            return judged_questions(conversations, snapshot)

    def words_at(self, document_id: str, words: str) -> tuple[str, Span] | None:
        """See ``Desk.words_at``."""
        with self._library.snapshot() as snapshot:
            document = snapshot.document(document_id)
            span = find_words(words, document.characters, lambda part: snapshot.text(document_id, part))
            return (document.revision, span) if span else None

    def pages(self, quote: Quote) -> tuple[PagePicture, ...]:
        """See ``Desk.pages``."""
        return self._pages.pages(quote.document_id, quote.revision, quote.span)

    def page(self, document_id: str, number: int) -> PagePicture:
        """See ``Desk.page``."""
        return self._pages.page(document_id, number)

    def text(self, document_id: str, quote: Quote | None, at: int | None) -> SourceText:
        """See ``Desk.text``."""
        revision, span = (quote.revision, quote.span) if quote else (None, None)
        with self._library.snapshot() as snapshot:
            return source_text(snapshot, document_id, revision, span, at)

    def add(self, name: str, content: bytes, progress: Callable[[float], None]) -> Receipt:
        """Take in one file at once. A file that cannot be read is a receipt that says why, not an error.

        Raises:
            QuotewiseError: the library could not be changed.
        """

        def tell(state: Progress) -> None:
            progress(min(1.0, state.done + state.part))

        report = ingest.add_upload(self._library, name, content, self._embedder, tell, preparing=self._preparing)
        return receipt(report)

    def remove(self, document_ids: Collection[str]) -> None:
        """See ``Desk.remove``."""
        self._pages.forget()
        self._removals.begin(document_ids)

    def refused(self) -> tuple[Refusal, ...]:
        """See ``Desk.refused``."""
        elsewhere = {*self._removals.leaving, *(scan.document_id for scan in self._library.scans())}
        return tuple(one for one in self._library.refusals() if one.document_id not in elsewhere)

    def dismiss(self, document_ids: Collection[str]) -> None:
        """See ``Desk.dismiss``."""
        names = {one.source for one in self._library.refusals() if one.document_id in document_ids}
        ingest.dismiss(self._library, document_ids)
        self._adding.forget_refused(names)

    def held(self) -> frozenset[str]:
        """See ``Desk.held``."""
        return frozenset(one.document_id for one in self._library.documents())

    def leaving(self) -> tuple[str, ...]:
        """See ``Desk.leaving``."""
        leaving = self._removals.leaving
        return tuple(one.title for one in self._library.documents() if one.document_id in leaving)

    def undo_removal(self) -> None:
        """See ``Desk.undo_removal``."""
        self._removals.undo()

    def close(self) -> None:
        """Carry out what is begun, as far as it can be, and let go of everything."""
        self._removals.close()
        self._adding.close()
        self._scans.close()
        self._library.close()

    def _remove(self, document_ids: Collection[str]) -> None:
        known = {one.document_id for one in self._library.documents()}
        if here := [one for one in document_ids if one in known]:
            ingest.remove(self._library, here)
        self._pages.forget()
        self._adding.forget_documents(frozenset(document_ids))
