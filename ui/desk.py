"""What the page can do, and nothing else of the rooms behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.document import DocumentInfo
from index.pages.messages import PagePicture
from rag.answer import Quote
from rag.steps import OnStep, nobody_waits
from ui.evidence import Reply
from ui.terms import USUAL, Terms

Progress = Callable[[float], None]
"""Is called with the part that is done, 0 to 1."""


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


class Desk(Protocol):
    """A library with its answerer, as the page needs it. All sessions share one, so it holds no conversation."""

    def documents(self) -> tuple[DocumentInfo, ...]:
        """The documents that can be asked now."""
        ...

    def ask(self, question: str, history: Sequence[str], terms: Terms = USUAL, on_step: OnStep = nobody_waits) -> Reply:
        """The reply to a question; ``history`` are the earlier ones, oldest first, ``on_step`` is told how far it is.

        Raises:
            QuotewiseError: why there is none, for people.
        """
        ...

    def pages(self, quote: Quote) -> tuple[PagePicture, ...]:
        """The pages on which a quote stands, with the quote boxed; only documents in PDF have any.

        Raises:
            QuotewiseError: why they cannot be shown, for people.
        """
        ...

    def add(self, name: str, content: bytes, progress: Progress) -> Receipt:
        """Take in one file. A file that cannot be read is a receipt that says why, not an error.

        Raises:
            QuotewiseError: the library could not be changed.
        """
        ...

    def remove(self, document_ids: Sequence[str]) -> None:
        """Take documents out.

        Raises:
            QuotewiseError: the library could not be changed.
        """
        ...
