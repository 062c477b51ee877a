"""The desk with a real library behind it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index import ingest
from index.document import DocumentInfo
from index.embedding import Embedder
from index.ingest import FileReport, Outcome, Progress
from index.library import Library
from index.pages.drawing import PageDrawing
from index.pages.messages import PagePicture
from index.pages.source_pages import SourcePages
from index.parsing_process import ParsingProcess
from index.preparing import Preparing
from index.settings import ChunkSettings
from rag.answer import Quote
from rag.answerer import Answerer
from rag.steps import OnStep, nobody_waits
from ui.desk import Progress as Share
from ui.desk import Receipt
from ui.evidence import Reply, reply
from ui.terms import USUAL, Terms
from ui.wording import chat as wording

_MESSAGES = {
    Outcome.ADDED: wording.READY,
    Outcome.UPDATED: wording.REPLACED,
    Outcome.UNCHANGED: wording.WAS_THERE,
}


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

    def documents(self) -> tuple[DocumentInfo, ...]:
        """The documents that can be asked now."""
        return self._library.documents()

    def ask(self, question: str, history: Sequence[str], terms: Terms = USUAL, on_step: OnStep = nobody_waits) -> Reply:
        """See ``Desk.ask``."""
        answerer = self._answerer.as_cautious_as(terms.caution)
        return reply(answerer.ask(question, history, within=terms.within, on_step=on_step), self._library.snapshot())

    def pages(self, quote: Quote) -> tuple[PagePicture, ...]:
        """See ``Desk.pages``."""
        return self._pages.pages(quote.document_id, quote.revision, quote.span)

    def add(self, name: str, content: bytes, progress: Share) -> Receipt:
        """See ``Desk.add``."""

        def tell(state: Progress) -> None:
            progress(min(1.0, state.done + state.part))

        report = ingest.add_upload(self._library, name, content, self._embedder, tell, preparing=self._preparing)
        return receipt(report)

    def remove(self, document_ids: Sequence[str]) -> None:
        """See ``Desk.remove``."""
        ingest.remove(self._library, document_ids)
        self._pages.forget()


def receipt(report: FileReport) -> Receipt:
    """What became of a file, in plain words, with what its reader ought to know of it."""
    message = _MESSAGES.get(report.outcome)
    if message is None:
        return Receipt(report.name, added=False, message=f"{report.reason} {report.next_step}".strip())
    notices = report.document.notices if report.document else ()
    return Receipt(report.name, added=True, message=" ".join([message, *(notice.message for notice in notices)]))
