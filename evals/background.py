"""Evaluations in processes of their own: they go on when the page is left, and end with the program that began them.

The state of an evaluation is its folder (``evals.evaluations``), so whoever opens the page later finds it there. What
is held here is only what ties the processes to this program (``evals.attended``).
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from evals.attended import BUSY, STARTED, AttendedProcesses
from evals.evaluation_status import AlreadyRunningError
from evals.evaluations import Evaluation, begin
from index.errors import QuotewiseError

Command = Callable[[Path, Path], Sequence[str]]
"""The command line of the process, for the folder of an evaluation and that of the library."""


class EvaluationStartError(QuotewiseError):
    """The process of an evaluation could not be started."""


def process_command(folder: Path, library: Path) -> Sequence[str]:
    """The product's own process. ``-P``: what lies in the current folder must not be taken for a part of it."""
    return (sys.executable, "-P", "-m", "evals.evaluation_process", str(folder), str(library))


class Background:
    """Starts the evaluations over one library, whose folders lie in ``home``."""

    def __init__(self, home: Path, library: Path, command: Command = process_command) -> None:
        self.home = home.absolute()
        self._library = library.absolute()
        self._command = command
        self._processes = AttendedProcesses()

    def begin(self, sheet: Path | None, questions: int) -> str:
        """Begin a new evaluation and return its id; see ``evals.evaluations.begin`` for the arguments.

        Raises:
            AlreadyRunningError: one is running over this library; nothing is kept of the new one.
            EvaluationStartError: the process could not be started.
            LibraryUnwritableError: the folder cannot be written.
        """
        folder = begin(self.home, sheet, questions)
        try:
            self._start(folder)
        except QuotewiseError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return folder.name

    def go_on(self, evaluation: Evaluation) -> None:
        """Go on with an evaluation that ended early; what was asked is not asked again.

        Raises:
            AlreadyRunningError: one is running over this library.
            EvaluationStartError: the process could not be started.
        """
        self._start(evaluation.folder)

    def close(self) -> None:
        """End every process after the question that it is at, and wait for it."""
        self._processes.close()

    def _start(self, folder: Path) -> None:
        try:
            word = self._processes.start(self._command(folder, self._library))
        except OSError as exc:
            raise EvaluationStartError(f"The evaluation could not be started: {exc.strerror}.") from exc
        if word == BUSY:
            raise AlreadyRunningError(
                "An evaluation of these documents is already running. Wait until it is done, or stop it."
            )
        if word != STARTED:
            raise EvaluationStartError("The evaluation ended before it began. Please try again.")
