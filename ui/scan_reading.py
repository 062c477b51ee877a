"""Reading scans while the page goes on: in a process of its own, which ends with the program that began it.

What is recognised is in the library page by page, so whoever opens the page later sees how far it has come, and a
reading that ended early goes on where it was. Its status and the wish to stop are files (``evals.evaluation_status``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evals.attended import AttendedProcesses
from evals.evaluation_status import State, Status, ask_to_stop, is_to_stop, may_go_on, read_status, write_status
from index.errors import QuotewiseError
from index.library import Library
from index.removal import dismiss
from ui.wording import scans as wording

if TYPE_CHECKING:
    from index.ocr.reading_scans import WaitingScan

STATUS_FOLDER = "reading"
Command = Callable[[Path, Path], Sequence[str]]
"""The command line of the process, for the folder of its status and that of the library; ids of documents follow."""


class ScanStartError(QuotewiseError):
    """The process that reads scans could not be started."""


def process_command(home: Path, library: Path) -> Sequence[str]:
    """The product's own process. ``-P``: what lies in the current folder must not be taken for a part of it."""
    return (sys.executable, "-P", "-m", "ui.scan_process", str(home), str(library))


class ScanReading:
    """The scans of one library; the status lies in ``home``. Threads may share it."""

    def __init__(self, home: Path, library: Library, command: Command = process_command) -> None:
        self._home = home.absolute()
        self._library = library
        self._command = command
        self._processes = AttendedProcesses()

    def waiting(self) -> tuple[WaitingScan, ...]:
        """The files with pages that are pictures and were not read."""
        from index.ocr.reading_scans import waiting_scans

        return waiting_scans(self._library)

    def can_read(self) -> bool:
        """Whether the packages that this needs are installed."""
        from index.ocr.engine import is_installed

        return is_installed()

    def status(self) -> Status | None:
        """How far a reading has come or how the last one ended; None if there was none."""
        try:
            return read_status(self._home / STATUS_FOLDER)
        except (OSError, ValueError):
            return None

    def is_running(self) -> bool:
        """Whether scans are being read just now."""
        status = self.status()
        return status is not None and status.state is State.RUNNING

    def start(self, document_ids: Sequence[str] = ()) -> None:
        """Begin to read the scans with these ids, or all that wait; nothing if some are being read already.

        Raises:
            MissingDataError: the packages that this needs are not installed.
            ScanStartError: it cannot be begun.
        """
        from index.ocr.recognising import check_installed

        check_installed()
        if self.is_running():
            return
        folder = self._home / STATUS_FOLDER
        try:
            folder.mkdir(parents=True, exist_ok=True)
            may_go_on(folder)
            write_status(folder, Status(State.RUNNING))
            self._processes.start([*self._command(self._home, self._library.folder), *document_ids])
        except OSError as exc:
            raise ScanStartError(f"{wording.NOT_STARTED} ({exc.strerror or type(exc).__name__})") from exc

    def dismiss(self, document_ids: Sequence[str]) -> None:
        """Offer to read these scans no more; what was read of them stays.

        Raises:
            LibraryError: the library cannot be changed just now.
        """
        dismiss(self._library, document_ids)

    def stop(self) -> None:
        """Ask that it ends after the page at work; what was read stays."""
        if self.is_running():
            ask_to_stop(self._home / STATUS_FOLDER)

    def is_stopping(self) -> bool:
        """Whether that was asked."""
        return self.is_running() and is_to_stop(self._home / STATUS_FOLDER)

    def close(self) -> None:
        """Let the process come to its end, and wait for it."""
        self._processes.close()
