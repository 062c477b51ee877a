"""What the page can do, and nothing else of the rooms behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Protocol

from index.document import DocumentInfo, Span
from index.pages.messages import PagePicture
from index.refusals import Refusal
from rag.answer import Quote
from rag.steps import OnStep, nobody_waits
from ui.conversation_records import StoredAnswer
from ui.evidence import Reply
from ui.source_text import SourceText
from ui.terms import USUAL, Terms

if TYPE_CHECKING:
    from evals.evaluation_status import Status
    from index.ocr.reading_scans import WaitingScan
    from ui.additions import Addition


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one added file: ``message`` says it in plain words, ``added`` whether it can be asked now.

    ``partly`` says that words of it are missing, ``unchanged`` that there was nothing to read. ``document_id`` is that
    of the document it became, or had become before; empty if there is none.
    """

    name: str
    added: bool
    message: str
    partly: bool = False
    unchanged: bool = False
    document_id: str = ""


class AddingDesk(Protocol):
    """Adding documents; what was handed over is read in the background. See ``ui.adding.Adding``, which is the one."""

    def additions(self) -> tuple[Addition, ...]:
        """Everything handed over that nobody has cleared away, the first one first."""
        ...

    def add_files(self, files: Iterable[tuple[str, IO[bytes]]]) -> None:
        """Have files read, each with its name."""
        ...

    def add_folder(self, typed: str) -> None:
        """Have a folder of this computer read, as its path was typed."""
        ...

    def read_again(self, sources: Sequence[str]) -> None:
        """Have documents read again from where they were read."""
        ...

    def sync(self) -> None:
        """Have the folders of the library looked through."""
        ...

    def go_on(self, addition: Addition) -> None:
        """Have the rest of an addition read that ended early."""
        ...

    def stop(self, addition: Addition) -> None:
        """Ask that no more of it is read; what is done stays."""
        ...

    def is_stopping(self, addition: Addition) -> bool:
        """Whether that was asked."""
        ...

    def dismiss(self, addition: Addition) -> None:
        """Forget an addition that has ended."""
        ...


class ScanDesk(Protocol):
    """Reading pages that are pictures, in the background. See ``ui.scan_reading.ScanReading``, which is the one."""

    def waiting(self) -> tuple[WaitingScan, ...]:
        """The files with pages that are pictures and were not read."""
        ...

    def can_read(self) -> bool:
        """Whether the packages that this needs are installed."""
        ...

    def status(self) -> Status | None:
        """How far a reading has come or how the last one ended; None if there was none."""
        ...

    def is_running(self) -> bool:
        """Whether scans are being read just now."""
        ...

    def start(self) -> None:
        """Begin to read all that wait."""
        ...

    def stop(self) -> None:
        """Ask that it ends after the page at work; what was read stays."""
        ...

    def is_stopping(self) -> bool:
        """Whether that was asked."""
        ...

    def dismiss(self, document_ids: Sequence[str]) -> None:
        """Offer to read these no more; what was read of them stays."""
        ...


class Desk(Protocol):
    """A library with its answerer, as the page needs it. All sessions share one, so it holds no conversation."""

    @property
    def adding(self) -> AddingDesk:
        """The way in for documents."""
        ...

    @property
    def scans(self) -> ScanDesk:
        """The way to read pages that are pictures."""
        ...

    def documents(self) -> tuple[DocumentInfo, ...]:
        """The documents that can be asked now."""
        ...

    def ask(self, question: str, history: Sequence[str], terms: Terms = USUAL, on_step: OnStep = nobody_waits) -> Reply:
        """The reply to a question; ``history`` are the earlier ones, oldest first, ``on_step`` is told how far it is.

        Raises:
            QuotewiseError: why there is none, for people.
        """
        ...

    def first_questions(self) -> tuple[str, ...] | None:
        """Questions to begin with, which the documents answer well; None while they are still being found."""
        ...

    def recall(self, question: str, stored: StoredAnswer) -> Reply | None:
        """A kept answer, made again from the documents; None where one that it shows is gone or changed.

        Raises:
            QuotewiseError: the documents cannot be read.
        """
        ...

    def words_at(self, document_id: str, words: str) -> tuple[str, Span] | None:
        """Where words that a person copied stand in a document: its revision and the place; None if they do not.

        Raises:
            QuotewiseError: the document is not there any more, or cannot be read.
        """
        ...

    def pages(self, quote: Quote) -> tuple[PagePicture, ...]:
        """The pages on which a quote stands, with the quote boxed; only documents in PDF have any.

        Raises:
            QuotewiseError: why they cannot be shown, for people.
        """
        ...

    def page(self, document_id: str, number: int) -> PagePicture:
        """One page of a document in PDF, from 1, with nothing marked.

        Raises:
            QuotewiseError: why it cannot be shown, for people.
        """
        ...

    def text(self, document_id: str, quote: Quote | None, at: int | None) -> SourceText:
        """The text of a document around the offset ``at``, or else around a quote, which is marked, or at its start.

        Raises:
            QuotewiseError: why it cannot be shown, for people.
        """
        ...

    def remove(self, document_ids: Collection[str]) -> None:
        """Hide documents and take them out soon, unless ``undo_removal`` comes first."""
        ...

    def refused(self) -> tuple[Refusal, ...]:
        """The files that could not be read when they were last tried, but for scans that wait."""
        ...

    def dismiss(self, document_ids: Collection[str]) -> None:
        """Name files that could not be read no more; documents stay.

        Raises:
            QuotewiseError: why that cannot be done just now.
        """
        ...

    def held(self) -> frozenset[str]:
        """The ids of all documents whose words are still there, those that can be taken back among them."""
        ...

    def leaving(self) -> tuple[str, ...]:
        """The titles of the documents that were removed and can still be taken back."""
        ...

    def undo_removal(self) -> None:
        """Take back what can be."""
        ...
