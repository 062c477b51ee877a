"""Checks exported quotes against the library: are they still word for word what the documents say?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from index.document import DocumentInfo
from index.errors import InvalidInputError, MissingDataError, UnknownDocumentError
from index.snapshot import Snapshot
from ui.exporting_json import quotes_in_json
from ui.exporting_markdown import quotes_in_markdown
from ui.exporting_references import ExportedQuote, Reference
from ui.exporting_word import quotes_in_word
from ui.wording import exporting as wording

_LARGEST_BYTES = 50_000_000
_ZIP = b"PK\x03\x04"


class Verdict(StrEnum):
    """What became of an exported quote."""

    EXACT = wording.EXACT
    CHANGED = wording.CHANGED
    REMOVED = wording.REMOVED
    ALTERED = wording.ALTERED
    """The words, or the reference to where they stand, are not those that were exported."""


@dataclass(frozen=True, slots=True)
class Check:
    """A quote with its verdict; ``title`` is that of its document where the library has it, else empty."""

    quote: ExportedQuote
    verdict: Verdict
    title: str


def quotes_of_file(file: Path) -> tuple[ExportedQuote, ...]:
    """The quotes of an exported file, whichever form it has.

    Raises:
        MissingDataError: the file cannot be read.
        InvalidInputError: it is none that Quotewise exports.
    """
    try:
        if file.stat().st_size > _LARGEST_BYTES:
            raise InvalidInputError(f"“{file.name}” is larger than 50 MB, which no file of answers is.")
        content = file.read_bytes()
    except OSError as exc:
        raise MissingDataError(f"“{file}” cannot be read: {exc.strerror}.") from exc
    if content.startswith(_ZIP):
        return quotes_in_word(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise InvalidInputError(
            f"“{file.name}” is neither a Word document nor a text in UTF-8, so it is none that Quotewise exported."
        ) from exc
    return quotes_in_json(text) if text.lstrip().startswith("{") else quotes_in_markdown(text)


def checked(quotes: Sequence[ExportedQuote], snapshot: Snapshot) -> tuple[Check, ...]:
    """Each quote with its verdict, in order.

    A document that went and came back under another name is found by its revision, which its text alone decides.
    """
    return tuple(_check(quote, snapshot) for quote in quotes)


def _check(quote: ExportedQuote, snapshot: Snapshot) -> Check:
    if quote.reference is None:
        return Check(quote, Verdict.ALTERED, "")
    document = _document(quote.reference, snapshot)
    if document is None:
        return Check(quote, Verdict.REMOVED, "")
    if document.revision != quote.reference.revision:
        return Check(quote, Verdict.CHANGED, document.title)
    span = quote.reference.span
    same = span.end <= document.characters and quote.equals(snapshot.text(document.document_id, span))
    return Check(quote, Verdict.EXACT if same else Verdict.ALTERED, document.title)


def _document(reference: Reference, snapshot: Snapshot) -> DocumentInfo | None:
    """The document that was quoted: of the same revision if there is one, else the one of the same id."""
    same_text = [one for one in snapshot.documents if one.revision == reference.revision]
    same_id = [one for one in same_text if one.document_id == reference.document_id]
    if same_text:
        return (same_id or same_text)[0]
    try:
        return snapshot.document(reference.document_id)
    except UnknownDocumentError:
        return None
