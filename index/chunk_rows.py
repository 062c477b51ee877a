"""Chunks and their vectors as the database holds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from index.contents import Contents
from index.document import Span, StoredChunk
from index.embedding import FloatArray
from index.errors import LibraryDamagedError
from index.hits import ChunkRange

_MANY = 500  # parameters in one query; SQLite of every age takes 999


@dataclass(frozen=True, slots=True)
class IndexedChunk:
    """A chunk with everything the indexes want of it; ``vector`` is a unit vector of shape ``(dimensions,)``."""

    chunk_id: int
    text: str
    context: str
    vector: FloatArray


def live_ranges(contents: Contents) -> tuple[ChunkRange, ...]:
    """The chunks of every document, in order of chunk id."""
    rows = contents.rows("SELECT first_chunk, chunks FROM documents WHERE chunks > 0 ORDER BY first_chunk")
    return tuple(ChunkRange(first, count) for first, count in rows)


def range_of(contents: Contents, document_id: str) -> ChunkRange:
    """The chunks of one document."""
    rows = contents.rows("SELECT first_chunk, chunks FROM documents WHERE document_id = ?", document_id)
    return ChunkRange(*rows[0]) if rows else ChunkRange(0, 0)


def stored_chunks(contents: Contents, chunk_ids: Sequence[int]) -> tuple[StoredChunk, ...]:
    """The chunks with these ids, in the order asked.

    Raises:
        LibraryDamagedError: an id is not in the database.
    """
    found: dict[int, StoredChunk] = {}
    for first in range(0, len(chunk_ids), _MANY):
        some = chunk_ids[first : first + _MANY]
        for chunk_id, document_id, revision, start, end, context in contents.rows(
            "SELECT chunk_id, document_id, revision, start, end, context FROM chunks JOIN documents "
            f"USING (document_id) WHERE chunk_id IN ({','.join('?' * len(some))})",
            *some,
        ):
            span = Span(start, end)
            text = contents.text(document_id, span)
            found[chunk_id] = StoredChunk(chunk_id, document_id, revision, span, context, text)
    if missing := [chunk_id for chunk_id in chunk_ids if chunk_id not in found]:
        raise LibraryDamagedError(
            f"The indexes of the library in {contents.folder} name chunk {missing[0]}, which its database does not "
            "hold. Build them anew with: quotewise rebuild"
        )
    return tuple(found[chunk_id] for chunk_id in chunk_ids)


def indexed_chunks(contents: Contents, ranges: Sequence[ChunkRange]) -> Iterator[IndexedChunk]:
    """Everything the indexes want to know of the chunks in ``ranges``, one document after the other."""
    for item in ranges:
        rows = contents.rows(
            "SELECT document_id, chunk_id, start, end, context, vector FROM chunks JOIN embeddings USING "
            "(chunk_id) WHERE chunk_id >= ? AND chunk_id < ? ORDER BY chunk_id",
            item.first,
            item.end,
        )
        if len(rows) != item.count:
            raise LibraryDamagedError(
                f"The database of the library in {contents.folder} lacks {item.count - len(rows)} chunks of a "
                "document. Add the document again, or bring back a copy with: quotewise import"
            )
        for document_id, chunks in groupby(rows, key=lambda row: str(row[0])):
            text = contents.text(document_id)
            for _, chunk_id, start, end, context, vector in chunks:
                yield IndexedChunk(chunk_id, text[start:end], context, as_vector(vector))


def as_vector(stored: bytes) -> FloatArray:
    """A vector from the half-precision bytes in the database."""
    return np.frombuffer(stored, dtype="<f2").astype(np.float32)


def as_bytes(vector: FloatArray) -> bytes:
    """The half-precision bytes in which a vector is kept."""
    return vector.astype("<f2").tobytes()
