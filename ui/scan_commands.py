"""What ``quotewise read-scans`` does. Heavy modules are imported when they are needed."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

from ui.wording import scans as wording

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

    from index.embedding import Embedder
    from index.file_reports import FileReport
    from index.library import Library
    from index.ocr.reading_scans import PagesRead


def read_waiting(library: Library, embedder: Embedder, names: Sequence[str]) -> tuple[FileReport, ...]:
    """Recognise the waiting pages of the scans with these names, or of all; Ctrl-C ends it after the page at work.

    Raises:
        UnknownDocumentError: a name fits no scan that waits.
        MissingDataError: the optional packages are not installed.
    """
    from index.ocr.reading_scans import read_scans, waiting_scans
    from index.ocr.recognising import RecognisingProcess, check_installed

    waiting = waiting_scans(library, names)
    pages = sum(one.total - one.done for one in waiting)
    if not waiting:
        sys.stderr.write(f"{wording.NOTHING_WAITS}\n")
        return ()
    check_installed()
    sys.stderr.write(f"{wording.beginning(pages, len(waiting), sum(one.seconds for one in waiting))}\n")
    with _stopping_after_a_page() as stopped, RecognisingProcess() as recognising:
        return read_scans(library, waiting, embedder, recognising, tell=_show, is_stopped=stopped.is_set)


def tell_of_waiting(library: Library) -> None:
    """Say on standard error which scans wait to be read, if any does."""
    from ui.console import printable

    scans = library.scans()
    if scans:
        names = [printable(scan.title) for scan in scans]
        pages = sum(len(scan.unread) for scan in scans)
        sys.stderr.write(f"{wording.waiting(names, pages)} {wording.READ_BY_COMMAND}\n")


def _show(state: PagesRead) -> None:
    """One line that is written over, on a terminal only."""
    if sys.stderr.isatty():
        from ui.console import printable

        words = wording.progress(state.done, state.total, printable(state.name)[:40], state.seconds_left)
        end = "\n" if state.done == state.total else ""
        sys.stderr.write(f"\r\x1b[K{words}{end}")
        sys.stderr.flush()


@contextmanager
def _stopping_after_a_page() -> Iterator[Event]:
    """Is set by the first Ctrl-C; the second one ends the command at once, which loses the page at work."""
    stopped = Event()

    def stop(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, before)
        stopped.set()
        sys.stderr.write(f"\n{wording.STOPPING}\n")

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)
