"""The values that documents are made of: text, blocks, places, chunks.

Offsets are code points of ``Document.text``, start at 0, and every span is half-open. Pages start at 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open range ``[start, end)`` of code points in a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, got [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return self.end > self.start

    def of(self, text: str) -> str:
        """The slice of ``text`` that this span names."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


class BlockKind(StrEnum):
    """What a block of text is on its page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    """One entry of a list."""
    ROW = "row"
    """One row of a table."""
    FURNITURE = "furniture"
    """Navigation, cookie notices, running headers and footers: kept in the text, never indexed or quoted."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list entry, table row or piece of furniture.

    A sentence never leaves its block, and a line break inside a block is only how the text happens to be wrapped.
    ``level`` is 1 to 6 for headings and 0 for everything else.
    """

    span: Span
    kind: BlockKind
    level: int = 0


class PlaceKind(StrEnum):
    """The kinds of place by which a person finds a quote again."""

    PAGE = "page"
    SLIDE = "slide"
    SHEET = "sheet"
    HEADING = "heading"
    CHAPTER = "chapter"
    TIME = "time"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a span stands, as a person would say it: ``label`` is for people, ``page`` (from 1) for programs."""

    kind: PlaceKind
    label: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """A place that holds from ``start`` until the next mark."""

    start: int
    place: Place


class NoticeCode(StrEnum):
    """What a notice is about."""

    PAGES_WITHOUT_TEXT = "pages_without_text"
    PAGES_DAMAGED = "pages_damaged"
    GARBLED = "garbled"
    """Pages or lines with text that means nothing, because their font does not say which letters it draws."""
    RECOGNISED = "recognised"
    """Pages that are pictures, read by OCR."""
    UNSURE = "unsure"
    """Words that OCR could not read surely."""
    CUT = "cut"
    """Read up to a limit."""
    TRUNCATED = "truncated"
    """The file itself lacks its end."""
    COMMENTS = "comments"
    NO_ARTICLE = "no_article"
    HIDDEN = "hidden"
    """Hidden rows, sheets, slides or words: kept as furniture, never indexed or quoted."""
    PICTURES = "pictures"
    EMBEDDED = "embedded"
    """Files or charts inside the file that were not read."""
    ATTACHMENTS = "attachments"
    """Attachments that could not be read."""
    MACROS = "macros"
    DELETIONS = "deletions"
    """Words that tracked changes delete."""
    NOT_COMPUTED = "not_computed"
    """Formulas that were saved without their results."""
    PARTS_DAMAGED = "parts_damaged"
    OTHER_FORMAT = "other_format"
    """The ending of the name says another format than the content is in."""

    @property
    def means_loss(self) -> bool:
        """Whether words are missing, so that any answer could be affected."""
        return self not in _HARMLESS


_HARMLESS = frozenset(
    (
        NoticeCode.NO_ARTICLE,
        NoticeCode.HIDDEN,  # whoever opens the file does not see these words either
        NoticeCode.PICTURES,
        NoticeCode.MACROS,
        NoticeCode.DELETIONS,
        NoticeCode.OTHER_FORMAT,
        NoticeCode.RECOGNISED,  # said where it is quoted
    )
)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about a file that its reader ought to know: ``message`` in plain words, ``page`` if it is about one."""

    code: NoticeCode
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class LoadedText:
    """What a loader makes of one file: the canonical text and everything known about its shape.

    ``blocks`` are in order, do not overlap and cover every character of ``text`` that is not white space.
    ``places`` are the format's own (pages, slides, sheets, chapters, times), in order of ``start``; empty where the
    format has none, and then headings serve as places.
    """

    text: str
    title: str
    blocks: tuple[Block, ...]
    places: tuple[PlaceMark, ...] = ()
    notices: tuple[Notice, ...] = ()
    format: str = "text"
    pages: int | None = None
    unread: tuple[int, ...] = ()
    """Pages that are pictures and were not read."""


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document without its text: what lists, answers and warnings need.

    ``document_id`` is derived from where the document came from, ``revision`` from its canonical text, so the same
    text is the same revision wherever it is extracted. ``source`` is the absolute path or the uploaded file's name.
    """

    document_id: str
    revision: str
    title: str
    source: str
    origin: Origin
    format: str
    content_hash: str
    characters: int
    pages: int | None
    language: str
    chunks: int
    added_at: str
    modified_ns: int
    size_bytes: int
    notices: tuple[Notice, ...]
    copies: tuple[Copy, ...] = ()
    """The other places where the same content stands."""
    tables: int | None = None
    """How many tables the text has; None where a library of an older format does not say."""
    newer_id: str | None = None
    """The document that is the newest version of this one; None where none is known."""


class Origin(StrEnum):
    """How a document came into the library."""

    FOLDER = "folder"
    """Found in a folder that is kept in step by ``sync``."""
    FILE = "file"
    """Named by itself."""
    UPLOAD = "upload"
    """Handed over by a browser; the original is kept in the library's ``files`` folder."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Another place of the content of a document; ``copy_id`` is what the id of a document from there would be."""

    copy_id: str
    source: str
    origin: Origin
    added_at: str
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stored span of a document. ``context`` (title and heading path) is searched with it but is not part of it."""

    span: Span
    context: str


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A chunk as the library holds it; its identity to the outside is document + revision + span."""

    chunk_id: int
    document_id: str
    revision: str
    span: Span
    context: str
    text: str


def open_headings(blocks: Sequence[Block], position: int) -> tuple[Block, ...]:
    """The headings among ``blocks`` under which ``position`` stands, outermost first."""
    path: list[Block] = []
    for block in blocks:
        if block.span.start > position:
            break
        if block.kind is BlockKind.HEADING:
            while path and path[-1].level >= block.level:
                path.pop()
            path.append(block)
    return tuple(path)


def heading_path(blocks: Sequence[Block], text: str, position: int) -> tuple[str, ...]:
    """The headings above ``position``, outermost first, each on one line."""
    return tuple(heading_words(block.span.of(text)) for block in open_headings(blocks, position))


def heading_words(source: str) -> str:
    """The words of a heading on one line."""
    return " ".join(source.split())
