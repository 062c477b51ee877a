"""What the process of an evaluation does: ``python -P -m evals.evaluation_process FOLDER LIBRARY``.

It holds the lock, asks the questions, scores what it has and says at every step how far it is. It ends before the next
question when it is asked to, and when the program that started it is gone: its standard input ends then.
"""

from __future__ import annotations

import logging
import shutil
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from evals.attended import BUSY, STARTED, parent_is_gone, say
from evals.evaluation_status import AlreadyRunningError, State, Status, is_to_stop, may_go_on, only_one, write_status
from evals.evaluations import ASKED_FOLDER, RUN_FOLDER, SHEET_FOLDER, sweep
from index.errors import QuotewiseError

if TYPE_CHECKING:
    from evals.datasets.values import Dataset
    from evals.running import OpenSubject, Progress, ShowProgress

    MakeSubject = Callable[[ShowProgress], OpenSubject]

_TRUSTED_FROM = 5
"""An estimate is told after so many steps: the first ones take longer than the rest."""
_log = logging.getLogger("quotewise.evaluation")


class _EndedEarly(BaseException):
    """Leaves a run between two questions; like an interruption, it is nobody's to catch on the way."""

    def __init__(self, status: Status) -> None:
        self.status = status


def main(make_subject: Callable[[Path], MakeSubject] | None = None) -> int:
    """Evaluate as the command line says; returns the exit code."""
    folder, library = Path(sys.argv[1]), Path(sys.argv[2])
    try:
        with only_one(folder.parent):
            sweep(folder.parent, folder)
            may_go_on(folder)
            write_status(folder, Status(State.RUNNING, "opening"))
            say(STARTED)
            evaluate(folder, (make_subject or _product)(library), parent_is_gone())
    except AlreadyRunningError:
        say(BUSY)
        return 1
    return 0


def evaluate(folder: Path, make_subject: MakeSubject, closed: threading.Event) -> None:
    """Run, score and report the evaluation in ``folder``; however it ends, its status says how.

    Args:
        folder: of the evaluation.
        make_subject: how to open what is measured.
        closed: is set when it has to end because nobody is there any more.
    """
    from evals.reporting import report
    from evals.running import run

    shutil.rmtree(folder / ASKED_FOLDER, ignore_errors=True)
    now = Status(State.RUNNING, "opening")

    def show(progress: Progress) -> None:
        nonlocal now
        asked_before = now.total - progress.total if progress.stage == "questions" else 0
        left = progress.seconds_left if progress.done >= _TRUSTED_FROM else None
        now = replace(now, stage=progress.stage, seconds_left=left)
        if progress.stage == "questions":
            now = replace(now, done=asked_before + progress.done)
        write_status(folder, now)
        if progress.stage == "questions" and progress.done == progress.total:
            return
        if is_to_stop(folder):
            raise _EndedEarly(replace(now, state=State.STOPPED))
        if closed.is_set():
            reason = "Quotewise was closed while the evaluation was running."
            raise _EndedEarly(replace(now, state=State.FAILED, reason=reason))

    try:
        dataset = dataset_of(folder)
        now = replace(now, total=len(dataset.questions))
        run(dataset, make_subject(show), folder / RUN_FOLDER, show)
        write_status(folder, replace(now, stage="scoring", seconds_left=None))
        report(folder / RUN_FOLDER)
        now = replace(now, state=State.DONE)
    except _EndedEarly as early:
        now = early.status
    except QuotewiseError as error:
        now = replace(now, state=State.FAILED, reason=_plainly(error))
    except Exception as error:
        _log_unexpected(error)
        now = replace(now, state=State.FAILED)
    now = replace(now, seconds_left=None)
    if now.state is not State.DONE:
        _keep_what_is_done(folder, now)
    write_status(folder, now)


def dataset_of(folder: Path) -> Dataset:
    """The questions of an evaluation, in the order in which any first part of them is a fair sample.

    Raises:
        QuotewiseError: they cannot be read any more.
    """
    from evals.datasets.own import read_own
    from evals.datasets.sheets import read_sheet
    from evals.datasets.values import sample

    sheets = sorted((folder / SHEET_FOLDER).glob("*"))
    dataset = read_sheet(sheets[0]) if sheets else read_own("report")
    return replace(dataset, questions=sample(dataset.questions, None))


def _keep_what_is_done(folder: Path, status: Status) -> None:
    """Score what it came to, so that nobody has to wait for it later."""
    from evals.evaluation_results import asked_part

    write_status(folder, replace(status, state=State.RUNNING, stage="scoring", reason=""))
    try:
        asked_part(folder)
    except Exception as error:  # the reason why it ended must be told all the same
        _log_unexpected(error)


def _plainly(error: QuotewiseError) -> str:
    from evals.running import OtherRunError

    if isinstance(error, OtherRunError):
        return (
            "The documents, or Quotewise itself, have changed since this evaluation was begun, so it cannot go on. "
            "Begin a new one."
        )
    return str(error)


def _log_unexpected(error: Exception) -> None:
    """Log the kind of error and the lines of code it came through, never its message, which could quote a document."""
    frames = traceback.extract_tb(error.__traceback__)
    way = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    _log.error("%s at %s", type(error).__name__, way)


def _product(library: Path) -> MakeSubject:
    from evals.product import product
    from index.models import cache_folder

    return lambda show: product(cache_folder() / "evals", library=library, show=show)


if __name__ == "__main__":
    sys.exit(main())
