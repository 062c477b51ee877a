"""Reads additions into a library, file by file: the work of ``ui.adding_process``."""

from __future__ import annotations

import time
from collections.abc import Callable, Set
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import TypeVar

from evals.evaluation_status import State, is_to_stop, may_go_on
from index import ingest
from index.document import Origin
from index.embedding import Embedder
from index.errors import LibraryBusyError, UnreadableFileError
from index.ingest import FileReport, Progress
from index.library import Library
from index.preparing import Preparing
from ui.added_files import AddedFile, added_files
from ui.additions import OPENING, Addition, Kind, add_receipt, forget_files, forget_receipts
from ui.desk import Receipt
from ui.problems import in_plain_words
from ui.reading_progress import ReadingProgress
from ui.receipts import receipt
from ui.wording import documents as wording

_RETRY_S = 0.5
_T = TypeVar("_T")


class _EndedEarlyError(BaseException):
    """Leaves the reading between two steps; like an interruption, it is nobody's to catch on the way."""

    def __init__(self, state: State, reason: str) -> None:
        self.state, self.reason = state, reason


class Reading:
    """Reads one addition after the other into one library; ``closed`` is set when it has to end."""

    def __init__(self, library: Library, embedder: Embedder, preparing: Preparing, closed: Event) -> None:
        self._library = library
        self._embedder = embedder
        self._preparing = preparing
        self._closed = closed

    @classmethod
    def of_product(cls, folder: Path, closed: Event) -> Reading:
        """With the product's own embedder, and its process for files.

        Raises:
            LibraryError: the library in ``folder`` cannot be used.
        """
        from index.parsing_process import ParsingProcess
        from index.settings import ChunkSettings
        from rag.assemble import default_embedder

        embedder = default_embedder()
        library = Library.create(folder, embedder.identity, ChunkSettings())
        return cls(library, embedder, ParsingProcess(), closed)

    def read(self, addition: Addition) -> bool:
        """Read what is left of an addition; however that ends, its status says how. False when no more is to be read.

        A file that cannot be read is a line in its report, and the others go on.
        """
        now = ReadingProgress(addition.folder, replace(addition.status, stage="", seconds_left=None))
        try:
            now.stage(OPENING)
            self._look_up(now)
            if addition.kind is Kind.FILES:
                self._read_files(addition, now)
            else:
                self._read_paths(addition, now)
            now.end(State.DONE)
        except _EndedEarlyError as early:
            may_go_on(addition.folder)
            now.end(early.state, early.reason)
        except Exception as error:  # whoever looks at the page is told, and can have the rest read later
            now.end(State.FAILED, in_plain_words(error))
        return not self._closed.is_set()

    def _read_files(self, addition: Addition, now: ReadingProgress) -> None:
        files = added_files(addition)
        self._forget_opened(set(addition.names) - {one.name for one in files}, now)
        sizes = [max(one.size_bytes, 1) for one in files]
        whole = sum(sizes)
        for done, file in enumerate(files):
            if done < addition.status.done:
                continue
            before = sum(sizes[:done])

            def tell(part: float, done: int = done, name: str = file.name, before: int = before) -> None:
                now.at(done, len(files), name, part, (before + part * sizes[done]) / whole)
                self._look_up(now)

            tell(0.0)
            add_receipt(addition.folder, self._read_file(file, tell, now))
            now.at(done + 1, len(files), "", 0.0, (before + sizes[done]) / whole)
            if file.kept is not None:
                file.kept.unlink(missing_ok=True)
        forget_files(addition.folder)

    def _forget_opened(self, archives: Set[str], now: ReadingProgress) -> None:
        """Note no longer that archives could not be read which now can; what is in them has names of its own."""
        refused = (one for one in self._library.refusals() if one.origin is Origin.UPLOAD and one.source in archives)
        if ids := [one.document_id for one in refused]:
            self._when_free(partial(ingest.dismiss, self._library, ids), now)

    def _read_file(self, file: AddedFile, tell: Callable[[float], None], now: ReadingProgress) -> Receipt:
        try:
            content = file.content()
        except UnreadableFileError as refusal:
            return receipt(self._when_free(partial(ingest.refuse_upload, self._library, file.name, refusal), now))

        def show(progress: Progress) -> None:
            tell(min(1.0, progress.done + progress.part))

        def act() -> FileReport:
            library, embedder = self._library, self._embedder
            return ingest.add_upload(library, file.name, content, embedder, show, preparing=self._preparing)

        return receipt(self._when_free(act, now))

    def _read_paths(self, addition: Addition, now: ReadingProgress) -> None:
        forget_receipts(addition.folder)  # what was read before a break is told again
        told: set[FileReport] = set()

        def show(progress: Progress) -> None:
            whole = (progress.done + progress.part) / max(progress.total, 1)
            now.at(progress.done, progress.total, progress.name, progress.part, whole)
            self._look_up(now)

        def each(report: FileReport) -> None:
            told.add(report)
            add_receipt(addition.folder, receipt(report))

        def act() -> tuple[FileReport, ...]:
            library, embedder = self._library, self._embedder
            if addition.kind is Kind.SYNC:
                return ingest.sync(library, embedder, show, each=each, preparing=self._preparing)
            paths = [Path(name) for name in addition.names]
            return ingest.add(library, paths, embedder, show, each=each, preparing=self._preparing)

        for report in self._when_free(act, now):
            if report not in told:
                each(report)

    def _when_free(self, act: Callable[[], _T], now: ReadingProgress) -> _T:
        """Do it as soon as nobody else is changing the library."""
        while True:
            try:
                return act()
            except LibraryBusyError:
                now.wait()
                self._look_up(now)
                time.sleep(_RETRY_S)

    def _look_up(self, now: ReadingProgress) -> None:
        """Leave if it is to end."""
        if self._closed.is_set():
            raise _EndedEarlyError(State.FAILED, wording.CLOSED)
        if is_to_stop(now.folder):
            raise _EndedEarlyError(State.STOPPED, "")
