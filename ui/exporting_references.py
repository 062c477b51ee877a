"""The short reference under each exported quote, by which it can be checked against the library. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evals.markup import showable
from index.document import Span
from rag.answer import Quote

_FORM = re.compile(r"qw:([\w-]{1,100}):([\w-]{1,100}):(\d{1,12})-(\d{1,12})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reference:
    """Which characters of which revision of which document a quote is."""

    document_id: str
    revision: str
    span: Span


@dataclass(frozen=True, slots=True)
class ExportedQuote:
    """A quote as it was read back from an exported file.

    ``reference`` is None where the file has none for these words, or a damaged one. ``exact`` says that the file holds
    every character; otherwise white space and what cannot be shown were lost on the way into it.
    """

    text: str
    reference: Reference | None
    exact: bool

    def equals(self, stored: str) -> bool:
        """Whether these are the characters of ``stored``, as far as the file can hold them."""
        return self.text == stored if self.exact else words_of(self.text) == words_of(stored)


def words_of(text: str) -> str:
    """The text as a file for people holds it: white space is one space, and what cannot be shown is "�"."""
    return " ".join(showable(text).split())


def written(quote: Quote) -> str:
    """The reference of a quote: "qw:DOCUMENT:REVISION:START-END"."""
    return f"qw:{quote.document_id}:{quote.revision}:{quote.span.start}-{quote.span.end}"


def read(text: str) -> Reference | None:
    """The reference that stands at the end of ``text``; None if there is none."""
    found = _FORM.fullmatch(text.strip().rpartition(" ")[2])
    return reference(found[1], found[2], int(found[3]), int(found[4])) if found else None


def reference(document_id: str, revision: str, start: int, end: int) -> Reference | None:
    """A reference, or None if start and end name nothing."""
    return Reference(document_id, revision, Span(start, end)) if 0 <= start < end else None
