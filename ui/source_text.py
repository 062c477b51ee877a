"""A stretch of a document around a quote, as the blocks that a page shows: headings, paragraphs, lists, tables. Pure.

Only a window of the text is taken, so a book costs no more than a letter. What is marked is exactly the span that was
asked for, and nothing at all where the document has changed since.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from index.document import Block, BlockKind, DocumentInfo, PlaceKind, PlaceMark, Span
from ui.source_tables import Cut, Pieces, TableBlock, pieces_of, table_of

WINDOW_CHARS = 4_000
"""How much is shown before and after the middle of the window, at most."""
_WHOLE_CHARS = 1_500
"""A block that reaches beyond the window by no more than this is shown whole."""
_TABLE_HEAD_CHARS = 20_000
"""How far before the window the head of a table is looked for."""
_TOLD = (PlaceKind.PAGE, PlaceKind.SLIDE, PlaceKind.CHAPTER, PlaceKind.TIME)
"""The places that are said where they begin; headings say themselves, and rows have numbers."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A heading (``level`` 1 to 6), paragraph, list entry or piece of furniture.

    ``place`` is the page, slide, chapter or time that begins here, "" for none.
    """

    kind: BlockKind
    pieces: Pieces
    level: int = 0
    place: str = ""

    @property
    def is_marked(self) -> bool:
        """Whether any of it belongs to the quote."""
        return any(marked for _, marked in self.pieces)


@dataclass(frozen=True, slots=True)
class SourceText:
    """A window of a document.

    ``earlier`` and ``later`` are the middles of the windows before and after it, None at the ends of the document.
    ``is_found`` says whether the quote is still in the document as it was quoted.
    """

    document: DocumentInfo
    blocks: tuple[TextBlock | TableBlock, ...]
    earlier: int | None
    later: int | None
    is_found: bool

    @property
    def is_marked(self) -> bool:
        """Whether words of the quote stand in this window."""
        return any(block.is_marked for block in self.blocks)


class Texts(Protocol):
    """Where the text is read."""

    def document(self, document_id: str) -> DocumentInfo:
        """One document; see ``Snapshot.document``."""
        ...

    def text(self, document_id: str, span: Span) -> str:
        """A slice of its text."""
        ...

    def blocks(self, document_id: str, span: Span) -> Sequence[Block]:
        """The blocks that overlap the span."""
        ...

    def place_marks(self, document_id: str, span: Span) -> Sequence[PlaceMark]:
        """The places that hold in the span."""
        ...


def source_text(
    texts: Texts, document_id: str, revision: str | None, span: Span | None, middle: int | None = None
) -> SourceText:
    """The window around ``middle``, or else around the quote, or else at the start.

    Args:
        texts: where the text is read.
        document_id: of the document.
        revision: in which the quote was cut; None without a quote.
        span: of the quote, in that revision; None without a quote.
        middle: an offset in the text.

    Raises:
        UnknownDocumentError: the document is not in the library any more.
    """
    info = texts.document(document_id)
    is_found = span is not None and info.revision == revision and span.end <= info.characters
    marked = span if is_found and span is not None else Span(0, 0)
    if middle is None:
        middle = marked.start
    inside = texts.blocks(document_id, Span(max(0, middle - WINDOW_CHARS), middle + WINDOW_CHARS))
    # a stretch without any words is only the white space at an end
    if not inside:
        return SourceText(info, (), max(0, middle - WINDOW_CHARS) or None, None, is_found)
    start = _start(inside[0].span, middle - WINDOW_CHARS)
    end = _end(inside[-1].span, middle + WINDOW_CHARS)
    cut = Cut(start, texts.text(document_id, Span(start, end)), marked)
    marks = texts.place_marks(document_id, Span(start, end))
    head = _head_before(texts, document_id, inside[0], start)
    return SourceText(
        document=info,
        blocks=tuple(_blocks(cut, inside, marks, head)),
        earlier=max(0, start - WINDOW_CHARS) if start > 0 else None,
        later=end + WINDOW_CHARS if end < info.characters else None,
        is_found=is_found,
    )


def _start(first: Span, limit: int) -> int:
    return first.start if limit - first.start <= _WHOLE_CHARS else limit


def _end(last: Span, limit: int) -> int:
    return last.end if last.end - limit <= _WHOLE_CHARS else limit


def _head_before(texts: Texts, document_id: str, first: Block, start: int) -> str:
    """The first row of the table into which the window begins, if that row stands before the window."""
    if first.kind is not BlockKind.ROW or start == 0:
        return ""
    before = texts.blocks(document_id, Span(max(0, start - _TABLE_HEAD_CHARS), start))
    rows = []
    for block in reversed(before):
        if block.kind is not BlockKind.ROW:
            break
        rows.append(block)
    is_whole = len(rows) < len(before) or start <= _TABLE_HEAD_CHARS
    return texts.text(document_id, rows[-1].span) if rows and is_whole else ""


def _blocks(
    cut: Cut, blocks: Sequence[Block], marks: Sequence[PlaceMark], head: str
) -> Iterator[TextBlock | TableBlock]:
    starts = [mark.start for mark in marks]
    told = ""
    for is_row, group in groupby(blocks, key=lambda block: block.kind is BlockKind.ROW):
        if is_row:
            rows = [(block.span, _mark_at(marks, starts, block.span.start)) for block in group]
            yield table_of(cut, rows, head)
            head = ""
            continue
        for block in group:
            mark = _mark_at(marks, starts, block.span.start)
            place = mark.place.label if mark and mark.place.kind in _TOLD else ""
            yield TextBlock(block.kind, pieces_of(cut, block.span), block.level, place if place != told else "")
            told = place


def _mark_at(marks: Sequence[PlaceMark], starts: Sequence[int], offset: int) -> PlaceMark | None:
    position = bisect_right(starts, offset) - 1
    return marks[position] if position >= 0 else None
