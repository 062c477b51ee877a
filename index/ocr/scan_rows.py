"""Files with pages that are pictures, and what was recognised of these pages, as the database holds them.

What was recognised is kept by the hash of the file's content, so that a renamed file and a copy need not be looked at
again; it goes with the last document and the last waiting file of that content.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from index.contents import Contents
from index.document import DocumentInfo, Origin
from index.errors import LibraryDamagedError
from index.ocr.recognised import RecognisedPage, decode_page, encode_page

_RECENT = 30  # pages whose times say how long the next ones will take


@dataclass(frozen=True, slots=True)
class Scan:
    """A file with pages that were not read because they are pictures.

    ``document_id`` is that of the document which the file is, or will be once it has words; the facts are those of a
    ``DocumentInfo``. ``unread`` are the numbers of the pages, of ``pages`` in all.
    """

    document_id: str
    source: str
    origin: Origin
    content_hash: str
    modified_ns: int
    size_bytes: int
    pages: int
    unread: tuple[int, ...]

    @property
    def title(self) -> str:
        """What it is called as long as nothing of it was read."""
        return PurePath(self.source).name


def scans(contents: Contents) -> tuple[Scan, ...]:
    """Every file with pages that wait to be recognised, by source."""
    if not _has_table(contents):
        return ()
    rows = contents.rows(
        "SELECT document_id, source, origin, content_hash, modified_ns, size_bytes, pages, unread FROM scans "
        "ORDER BY source"
    )
    return tuple(
        Scan(document_id, source, Origin(origin), content_hash, modified_ns, size, pages, tuple(json.loads(unread)))
        for document_id, source, origin, content_hash, modified_ns, size, pages, unread in rows
    )


def all_files(contents: Contents) -> tuple[DocumentInfo | Scan, ...]:
    """Every document, then every waiting file that is no document yet."""
    documents = contents.documents()
    known = {document.document_id for document in documents}
    return (*documents, *(scan for scan in scans(contents) if scan.document_id not in known))


def recognised_pages(contents: Contents, content_hash: str) -> tuple[RecognisedPage, ...]:
    """What was recognised of the pages of a file, by page.

    Raises:
        LibraryDamagedError: the database holds something else.
    """
    if not _has_table(contents):
        return ()
    rows = contents.rows("SELECT told FROM recognised_pages WHERE content_hash = ? ORDER BY page", content_hash)
    try:
        return tuple(decode_page(told) for (told,) in rows)
    except ValueError as exc:
        raise LibraryDamagedError(f"What was recognised of a scan is damaged in {contents.folder}.") from exc


def seconds_a_page(contents: Contents) -> float | None:
    """How long a page took lately, None when none was recognised in this library."""
    if not _has_table(contents):
        return None
    rows = contents.rows("SELECT seconds FROM recognised_pages WHERE seconds > 0 ORDER BY rowid DESC LIMIT ?", _RECENT)
    return sum(seconds for (seconds,) in rows) / len(rows) if rows else None


def put_scan(connection: sqlite3.Connection, scan: Scan) -> None:
    """Note which pages of a file wait, in place of what was noted; nothing where none does."""
    forget_scans(connection, (scan.document_id,))
    if scan.unread:
        connection.execute(
            "INSERT INTO scans VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                scan.document_id,
                scan.source,
                scan.origin,
                scan.content_hash,
                scan.modified_ns,
                scan.size_bytes,
                scan.pages,
                json.dumps(scan.unread),
            ),
        )


def forget_scans(connection: sqlite3.Connection, document_ids: Iterable[str]) -> None:
    """Note no longer that these files wait."""
    connection.executemany("DELETE FROM scans WHERE document_id = ?", [(each,) for each in document_ids])


def put_page(connection: sqlite3.Connection, content_hash: str, page: RecognisedPage, seconds: float) -> None:
    """Keep what was recognised of a page, unless its file was removed meanwhile."""
    connection.execute(
        "INSERT OR REPLACE INTO recognised_pages (content_hash, page, told, seconds) SELECT ?1, ?2, ?3, ?4 WHERE "
        "EXISTS (SELECT 1 FROM documents WHERE content_hash = ?1) OR EXISTS "
        "(SELECT 1 FROM scans WHERE content_hash = ?1)",
        (content_hash, page.page, encode_page(page), seconds),
    )


def forget_unneeded_pages(connection: sqlite3.Connection) -> None:
    """Delete what was recognised of files that are gone."""
    connection.execute(
        "DELETE FROM recognised_pages WHERE content_hash NOT IN "
        "(SELECT content_hash FROM documents UNION SELECT content_hash FROM scans)"
    )


def _has_table(contents: Contents) -> bool:
    """Whether the library was written since there are such tables; whoever only reads cannot make them."""
    return bool(contents.rows("SELECT 1 FROM sqlite_master WHERE name = 'recognised_pages'"))
