"""What the database of a library holds, as values: the reading side of the tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from threading import RLock
from typing import Any

import numpy as np

from index.database import PART_CHARS, library_errors
from index.document import (
    Block,
    BlockKind,
    DocumentInfo,
    Notice,
    Origin,
    Place,
    PlaceKind,
    PlaceMark,
    Span,
    StoredChunk,
)
from index.embedding import EmbedderIdentity, FloatArray
from index.errors import LibraryDamagedError, UnknownDocumentError
from index.hits import ChunkRange
from index.settings import ChunkSettings

_DOCUMENT = (
    "document_id, revision, title, source, origin, format, content_hash, characters, pages, language, chunks, "
    "added_at, modified_ns, size_bytes, notices"
)
_MANY = 500  # parameters in one query; SQLite of every age takes 999


@dataclass(frozen=True, slots=True)
class Header:
    """What a library was made with, and which generation of its indexes is in force (0: none yet)."""

    identity: EmbedderIdentity
    settings: ChunkSettings
    generation: int
    purge_pending: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the change log: chunks that came or went; ``range.count`` is 0 when only facts changed."""

    change_id: int
    added: bool
    range: ChunkRange


@dataclass(frozen=True, slots=True)
class IndexedChunk:
    """A chunk with everything the indexes want of it; ``vector`` is a unit vector of shape ``(dimensions,)``."""

    chunk_id: int
    text: str
    context: str
    vector: FloatArray


class Contents:
    """Reads the tables through one connection, which threads may share.

    Between ``pin`` and ``close`` everything is read as it was at one moment. Every method raises
    ``LibraryDamagedError`` when the database cannot be trusted.
    """

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self.folder = folder
        self._connection = connection
        self._turn = RLock()

    def pin(self) -> None:
        """Hold on to the library as it is now."""
        self._rows("BEGIN")
        self.last_change()  # SQLite takes its view at the first read

    def close(self) -> None:
        """Let go of the pinned view and of the file."""
        with self._turn:
            self._connection.close()

    def header(self) -> Header:
        """What the library was made with."""
        rows = self._rows(
            "SELECT embedder_name, embedder_weights, embedder_precision, dimensions, chunk_size_chars, overlap_chars, "
            "generation, purge_pending FROM library"
        )
        if not rows:
            raise LibraryDamagedError(
                f"The library in {self.folder} was never finished. Delete the folder and add again."
            )
        name, weights, precision, dimensions, size, overlap, generation, purge = rows[0]
        identity = EmbedderIdentity(name, weights, precision, dimensions)
        return Header(identity, ChunkSettings(size, overlap), generation, bool(purge))

    def last_change(self) -> int:
        """The number of the last change, 0 when there was none."""
        return int(self._rows("SELECT coalesce(max(change_id), 0) FROM changes")[0][0])

    def changes_since(self, change_id: int) -> tuple[Change, ...]:
        """The changes after ``change_id``, oldest first."""
        rows = self._rows(
            "SELECT change_id, kind, first_chunk, chunks FROM changes WHERE change_id > ? ORDER BY change_id", change_id
        )
        return tuple(Change(number, kind == "add", ChunkRange(first, count)) for number, kind, first, count in rows)

    def folders(self) -> tuple[Path, ...]:
        """The folders kept in step by ``sync``."""
        return tuple(Path(path) for (path,) in self._rows("SELECT path FROM folders ORDER BY path"))

    def exclusions(self) -> frozenset[str]:
        """Paths of removed files that stay out although they still stand in a synced folder."""
        return frozenset(path for (path,) in self._rows("SELECT path FROM exclusions"))

    def documents(self) -> tuple[DocumentInfo, ...]:
        """Every document, by title and source."""
        rows = self._rows(f"SELECT {_DOCUMENT} FROM documents ORDER BY title COLLATE NOCASE, source")
        return tuple(_document(row) for row in rows)

    def document(self, document_id: str) -> DocumentInfo:
        """One document.

        Raises:
            UnknownDocumentError: it is not in the library.
        """
        rows = self._rows(f"SELECT {_DOCUMENT} FROM documents WHERE document_id = ?", document_id)
        if not rows:
            raise UnknownDocumentError(f"No document with the id {document_id} is in the library.")
        return _document(rows[0])

    def live_ranges(self) -> tuple[ChunkRange, ...]:
        """The chunks of every document, in order of chunk id."""
        rows = self._rows("SELECT first_chunk, chunks FROM documents WHERE chunks > 0 ORDER BY first_chunk")
        return tuple(ChunkRange(first, count) for first, count in rows)

    def range_of(self, document_id: str) -> ChunkRange:
        """The chunks of one document."""
        rows = self._rows("SELECT first_chunk, chunks FROM documents WHERE document_id = ?", document_id)
        return ChunkRange(*rows[0]) if rows else ChunkRange(0, 0)

    def chunk_count(self) -> int:
        """How many chunks the library has."""
        return int(self._rows("SELECT coalesce(sum(chunks), 0) FROM documents")[0][0])

    def text(self, document_id: str, span: Span | None = None) -> str:
        """The canonical text of a document, or a slice of it, in code points."""
        if span is None:
            rows = self._rows("SELECT text FROM texts WHERE document_id = ? ORDER BY part", document_id)
            return "".join(text for (text,) in rows)
        first, last = span.start // PART_CHARS, max(span.start, span.end - 1) // PART_CHARS
        rows = self._rows(
            "SELECT text FROM texts WHERE document_id = ? AND part BETWEEN ? AND ? ORDER BY part",
            document_id,
            first,
            last,
        )
        offset = first * PART_CHARS
        return "".join(text for (text,) in rows)[span.start - offset : span.end - offset]

    def blocks(self, document_id: str, span: Span) -> tuple[Block, ...]:
        """The blocks that share a character with ``span``, in order."""
        rows = self._rows(
            "SELECT start, end, kind, level FROM blocks WHERE document_id = ?1 AND start < ?3 AND end > ?2 AND start "
            ">= coalesce((SELECT max(start) FROM blocks WHERE document_id = ?1 AND start <= ?2), 0) ORDER BY start",
            document_id,
            span.start,
            span.end,
        )
        return tuple(_block(row) for row in rows)

    def headings(self, document_id: str, before: int) -> tuple[Block, ...]:
        """The headings that start before the offset ``before``, in order."""
        rows = self._rows(
            "SELECT start, end, kind, level FROM blocks WHERE document_id = ? AND kind = 'heading' AND start < ? "
            "ORDER BY start",
            document_id,
            before,
        )
        return tuple(_block(row) for row in rows)

    def place_marks(self, document_id: str, span: Span) -> tuple[PlaceMark, ...]:
        """The places that hold somewhere in ``span``, in order; none where the format has no places."""
        rows = self._rows(
            "SELECT start, kind, label, page FROM places WHERE document_id = ?1 AND start < max(?3, ?2 + 1) AND start "
            ">= coalesce((SELECT max(start) FROM places WHERE document_id = ?1 AND start <= ?2), 0) ORDER BY start",
            document_id,
            span.start,
            span.end,
        )
        return tuple(PlaceMark(start, Place(PlaceKind(kind), label, page)) for start, kind, label, page in rows)

    def all_blocks(self, document_id: str) -> tuple[Block, ...]:
        """Every block of a document, furniture too."""
        rows = self._rows(
            "SELECT start, end, kind, level FROM blocks WHERE document_id = ? ORDER BY start", document_id
        )
        return tuple(_block(row) for row in rows)

    def chunks(self, chunk_ids: Sequence[int]) -> tuple[StoredChunk, ...]:
        """The chunks with these ids, in the order asked.

        Raises:
            LibraryDamagedError: an id is not in the database.
        """
        found: dict[int, StoredChunk] = {}
        for first in range(0, len(chunk_ids), _MANY):
            some = chunk_ids[first : first + _MANY]
            for chunk_id, document_id, revision, start, end, context in self._rows(
                "SELECT chunk_id, document_id, revision, start, end, context FROM chunks JOIN documents "
                f"USING (document_id) WHERE chunk_id IN ({','.join('?' * len(some))})",
                *some,
            ):
                span = Span(start, end)
                text = self.text(document_id, span)
                found[chunk_id] = StoredChunk(chunk_id, document_id, revision, span, context, text)
        if missing := [chunk_id for chunk_id in chunk_ids if chunk_id not in found]:
            raise LibraryDamagedError(
                f"The indexes of the library in {self.folder} name chunk {missing[0]}, which its database does not "
                "hold. Build them anew with: quotewise rebuild"
            )
        return tuple(found[chunk_id] for chunk_id in chunk_ids)

    def indexed_chunks(self, ranges: Sequence[ChunkRange]) -> Iterator[IndexedChunk]:
        """Everything the indexes want to know of the chunks in ``ranges``, one document after the other."""
        for item in ranges:
            rows = self._rows(
                "SELECT document_id, chunk_id, start, end, context, vector FROM chunks JOIN embeddings USING "
                "(chunk_id) WHERE chunk_id >= ? AND chunk_id < ? ORDER BY chunk_id",
                item.first,
                item.end,
            )
            if len(rows) != item.count:
                raise LibraryDamagedError(
                    f"The database of the library in {self.folder} lacks {item.count - len(rows)} chunks of a "
                    "document. Add the document again, or bring back a copy with: quotewise import"
                )
            for document_id, chunks in groupby(rows, key=lambda row: str(row[0])):
                text = self.text(document_id)
                for _, chunk_id, start, end, context, vector in chunks:
                    yield IndexedChunk(chunk_id, text[start:end], context, as_vector(vector))

    def _rows(self, query: str, *parameters: object) -> list[Any]:
        with self._turn, library_errors(self.folder):
            return self._connection.execute(query, parameters).fetchall()

    def turn(self) -> AbstractContextManager[object]:
        """Held by a thread that sends several statements which belong together."""
        return self._turn


def as_vector(stored: bytes) -> FloatArray:
    """A vector from the half-precision bytes in the database."""
    return np.frombuffer(stored, dtype="<f2").astype(np.float32)


def as_bytes(vector: FloatArray) -> bytes:
    """The half-precision bytes in which a vector is kept."""
    return vector.astype("<f2").tobytes()


def _block(row: tuple[int, int, str, int]) -> Block:
    start, end, kind, level = row
    return Block(Span(start, end), BlockKind(kind), level)


def _document(row: Sequence[Any]) -> DocumentInfo:
    fields = dict(zip(_DOCUMENT.split(", "), row, strict=True))
    notices = tuple(Notice(code, message, page) for code, message, page in json.loads(fields["notices"]))
    return DocumentInfo(**{**fields, "origin": Origin(fields["origin"]), "notices": notices})
