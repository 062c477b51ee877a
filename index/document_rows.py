"""The rows that a document's facts and text become in the database."""

from __future__ import annotations

import json
import sqlite3

from index.database import PART_CHARS
from index.document import DocumentInfo, LoadedText

_COLUMNS = (
    "document_id, revision, title, source, origin, format, content_hash, characters, pages, language, chunks, "
    "added_at, modified_ns, size_bytes, notices, tables, first_chunk"
)


def insert_document(connection: sqlite3.Connection, info: DocumentInfo, first_chunk: int) -> None:
    """Insert the facts of a document whose chunks begin with ``first_chunk``."""
    notices = json.dumps([(notice.code, notice.message, notice.page) for notice in info.notices])
    connection.execute(
        f"INSERT INTO documents ({_COLUMNS}) VALUES ({','.join('?' * 17)})",
        (
            info.document_id,
            info.revision,
            info.title,
            info.source,
            info.origin,
            info.format,
            info.content_hash,
            info.characters,
            info.pages,
            info.language,
            info.chunks,
            info.added_at,
            info.modified_ns,
            info.size_bytes,
            notices,
            info.tables,
            first_chunk,
        ),
    )


def insert_text(connection: sqlite3.Connection, document_id: str, loaded: LoadedText) -> None:
    """Insert the text of a document in parts, its blocks and its places."""
    parts = (loaded.text[start : start + PART_CHARS] for start in range(0, len(loaded.text), PART_CHARS))
    connection.executemany(
        "INSERT INTO texts VALUES (?, ?, ?)", ((document_id, number, part) for number, part in enumerate(parts))
    )
    connection.executemany(
        "INSERT INTO blocks VALUES (?, ?, ?, ?, ?)",
        (
            (document_id, block.span.start, block.span.end, block.kind, block.level)
            for block in loaded.blocks
            if block.span
        ),
    )
    connection.executemany(
        "INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?)",
        ((document_id, mark.start, mark.place.kind, mark.place.label, mark.place.page) for mark in loaded.places),
    )
