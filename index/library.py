"""A library: documents with their indexes in one folder on disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from index import naming
from index.contents import Contents
from index.copies import standings
from index.counted_tables import count_missing_tables
from index.database import connect_to_read, connect_to_write, exists
from index.document import DocumentInfo
from index.embedding import EmbedderIdentity
from index.errors import LibraryBusyError, LibraryUnwritableError
from index.generation import DamagedGenerationError, open_generation
from index.header import Header, check_match
from index.library_status import LibraryStatus, SyncedFolder, partly_read, size_of
from index.merging import DEFAULT_POLICY, MergePolicy, finish_interrupted, merge
from index.ocr.recognised import RecognisedPage
from index.ocr.scan_rows import Scan, recognised_pages, scans, seconds_a_page
from index.refusals import Refusal, refusals
from index.relating import relate_versions
from index.replay import Searchable, everything, from_generation, nothing, replay
from index.settings import ChunkSettings
from index.snapshot import Snapshot
from index.store import Store, create_library
from index.uploads import original_of
from index.writer_lock import current_writer, writer_lock

_ATTEMPTS = 5  # a generation may be replaced between the look at the database and the opening of its folder


class Library:
    """An opened library. Threads may share it; other processes may read and change the same folder."""

    def __init__(
        self,
        folder: Path,
        identity: EmbedderIdentity | None = None,
        settings: ChunkSettings | None = None,
        merge_policy: MergePolicy = DEFAULT_POLICY,
    ) -> None:
        """Open the library in ``folder``; what is None may be whatever the library was made with.

        Raises:
            LibraryError: there is no library in ``folder``.
            LibraryMismatchError: it was made with another embedder, other chunking or a newer version.
            LibraryDamagedError: its database cannot be read.
        """
        self.folder = folder.absolute()
        self.merge_policy = merge_policy
        self._identity = identity
        self._settings = settings
        self._turn = RLock()
        self._base: Searchable = nothing()
        self._current: Searchable = self._base
        self._documents: tuple[DocumentInfo, ...] = ()
        self._documents_at = 0  # the change after which they were read
        self._now = Contents(connect_to_read(folder), folder)
        try:
            self._check(self._now.header())
        except BaseException:
            self._now.close()
            raise

    @classmethod
    def open(
        cls,
        folder: Path,
        identity: EmbedderIdentity | None = None,
        settings: ChunkSettings | None = None,
        merge_policy: MergePolicy = DEFAULT_POLICY,
    ) -> Library:
        """Open the library that is in ``folder``; see ``__init__``."""
        return cls(folder, identity, settings, merge_policy)

    @classmethod
    def create(
        cls,
        folder: Path,
        identity: EmbedderIdentity,
        settings: ChunkSettings | None = None,
        merge_policy: MergePolicy = DEFAULT_POLICY,
    ) -> Library:
        """Open the library in ``folder``, or make an empty one there.

        Raises:
            LibraryUnwritableError: the folder cannot be written.
            LibraryMismatchError: the library there was made with another embedder or other chunking.
        """
        if not exists(folder):
            with writer_lock(folder):
                if not exists(folder):
                    create_library(folder, Header(identity, settings or ChunkSettings()))
        return cls(folder, identity, settings, merge_policy)

    @property
    def header(self) -> Header:
        """What the library was made with."""
        return self._look().header()

    def snapshot(self) -> Snapshot:
        """The library as it is now. What is costly is shared with the snapshot before, as far as nothing changed."""
        with self._turn:
            return self._take_snapshot()

    def documents(self) -> tuple[DocumentInfo, ...]:
        """Every document, by title and source."""
        return self._look().documents()

    def find(self, name: str) -> DocumentInfo:
        """The document with this id, path, file name or title; a path or file name may be that of a copy.

        Raises:
            AmbiguousNameError: several fit; the message lists them.
            UnknownDocumentError: none fits; the message names close ones.
        """
        documents = self.documents()
        found = naming.find(tuple(standings(documents)), name)
        return next(document for document in documents if document.document_id == found.document_id)

    def scans(self) -> tuple[Scan, ...]:
        """Every file with pages that are pictures and wait to be recognised."""
        return scans(self._look())

    def refusals(self) -> tuple[Refusal, ...]:
        """Every file that could not be read when it was last tried, by source."""
        return refusals(self._look())

    def recognised_pages(self, content_hash: str) -> tuple[RecognisedPage, ...]:
        """What was recognised of the pages of the file with this content, by page."""
        return recognised_pages(self._look(), content_hash)

    def seconds_a_page(self) -> float | None:
        """How long it took lately to recognise a page, None when none was recognised in this library."""
        return seconds_a_page(self._look())

    def original(self, document: DocumentInfo | Scan) -> Path:
        """The file that a document was read from, which may have changed or gone unless it was uploaded."""
        return original_of(self.folder, document)

    def status(self) -> LibraryStatus:
        """Counts, sizes, who is at work, and what was not read."""
        documents = self.documents()
        header = self.header
        with self.snapshot() as snapshot:
            pending = snapshot.change_id - self._base.change_id
        return LibraryStatus(
            folder=self.folder,
            documents=len(documents),
            chunks=sum(document.chunks for document in documents),
            characters=sum(document.characters for document in documents),
            tables=sum(document.tables or 0 for document in documents),
            generation=header.generation,
            pending_changes=pending,
            embedder=header.identity.name,
            size_bytes=size_of(self.folder),
            folders=tuple(SyncedFolder(path, path.is_dir()) for path in self._look().folders()),
            writer=current_writer(self.folder),
            partly_read=partly_read(documents),
            refused=self.refusals(),
            waiting_scans=self.scans(),
        )

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """Be the one writer of this library.

        Raises:
            LibraryBusyError: another process is changing it; names it.
            LibraryUnwritableError: the folder cannot be written.
        """
        with writer_lock(self.folder):
            store = Store(connect_to_write(self.folder), self.folder)
            try:
                self._check(store.contents.header())
                finish_interrupted(store)
                yield store
                count_missing_tables(store)
                relate_versions(store)
                store.empty_log()
            finally:
                store.close()

    def close(self) -> None:
        """Let go of the files; snapshots in use stay good."""
        self._now.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _look(self) -> Contents:
        """The database as it is at this moment."""
        with self._turn:
            if self._now.is_frozen:
                # the one before is closed when the last thread has done with it
                self._now = Contents(connect_to_read(self.folder), self.folder)
            return self._now

    def _take_snapshot(self) -> Snapshot:
        for attempt in range(_ATTEMPTS):
            contents = Contents(connect_to_read(self.folder), self.folder)
            try:
                contents.pin()
                header = contents.header()
                self._check(header)
                try:
                    self._load_base(header.generation)
                except DamagedGenerationError:
                    if attempt < _ATTEMPTS - 1 and self._repair(header.generation):
                        contents.close()
                        continue
                    # whoever cannot repair searches in memory
                    self._base = self._current = everything(contents)
                self._catch_up(contents)
                return Snapshot(self._current, self._documents, contents)
            except BaseException:
                contents.close()
                raise
        raise AssertionError("the last attempt works in memory")

    def _load_base(self, generation: int) -> None:
        if self._base.generation != generation:
            self._base = self._current = from_generation(open_generation(self.folder, generation))

    def _catch_up(self, contents: Contents) -> None:
        self._current = replay(self._base, self._current, contents)
        if self._documents_at != self._current.change_id:
            self._documents_at, self._documents = self._current.change_id, contents.documents()

    def _repair(self, generation: int) -> bool:
        """Build damaged indexes again, if no one else has; false where the library cannot be written just now."""
        if self._look().header().generation != generation:
            return True
        try:
            with self.writing() as store:
                if store.contents.header().generation == generation:
                    merge(store, reuse=False)
        except (LibraryBusyError, LibraryUnwritableError):
            return False
        return True

    def _check(self, header: Header) -> None:
        check_match(self.folder, header, self._identity, self._settings)
