"""Changes the database of a library: the writing side of the tables, one transaction for each document."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.chunk_rows import live_ranges, range_of
from index.contents import Contents
from index.copies import forget_copy, move_to_copy, place_id, put_copy
from index.database import BUSY_PATIENCE_S, create, library_errors
from index.document import Chunk, Copy, DocumentInfo, LoadedText
from index.document_rows import insert_document, insert_text
from index.header import Header
from index.hits import ChunkRange
from index.known_files import KnownFile
from index.ocr.recognised import RecognisedPage
from index.ocr.scan_rows import Scan, forget_scans, forget_unneeded_pages, put_page, put_scan
from index.refusals import Refusal, forget_refusals, put_refusals
from index.relation_rows import forget_relations, put_families, put_newer
from index.version_names import Families


def create_library(folder: Path, header: Header) -> None:
    """Make an empty library in ``folder``. The caller holds the writer's lock.

    Raises:
        LibraryUnwritableError: the folder cannot be written.
    """
    create(folder, _header_row(header))


class Store:
    """The one writer's hand on the database; ``contents`` reads through the same connection."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self.folder = folder
        self.contents = Contents(connection, folder)
        self._connection = connection

    def put(self, info: DocumentInfo, loaded: LoadedText, chunks: Sequence[Chunk], vectors: Sequence[bytes]) -> None:
        """Take in a document, in place of what stood where it stands. ``vectors`` are as ``as_bytes`` makes them.

        When it is read anew although its content is the same, its copies stay with it.
        """
        with self._transaction():
            if self._content_hash(info.document_id) == info.content_hash:
                self._delete_document(info.document_id)
            else:
                self._give_up(info.document_id)
            stored = self._insert_chunks(info.document_id, chunks, vectors)
            insert_document(self._connection, info, stored.first)
            insert_text(self._connection, info.document_id, loaded)
            self._log("add", stored)
            facts = (info.document_id, info.source, info.origin, info.content_hash, info.modified_ns, info.size_bytes)
            put_scan(self._connection, Scan(*facts, loaded.pages or 0, loaded.unread))
            forget_unneeded_pages(self._connection)
            forget_refusals(self._connection, [info.document_id])

    def put_copy(self, document_id: str, copy: Copy) -> None:
        """Note that the content of a document stands at another place too, in place of what stood there."""
        with self._transaction():
            self._give_up(copy.copy_id)
            put_copy(self._connection, document_id, copy)
            forget_scans(self._connection, [copy.copy_id])
            forget_refusals(self._connection, [copy.copy_id])
            self._log("facts", ChunkRange(0, 0))

    def update_facts(self, info: DocumentInfo) -> None:
        """Change what is known about a document at one of its places, where the content stayed the same."""
        with self._transaction():
            for table in ("documents", "copies"):
                self._connection.execute(
                    f"UPDATE {table} SET origin = ?, modified_ns = ? WHERE document_id = ? AND source = ?",
                    (info.origin, info.modified_ns, info.document_id, info.source),
                )
            self._log("facts", ChunkRange(0, 0))

    def put_scan(self, scan: Scan) -> None:
        """Note a file whose pages are pictures; a document that it was before stays."""
        with self._transaction():
            put_scan(self._connection, scan)
            forget_unneeded_pages(self._connection)

    def put_refusals(self, refused: Sequence[Refusal]) -> None:
        """Note files that could not be read; documents that they were before stay."""
        with self._transaction():
            put_refusals(self._connection, refused)

    def forget_refusals(self, document_ids: Sequence[str]) -> None:
        """Note no longer that files could not be read, because they can or are not there any more."""
        with self._transaction():
            forget_refusals(self._connection, document_ids)

    def dismiss(self, document_ids: Sequence[str], *, exclude: Sequence[str]) -> None:
        """Let go of what waits or could not be read; documents stay. A purge is noted to be due."""
        with self._transaction():
            forget_scans(self._connection, document_ids)
            forget_refusals(self._connection, document_ids)
            forget_unneeded_pages(self._connection)
            self._exclude(exclude)
            self._connection.execute("UPDATE library SET purge_pending = 1")

    def put_tables(self, document_id: str, tables: int) -> None:
        """Note how many tables a document has."""
        with self._transaction():
            self._connection.execute("UPDATE documents SET tables = ? WHERE document_id = ?", (tables, document_id))
            self._log("facts", ChunkRange(0, 0))

    def put_relations(self, families: Mapping[str, Families], newer: Mapping[str, str | None]) -> None:
        """Note by which families documents are found beside their versions, and of some the newest version."""
        with self._transaction():
            put_families(self._connection, families)
            put_newer(self._connection, newer)
            if newer:
                self._log("facts", ChunkRange(0, 0))

    def put_recognised(self, content_hash: str, page: RecognisedPage, seconds: float) -> None:
        """Keep what was recognised of a page of the file with this content, which took so many ``seconds``."""
        with self._transaction():
            put_page(self._connection, content_hash, page, seconds)

    def remove(self, documents: Sequence[KnownFile], *, folders: Sequence[Path], exclude: Sequence[str]) -> None:
        """Take documents and other files away from where they stand and let go of synced folders.

        A document of which a copy stands elsewhere stays; when a text goes, a purge is noted to be due. The paths
        ``exclude`` are kept out.
        """
        with self._transaction():
            places = [place_id(self._connection, item.document_id, item.source) for item in documents]
            text_stays = [self._give_up(place) for place in places]
            forget_scans(self._connection, places)
            forget_refusals(self._connection, places)
            forget_unneeded_pages(self._connection)
            self._connection.executemany("DELETE FROM folders WHERE path = ?", [(str(path),) for path in folders])
            self._exclude(exclude)
            if not all(text_stays):
                self._connection.execute("UPDATE library SET purge_pending = 1")

    def add_folder(self, folder: Path) -> None:
        """Keep a folder in step from now on."""
        with self._transaction():
            self._connection.execute("INSERT OR IGNORE INTO folders VALUES (?)", (str(folder),))

    def allow(self, path: str) -> None:
        """Lift the exclusion of a file."""
        with self._transaction():
            self._connection.execute("DELETE FROM exclusions WHERE path = ?", (path,))

    def switch_generation(self, generation: int, change_id: int) -> None:
        """Put a generation of the indexes in force; the log is needed only from its last change on."""
        with self._transaction():
            self._connection.execute("UPDATE library SET generation = ?", (generation,))
            self._connection.execute("DELETE FROM changes WHERE change_id <= ?", (change_id,))

    def stage(self, document_id: str, chunks: Sequence[Chunk], vectors: Sequence[bytes]) -> ChunkRange:
        """Keep other chunks of a document ready for ``switch_chunks``; until then no one sees them."""
        with self._transaction():
            return self._insert_chunks(document_id, chunks, vectors)

    def switch_chunks(self, staged: Mapping[str, ChunkRange], header: Header) -> int:
        """Put staged chunks, what they were made with and their generation in force; the number of this change."""
        with self._transaction():
            self._connection.executemany(
                "UPDATE documents SET first_chunk = ?, chunks = ? WHERE document_id = ?",
                [(item.first, item.count, document_id) for document_id, item in staged.items()],
            )
            self._connection.execute("DELETE FROM library")
            self._connection.execute(f"INSERT INTO library VALUES (1, {','.join('?' * 8)})", _header_row(header))
            self._log("facts", ChunkRange(0, 0))
            change_id = self.contents.last_change()
            self._connection.execute("DELETE FROM changes")
        return change_id

    def purge_done(self) -> None:
        """Note that nothing of the removed documents is left."""
        with self._transaction():
            self._connection.execute("UPDATE library SET purge_pending = 0")

    def delete_unused_chunks(self) -> None:
        """Delete chunks that belong to no document: those of a rebuild that did not come to its end."""
        documents = live_ranges(self.contents)
        ends = [0, *(item.end for item in documents)]
        starts = [*(item.first for item in documents), 2**63 - 1]
        gaps = [(end, start) for end, start in zip(ends, starts, strict=True) if end < start]
        with self._transaction():
            for table in ("chunks", "embeddings"):
                self._connection.executemany(f"DELETE FROM {table} WHERE chunk_id >= ? AND chunk_id < ?", gaps)

    def vacuum(self) -> None:
        """Rewrite the database without the traces of what was deleted.

        ``secure_delete`` alone leaves copies behind in the slack of pages that SQLite rebalanced, and so would an
        incremental vacuum. It costs 0.7 seconds of processor time for 100 MB.
        """
        with library_errors(self.folder):
            self._connection.execute("VACUUM")

    def empty_log(self, patience_s: float = 0) -> bool:
        """Move everything from the write-ahead log into the database; false if an open reader still needs the log."""
        with library_errors(self.folder):
            self._connection.execute(f"PRAGMA busy_timeout={int(patience_s * 1000)}")
            busy, _, _ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._connection.execute(f"PRAGMA busy_timeout={int(BUSY_PATIENCE_S * 1000)}")
        return not busy

    def close(self) -> None:
        """Close the connection."""
        self.contents.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self.contents.turn(), library_errors(self.folder):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _content_hash(self, document_id: str) -> str | None:
        rows = self.contents.rows("SELECT content_hash FROM documents WHERE document_id = ?", document_id)
        return str(rows[0][0]) if rows else None

    def _exclude(self, paths: Sequence[str]) -> None:
        self._connection.executemany("INSERT OR IGNORE INTO exclusions VALUES (?)", [(path,) for path in paths])

    def _give_up(self, place: str) -> bool:
        """Let nothing stand at a place; a document that has copies moves to one of them. Whether its text stays."""
        text_stays = forget_copy(self._connection, place) or move_to_copy(self._connection, place)
        if text_stays:
            self._log("facts", ChunkRange(0, 0))
        else:
            self._delete_document(place)
        return text_stays

    def _delete_document(self, document_id: str) -> None:
        gone = range_of(self.contents, document_id)
        self._connection.execute("DELETE FROM documents WHERE document_id = ?", (document_id,))
        forget_relations(self._connection, document_id)
        for table in ("chunks", "embeddings"):
            self._connection.execute(
                f"DELETE FROM {table} WHERE chunk_id >= ? AND chunk_id < ?", (gone.first, gone.end)
            )
        if gone.count:
            self._log("remove", gone)

    def _insert_chunks(self, document_id: str, chunks: Sequence[Chunk], vectors: Sequence[bytes]) -> ChunkRange:
        """Give the chunks the next free ids, in order and without a gap."""
        rows = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'chunks'").fetchall()
        first = (rows[0][0] if rows else 0) + 1
        self._connection.executemany(
            "INSERT INTO chunks VALUES (?, ?, ?, ?, ?)",
            (
                (chunk_id, document_id, chunk.span.start, chunk.span.end, chunk.context)
                for chunk_id, chunk in enumerate(chunks, first)
            ),
        )
        self._connection.executemany("INSERT INTO embeddings VALUES (?, ?)", enumerate(vectors, first))
        return ChunkRange(first, len(chunks))

    def _log(self, kind: str, item: ChunkRange) -> None:
        self._connection.execute(
            "INSERT INTO changes (kind, first_chunk, chunks) VALUES (?, ?, ?)", (kind, item.first, item.count)
        )


def _header_row(header: Header) -> tuple[object, ...]:
    identity, settings = header.identity, header.settings
    return (
        identity.name,
        identity.weights,
        identity.precision,
        identity.dimensions,
        settings.chunk_size_chars,
        settings.overlap_chars,
        header.generation,
        header.purge_pending,
    )
