"""Adding documents while the page goes on: what was handed over is read by a process of its own.

The state of an addition is its folder (``ui.additions``), so whoever opens the page later finds it there; the process
ends with the program that began it (``evals.attended``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence, Set
from pathlib import Path
from typing import IO

from evals.attended import BUSY, STARTED, AttendedProcesses
from evals.evaluation_status import State, Status, ask_to_stop, is_to_stop, may_go_on, write_status
from index.errors import InvalidInputError, QuotewiseError
from ui import additions
from ui.additions import WAITING, Addition
from ui.unpacking import distinct, joined_name
from ui.wording import documents as wording

MAX_FILES = 5_000
"""So many at once; more are better left where they are and read as a folder."""
Command = Callable[[Path, Path, str], Sequence[str]]
"""The command line of the process, for the folder of all additions, that of the library and the id of the first."""


class AddingStartError(QuotewiseError):
    """The process that reads files could not be started."""


def process_command(home: Path, library: Path, first: str) -> Sequence[str]:
    """The product's own process. ``-P``: what lies in the current folder must not be taken for a part of it."""
    return (sys.executable, "-P", "-m", "ui.adding_process", str(home), str(library), first)


class Adding:
    """What is added to one library; the folders of the additions lie in ``home``. Threads may share it."""

    def __init__(self, home: Path, library: Path, command: Command = process_command) -> None:
        self._home = home.absolute()
        self._library = library.absolute()
        self._command = command
        self._processes = AttendedProcesses()

    def additions(self) -> tuple[Addition, ...]:
        """Everything handed over that nobody has cleared away, the first one first."""
        return additions.additions(self._home)

    def add_files(self, files: Iterable[tuple[str, IO[bytes]]]) -> None:
        """Have files read, each with its name, which may be a path below the folder that was handed over.

        Raises:
            QuotewiseError: they cannot be taken; nothing of them is kept.
        """
        handed_over = tuple(files)
        if len(handed_over) > MAX_FILES:
            raise InvalidInputError(wording.TOO_MANY.format(most=MAX_FILES))
        names = distinct([joined_name(name) for name, _ in handed_over])
        contents = (content for _, content in handed_over)
        self._begin(additions.begin_files(self._home, zip(names, contents, strict=True)))

    def add_folder(self, typed: str) -> None:
        """Have a folder of this computer read, as its path was typed.

        Raises:
            InvalidInputError: there is no such folder.
            QuotewiseError: the reading cannot be begun.
        """
        try:
            path = Path(typed.strip().strip("\"'")).expanduser()
            is_folder = path.is_absolute() and path.is_dir()
        except (OSError, RuntimeError, ValueError):
            is_folder = False
        if not is_folder:
            raise InvalidInputError(wording.FOLDER_MISSING)
        self._begin(additions.begin_paths(self._home, [path]))

    def read_again(self, sources: Sequence[str]) -> None:
        """Have documents read again from where they were read.

        Raises:
            QuotewiseError: the reading cannot be begun.
        """
        self._begin(additions.begin_paths(self._home, list(map(Path, sources))))

    def sync(self) -> None:
        """Have the folders of the library looked through.

        Raises:
            QuotewiseError: the reading cannot be begun.
        """
        self._begin(additions.begin_sync(self._home))

    def go_on(self, addition: Addition) -> None:
        """Have the rest of an addition read that ended early.

        Raises:
            QuotewiseError: the reading cannot be begun.
        """
        may_go_on(addition.folder)
        status = addition.status
        write_status(addition.folder, Status(State.RUNNING, WAITING, status.done, status.total))
        self._start(addition.folder)

    def stop(self, addition: Addition) -> None:
        """Ask that no more of it is read; what is done stays."""
        ask_to_stop(addition.folder)

    def is_stopping(self, addition: Addition) -> bool:
        """Whether that was asked."""
        return is_to_stop(addition.folder)

    def dismiss(self, addition: Addition) -> None:
        """Forget an addition that has ended."""
        if addition.status.state is not State.RUNNING:
            additions.dismiss(self._home, addition.id)

    def forget_documents(self, document_ids: Set[str]) -> None:
        """Take removed documents out of all reports."""
        additions.forget_documents(self._home, document_ids)

    def forget_refused(self, names: Set[str]) -> None:
        """Take files that could not be read, and shall be named no more, out of all reports."""
        additions.forget_refused(self._home, names)

    def close(self) -> None:
        """End the process after the step that it is at, and wait for it."""
        self._processes.close()

    def _begin(self, folder: Path) -> None:
        """Start to read, and clear away earlier reports in which there is nothing that needs a look."""
        for earlier in self.additions():
            fine = all(one.added and not one.partly for one in earlier.receipts)
            if fine and earlier.status.state is State.DONE and earlier.folder != folder:
                self.dismiss(earlier)
        self._start(folder)

    def _start(self, folder: Path) -> None:
        try:
            word = self._processes.start(self._command(self._home, self._library, folder.name))
        except OSError as exc:
            raise AddingStartError(f"The reading could not be started: {exc.strerror}.") from exc
        if word not in (STARTED, BUSY):  # a busy one takes this up when it has done with the rest
            raise AddingStartError("The reading ended before it began. Please try again.")
