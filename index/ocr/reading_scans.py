"""Reads the waiting pages of scans into a library: page by page, so that it can be stopped and goes on later."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from index.embedding import Embedder
from index.errors import LibraryBusyError, UnreadableFileError
from index.file_reports import FileReport, Outcome, no_progress
from index.ingest import taking_in
from index.library import Library
from index.merging import merge_if
from index.naming import find
from index.ocr.recognising import Recognising
from index.ocr.scan_rows import Scan, recognised_pages, scans
from index.pages.source_pages import original_content
from index.preparing import Preparing
from index.store import Store

USUAL_SECONDS = 10.0
"""That a page takes on a laptop, as long as none was read in this library."""
_BETWEEN_ATTEMPTS_S = 1.0


@dataclass(frozen=True, slots=True)
class WaitingScan:
    """A file with pages that can be recognised: ``done`` of ``total`` are, and the others take so many ``seconds``."""

    scan: Scan
    done: int
    total: int
    seconds: float


@dataclass(frozen=True, slots=True)
class PagesRead:
    """``done`` of ``total`` pages are recognised; the one at work belongs to the file ``name``."""

    done: int
    total: int
    name: str
    seconds_left: float


def waiting_scans(library: Library, names: Sequence[str] = ()) -> tuple[WaitingScan, ...]:
    """The files with pages to be recognised: those of these names, ids or paths, or all of them.

    Raises:
        UnknownDocumentError: a name fits none of them.
        AmbiguousNameError: a name fits several.
    """
    all_waiting = library.scans()
    chosen = dict.fromkeys(find(all_waiting, name) for name in names) if names else all_waiting
    seconds = library.seconds_a_page() or USUAL_SECONDS
    return tuple(_waiting(library, scan, seconds) for scan in chosen)


def read_scans(
    library: Library,
    waiting: Sequence[WaitingScan],
    embedder: Embedder,
    recognising: Recognising,
    *,
    tell: Callable[[PagesRead], None] = lambda _: None,
    each: Callable[[FileReport], None] = lambda _: None,
    is_stopped: Callable[[], bool] = lambda: False,
    preparing: Preparing | None = None,
) -> tuple[FileReport, ...]:
    """Recognise the waiting pages and take their words in; a report for each file that was begun.

    Every page is kept as soon as it is recognised. The library is held only for moments, so that others may ask and
    change it meanwhile. When it is stopped, what was recognised so far is taken in.

    Raises:
        MissingDataError: the optional packages are not installed.
        ParsingStartError: a process that this needs cannot be started.
        LibraryUnwritableError: the disk is full or read-only; pages told before are kept.
    """
    left = {one.scan.content_hash: one.total - one.done for one in waiting}  # a copy is not recognised twice
    done, total = 0, sum(left.values())
    reports = []
    for one in waiting:
        if is_stopped():
            break
        try:
            content = original_content(library.original(one.scan), one.scan)
        except UnreadableFileError as exc:
            reports.append(FileReport(one.scan.source, Outcome.REFUSED, None, exc.reason, "Add it again."))
            each(reports[-1])
            continue
        for page in _unread_pages(library, one.scan):
            if is_stopped():
                break
            seconds = library.seconds_a_page() or USUAL_SECONDS
            tell(PagesRead(done, total, one.scan.title, (total - done) * seconds))
            started = time.monotonic()
            recognised = recognising.recognise(content, page)
            with _writing(library, is_stopped) as store:
                store.put_recognised(one.scan.content_hash, recognised, time.monotonic() - started)
            done += 1
        with _writing(library, is_stopped) as store:
            if not _has_news(store, one.scan):
                continue
            reports.append(_taken_in(library, store, one.scan, content, embedder, preparing))
        each(reports[-1])
    tell(PagesRead(done, total, "", 0.0))
    return tuple(reports)


def _has_news(store: Store, scan: Scan) -> bool:
    """Whether something was recognised of a scan that still waits, and was not removed or changed meanwhile."""
    waits = any(
        (one.document_id, one.content_hash) == (scan.document_id, scan.content_hash) for one in scans(store.contents)
    )
    return waits and bool(recognised_pages(store.contents, scan.content_hash))


def _taken_in(
    library: Library, store: Store, scan: Scan, content: bytes, embedder: Embedder, preparing: Preparing | None
) -> FileReport:
    with taking_in(library, store, embedder, preparing) as intake:
        report = intake.take_recognised(scan, content, no_progress)
    if report.outcome is Outcome.REFUSED and not _unread_pages(library, scan):
        store.put_scan(replace(scan, unread=()))  # there is nothing more to be tried
    merge_if(library.merge_policy.at_end, store)
    return report


def _waiting(library: Library, scan: Scan, seconds: float) -> WaitingScan:
    left = len(_unread_pages(library, scan))
    return WaitingScan(scan, len(scan.unread) - left, len(scan.unread), left * seconds)


def _unread_pages(library: Library, scan: Scan) -> list[int]:
    known = {page.page for page in library.recognised_pages(scan.content_hash)}
    return [page for page in scan.unread if page not in known]


@contextmanager
def _writing(library: Library, is_stopped: Callable[[], bool]) -> Iterator[Store]:
    """The library to be written, after whoever is changing it now."""
    with ExitStack() as held:
        while True:
            try:
                store = held.enter_context(library.writing())
                break
            except LibraryBusyError:
                if is_stopped():
                    raise
                time.sleep(_BETWEEN_ATTEMPTS_S)
        yield store
