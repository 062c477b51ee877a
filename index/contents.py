"""What the database of a library holds, as values: the reading side of the tables."""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any

from index.database import PART_CHARS, FrozenConnection, library_errors
from index.document import (
    Block,
    BlockKind,
    Copy,
    DocumentInfo,
    LoadedText,
    Notice,
    NoticeCode,
    Origin,
    Place,
    PlaceKind,
    PlaceMark,
    Span,
)
from index.embedding import EmbedderIdentity
from index.errors import LibraryDamagedError, UnknownDocumentError
from index.header import Header
from index.hits import ChunkRange
from index.settings import ChunkSettings
from index.tables import FIRST_FORMAT_WITH_COPIES, FIRST_FORMAT_WITH_REFUSALS

_DOCUMENT = (
    "document_id, revision, title, source, origin, format, content_hash, characters, pages, language, chunks, "
    "added_at, modified_ns, size_bytes, notices, tables, newer_id"
)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the change log: chunks that came or went; ``range.count`` is 0 when only facts changed."""

    change_id: int
    added: bool
    range: ChunkRange


class Contents:
    """Reads the tables through one connection, which threads may share.

    Between ``pin`` and ``close`` everything is read as it was at one moment. Every method raises
    ``LibraryDamagedError`` when the database cannot be trusted.
    """

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self.folder = folder
        self._connection = connection
        # whoever drops the last reference lets go of the file too
        self._closing = weakref.finalize(self, connection.close)
        self._turn = RLock()

    @property
    def is_frozen(self) -> bool:
        """Whether later changes can be seen only through another connection."""
        return isinstance(self._connection, FrozenConnection)

    @property
    def format(self) -> int:
        """The number of the format that the library was last written in."""
        return int(self.rows("PRAGMA user_version")[0][0])

    def pin(self) -> None:
        """Hold on to the library as it is now."""
        self.rows("BEGIN")
        self.last_change()  # SQLite takes its view at the first read

    def close(self) -> None:
        """Let go of the pinned view and of the file."""
        with self._turn:
            self._closing()

    def header(self) -> Header:
        """What the library was made with."""
        rows = self.rows(
            "SELECT embedder_name, embedder_weights, embedder_precision, dimensions, chunk_size_chars, overlap_chars, "
            "generation, purge_pending FROM library"
        )
        if not rows:
            raise LibraryDamagedError(f"The library in {self.folder} does not say what it was made with.")
        name, weights, precision, dimensions, size, overlap, generation, purge = rows[0]
        identity = EmbedderIdentity(name, weights, precision, dimensions)
        return Header(identity, ChunkSettings(size, overlap), generation, bool(purge))

    def last_change(self) -> int:
        """The number of the last change, 0 when there was none; it outlives the log, which is cut off now and then."""
        rows = self.rows("SELECT seq FROM sqlite_sequence WHERE name = 'changes'")
        return int(rows[0][0]) if rows else 0

    def changes_since(self, change_id: int) -> tuple[Change, ...]:
        """The changes after ``change_id``, oldest first."""
        rows = self.rows(
            "SELECT change_id, kind, first_chunk, chunks FROM changes WHERE change_id > ? ORDER BY change_id", change_id
        )
        return tuple(Change(number, kind == "add", ChunkRange(first, count)) for number, kind, first, count in rows)

    def pending_chunks(self, change_id: int) -> int:
        """How many chunks came or went after ``change_id``."""
        return int(self.rows("SELECT coalesce(sum(chunks), 0) FROM changes WHERE change_id > ?", change_id)[0][0])

    def folders(self) -> tuple[Path, ...]:
        """The folders kept in step by ``sync``."""
        return tuple(Path(path) for (path,) in self.rows("SELECT path FROM folders ORDER BY path"))

    def exclusions(self) -> frozenset[str]:
        """Paths of removed files that stay out although they still stand in a synced folder."""
        return frozenset(path for (path,) in self.rows("SELECT path FROM exclusions"))

    def documents(self) -> tuple[DocumentInfo, ...]:
        """Every document, by title and source."""
        rows = self.rows(f"SELECT {self._fields()} FROM documents ORDER BY title COLLATE NOCASE, source")
        copies = self._copies()
        return tuple(_document(row, copies.get(row[0], ())) for row in rows)

    def document(self, document_id: str) -> DocumentInfo:
        """One document.

        Raises:
            UnknownDocumentError: it is not in the library.
        """
        rows = self.rows(f"SELECT {self._fields()} FROM documents WHERE document_id = ?", document_id)
        if not rows:
            raise UnknownDocumentError(f"No document with the id {document_id} is in the library.")
        return _document(rows[0], self._copies().get(document_id, ()))

    def _fields(self) -> str:
        if self.format < FIRST_FORMAT_WITH_REFUSALS:
            return _DOCUMENT.replace("tables, newer_id", "NULL, NULL")
        return _DOCUMENT

    def _copies(self) -> dict[str, tuple[Copy, ...]]:
        """The other places of every document that has some, by source."""
        if self.format < FIRST_FORMAT_WITH_COPIES:
            return {}
        found: dict[str, tuple[Copy, ...]] = {}
        for document_id, copy_id, source, origin, added_at, modified_ns in self.rows(
            "SELECT document_id, copy_id, source, origin, added_at, modified_ns FROM copies ORDER BY source"
        ):
            copy = Copy(copy_id, source, Origin(origin), added_at, modified_ns)
            found[document_id] = (*found.get(document_id, ()), copy)
        return found

    def chunk_count(self) -> int:
        """How many chunks the library has."""
        return int(self.rows("SELECT coalesce(sum(chunks), 0) FROM documents")[0][0])

    def text(self, document_id: str, span: Span | None = None) -> str:
        """The canonical text of a document, or a slice of it, in code points."""
        if span is None:
            rows = self.rows("SELECT text FROM texts WHERE document_id = ? ORDER BY part", document_id)
            return "".join(text for (text,) in rows)
        first, last = span.start // PART_CHARS, max(span.start, span.end - 1) // PART_CHARS
        rows = self.rows(
            "SELECT text FROM texts WHERE document_id = ? AND part BETWEEN ? AND ? ORDER BY part",
            document_id,
            first,
            last,
        )
        offset = first * PART_CHARS
        return "".join(text for (text,) in rows)[span.start - offset : span.end - offset]

    def blocks(self, document_id: str, span: Span) -> tuple[Block, ...]:
        """The blocks that share a character with ``span``, in order."""
        rows = self.rows(
            "SELECT start, end, kind, level FROM blocks WHERE document_id = ?1 AND start < ?3 AND end > ?2 AND start "
            ">= coalesce((SELECT max(start) FROM blocks WHERE document_id = ?1 AND start <= ?2), 0) ORDER BY start",
            document_id,
            span.start,
            span.end,
        )
        return tuple(_block(row) for row in rows)

    def headings(self, document_id: str, before: int) -> tuple[Block, ...]:
        """The headings that start before the offset ``before``, in order."""
        rows = self.rows(
            "SELECT start, end, kind, level FROM blocks WHERE document_id = ? AND kind = 'heading' AND start < ? "
            "ORDER BY start",
            document_id,
            before,
        )
        return tuple(_block(row) for row in rows)

    def place_marks(self, document_id: str, span: Span) -> tuple[PlaceMark, ...]:
        """The places that hold somewhere in ``span``, in order; none where the format has no places."""
        rows = self.rows(
            "SELECT start, kind, label, page FROM places WHERE document_id = ?1 AND start < max(?3, ?2 + 1) AND start "
            ">= coalesce((SELECT max(start) FROM places WHERE document_id = ?1 AND start <= ?2), 0) ORDER BY start",
            document_id,
            span.start,
            span.end,
        )
        return tuple(PlaceMark(start, Place(PlaceKind(kind), label, page)) for start, kind, label, page in rows)

    def loaded_text(self, document_id: str) -> LoadedText:
        """A document as its loader made it.

        Raises:
            UnknownDocumentError: it is not in the library.
        """
        info = self.document(document_id)
        whole = Span(0, info.characters)
        return LoadedText(
            text=self.text(document_id),
            title=info.title,
            blocks=self.blocks(document_id, whole),
            places=self.place_marks(document_id, whole),
            notices=info.notices,
            format=info.format,
            pages=info.pages,
        )

    def rows(self, query: str, *parameters: object) -> list[Any]:
        """Everything that a query finds."""
        with self._turn, library_errors(self.folder):
            return self._connection.execute(query, parameters).fetchall()

    def turn(self) -> AbstractContextManager[object]:
        """Held by a thread that sends several statements which belong together."""
        return self._turn


def _block(row: tuple[int, int, str, int]) -> Block:
    start, end, kind, level = row
    return Block(Span(start, end), BlockKind(kind), level)


def _document(row: Sequence[Any], copies: tuple[Copy, ...]) -> DocumentInfo:
    fields = dict(zip(_DOCUMENT.split(", "), row, strict=True))
    notices = tuple(Notice(NoticeCode(code), message, page) for code, message, page in json.loads(fields["notices"]))
    return DocumentInfo(**{**fields, "origin": Origin(fields["origin"]), "notices": notices, "copies": copies})
