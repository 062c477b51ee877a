"""A quote as it is shown: its words with the answering ones marked, inside the paragraph it was taken from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Protocol

from index.document import Block, DocumentInfo, Origin, Span
from rag.answer import Answer, Quote
from rag.quoting import display, display_marked

_CONTEXT_CHARS = 400
"""How much of the paragraph is shown on either side of a quote, at most."""

CELL_END = "\t"
Line = tuple[tuple[str, bool], ...]
"""The words of one line in pieces, each with whether they answer the question; ``CELL_END`` is between two cells."""


class Sources(Protocol):
    """Where the paragraph around a quote is read."""

    def document(self, document_id: str) -> DocumentInfo:
        """One document.

        Raises:
            UnknownDocumentError: it is not in the library any more.
        """
        ...

    def text(self, document_id: str, span: Span) -> str:
        """The slice of a document's text."""
        ...

    def blocks(self, document_id: str, span: Span) -> Sequence[Block]:
        """The blocks that overlap the span."""
        ...


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote ready for the page, between the words of its paragraph that stand before and after it.

    Each block that the quote runs through (a list entry, a row of a table) is a line of its own. ``dated`` is when its
    file was last changed, ``read`` when the document was read, both in ISO 8601, and empty where that is not known.
    """

    quote: Quote
    before: str
    lines: tuple[Line, ...]
    after: str
    dated: str = ""
    read: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with its quotes, and the nearest passages of a refusal, in the form in which they are shown."""

    answer: Answer
    quotes: tuple[ShownQuote, ...]
    nearest: tuple[ShownQuote, ...]


def reply(answer: Answer, sources: Sources) -> Reply:
    """The answer with every quote set into its paragraph."""
    return Reply(
        answer,
        tuple(in_paragraph(quote, sources) for quote in answer.quotes),
        tuple(in_paragraph(quote, sources) for quote in answer.nearest),
    )


def in_paragraph(quote: Quote, sources: Sources) -> ShownQuote:
    """The quote between the words of its paragraph.

    Where the document has changed since it was quoted, its offsets mean something else, and the quote stands alone.
    """
    document = sources.document(quote.document_id)
    if document.revision != quote.revision:
        return ShownQuote(quote, "", _lines(quote, ()), "")
    blocks = sources.blocks(quote.document_id, quote.span)
    start = min([quote.span.start, *(block.span.start for block in blocks)])
    end = max([quote.span.end, *(block.span.end for block in blocks)])
    before = sources.text(quote.document_id, Span(start, quote.span.start))
    after = sources.text(quote.document_id, Span(quote.span.end, end))
    return ShownQuote(
        quote, _ending(before), _lines(quote, blocks), _beginning(after), _changed(document), document.added_at
    )


def _changed(document: DocumentInfo) -> str:
    """When the file was last changed; a file that was handed over does not tell."""
    if document.origin is Origin.UPLOAD or not document.modified_ns:
        return ""
    return datetime.fromtimestamp(document.modified_ns / 1e9, UTC).isoformat(timespec="seconds")


def _lines(quote: Quote, blocks: Sequence[Block]) -> tuple[Line, ...]:
    """The words of the quote, parted where a block begins; a line without words is left out."""
    inner = {block.span.start for block in blocks if quote.span.start < block.span.start < quote.span.end}
    spans = [Span(start, end) for start, end in pairwise(sorted({quote.span.start, quote.span.end} | inner))]
    return tuple(line for line in (_line(quote, span) for span in spans) if line)


def _line(quote: Quote, span: Span) -> Line:
    """The words of a stretch of the quote; the cells of a row stay apart."""
    pieces: list[tuple[str, bool]] = []
    start = span.start
    for cell in quote.text[span.start - quote.span.start : span.end - quote.span.start].split(CELL_END):
        if shown := _words(quote, Span(start, start + len(cell))):
            pieces += ((CELL_END, False), *shown) if pieces else shown
        start += len(cell) + len(CELL_END)
    return tuple(pieces)


def _words(quote: Quote, span: Span) -> Line:
    offset = quote.span.start
    marks = tuple(
        Span(max(mark.start, span.start) - span.start, min(mark.end, span.end) - span.start)
        for mark in quote.answers
        if mark.overlaps(span)
    )
    return display_marked(quote.text[span.start - offset : span.end - offset], marks)


def _beginning(text: str) -> str:
    """The first words of a text, with the space that parts it from the quote, cut at a word with "…"."""
    shown = display(text)
    gap = " " if text[:1].isspace() else ""
    if len(shown) <= _CONTEXT_CHARS:
        return gap + shown if shown else ""
    head, _, _ = shown[:_CONTEXT_CHARS].rpartition(" ")
    return f"{gap}{head or shown[:_CONTEXT_CHARS]} …"


def _ending(text: str) -> str:
    """The last words of a text, with the space that parts it from the quote, cut at a word with "…"."""
    shown = display(text)
    gap = " " if text[-1:].isspace() else ""
    if len(shown) <= _CONTEXT_CHARS:
        return shown + gap if shown else ""
    _, _, tail = shown[-_CONTEXT_CHARS:].partition(" ")
    return f"… {tail or shown[-_CONTEXT_CHARS:]}{gap}"
