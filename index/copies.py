"""Other places where the content of a document stands, as the database holds them.

A document is kept once, by the place that it was first read at. When it is gone from there, one of its copies becomes
its own place: its text, chunks and vectors stay as they are, only its id changes, which is derived from the place.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from index.document import Copy, DocumentInfo
from index.relation_rows import forget_relations

_WITH_DOCUMENT_ID = ("texts", "blocks", "places", "copies")
_Kept = TypeVar("_Kept")


def standings(documents: Iterable[DocumentInfo | _Kept]) -> Iterator[DocumentInfo | _Kept]:
    """Every document as it stands at each of its places, its own first; what has no copies as it is."""
    for document in documents:
        yield document
        if isinstance(document, DocumentInfo):
            yield from (at_copy(document, copy) for copy in document.copies)


def at_copy(document: DocumentInfo, copy: Copy) -> DocumentInfo:
    """A document as it stands at the place of one of its copies."""
    return replace(
        document,
        source=copy.source,
        origin=copy.origin,
        added_at=copy.added_at,
        modified_ns=copy.modified_ns,
        copies=(),
    )


def own_place(document: DocumentInfo) -> Copy:
    """The place by which a document is kept, in the form of its other places."""
    return Copy(document.document_id, document.source, document.origin, document.added_at, document.modified_ns)


def put_copy(connection: sqlite3.Connection, document_id: str, copy: Copy) -> None:
    """Note that the content of a document stands at another place too."""
    connection.execute(
        "INSERT INTO copies VALUES (?, ?, ?, ?, ?, ?)",
        (copy.copy_id, document_id, copy.source, copy.origin, copy.added_at, copy.modified_ns),
    )


def forget_copy(connection: sqlite3.Connection, copy_id: str) -> bool:
    """Note that no copy stands at a place any more; false where none did."""
    return connection.execute("DELETE FROM copies WHERE copy_id = ?", (copy_id,)).rowcount > 0


def place_id(connection: sqlite3.Connection, document_id: str, source: str) -> str:
    """The id of the place ``source`` of a document: that of a copy, or else its own."""
    rows = connection.execute(
        "SELECT copy_id FROM copies WHERE document_id = ? AND source = ?", (document_id, source)
    ).fetchall()
    return str(rows[0][0]) if rows else document_id


def move_to_copy(connection: sqlite3.Connection, document_id: str) -> bool:
    """Let the first copy of a document be its own place from now on; false where there is no copy."""
    heir = connection.execute(
        "SELECT copy_id, source, origin, added_at, modified_ns FROM copies WHERE document_id = ? ORDER BY source",
        (document_id,),
    ).fetchone()
    if heir is None:
        return False
    new_id = heir[0]
    first, chunks = connection.execute(
        "SELECT first_chunk, chunks FROM documents WHERE document_id = ?", (document_id,)
    ).fetchone()
    connection.execute("PRAGMA defer_foreign_keys=ON")  # the rows below point at the document again by the commit
    forget_copy(connection, new_id)
    forget_relations(connection, document_id)
    connection.execute(
        "UPDATE documents SET document_id = ?, source = ?, origin = ?, added_at = ?, modified_ns = ?, "
        "newer_id = NULL, name_family = NULL WHERE document_id = ?",
        (*heir, document_id),
    )
    for table in _WITH_DOCUMENT_ID:
        connection.execute(f"UPDATE {table} SET document_id = ? WHERE document_id = ?", (new_id, document_id))
    connection.execute(
        "UPDATE chunks SET document_id = ? WHERE chunk_id >= ? AND chunk_id < ?", (new_id, first, first + chunks)
    )
    connection.execute(
        "UPDATE scans SET document_id = ?, source = ?, origin = ?, modified_ns = ? WHERE document_id = ?",
        (new_id, heir[1], heir[2], heir[4], document_id),
    )
    return True
