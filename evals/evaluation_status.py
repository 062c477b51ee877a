"""How an evaluation stands: a small file that it writes as it goes, and a lock that only a living process holds.

``status.json`` says how far it has come or how it ended. ``stop`` is there when somebody has asked it to stop. The
lock lies beside the folders of all evaluations over one library: whoever evaluates holds it, and the operating system
takes it from a process that dies, so "running" is never believed of a dead one.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from evals.run_folder import write_json
from index.errors import QuotewiseError

_STATUS, _STOP, _LOCK = "status.json", "stop", "running.lock"
_PATIENCE_S = 1.0  # a page looks at the lock for a moment now and then
_RETRIES = 10
_RETRY_S = 0.05
_T = TypeVar("_T")


class AlreadyRunningError(QuotewiseError):
    """Another evaluation over the same library is running."""


class State(StrEnum):
    """Where an evaluation stands."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    """Somebody stopped it."""
    FAILED = "failed"
    """It could not go on."""


@dataclass(frozen=True, slots=True)
class Status:
    """How far it has come: ``done`` of ``total`` in ``stage``, an estimate of the rest, and why it failed.

    ``stage`` is "opening", "files", "questions" or "scoring". ``reason`` is for people; empty where nobody knows it.
    Who reads files also says which one it is at, and what ``part`` of it is done, 0 to 1.
    """

    state: State
    stage: str = ""
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    reason: str = ""
    name: str = ""
    part: float = 0.0


@contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Be the one evaluation that runs in ``home``.

    Raises:
        AlreadyRunningError: another one is.
    """
    import filelock

    lock = filelock.FileLock(home / _LOCK, timeout=_PATIENCE_S, thread_local=False)
    try:
        lock.acquire()
    except filelock.Timeout as exc:
        raise AlreadyRunningError(
            "An evaluation of these documents is already running. Wait until it is done, or stop it."
        ) from exc
    try:
        yield
    finally:
        lock.release()


def write_status(folder: Path, status: Status) -> None:
    """Replace the status in one step, so that who reads it sees the old one or the new one."""
    unfinished = folder / f"{_STATUS}.new"
    write_json(unfinished, asdict(status))
    _patiently(lambda: unfinished.replace(folder / _STATUS))


def ask_to_stop(folder: Path) -> None:
    """Ask the evaluation to stop before its next question."""
    (folder / _STOP).touch()


def may_go_on(folder: Path) -> None:
    """Take back what was asked of it by ``ask_to_stop``."""
    (folder / _STOP).unlink(missing_ok=True)


def is_to_stop(folder: Path) -> bool:
    """Whether somebody asked it to stop."""
    return (folder / _STOP).exists()


def tell_if_lost(folder: Path) -> None:
    """Write down that it died without a word, if its status still says that it runs. Only for who holds the lock."""
    try:
        status = _written(folder)
    except (OSError, ValueError):
        return
    if status.state is State.RUNNING:
        write_status(folder, _lost(status))


def read_object(path: Path) -> dict[str, Any]:
    """The JSON object in a file.

    Raises:
        OSError: it cannot be read.
        ValueError: it holds something else.
    """
    row = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(row, dict):
        raise ValueError(f"{path.name} is no object")
    return row


def read_status(folder: Path) -> Status:
    """How the evaluation in ``folder`` stands; one that died without a word is told as failed.

    Raises:
        OSError: it has no status (yet).
        ValueError: the status is damaged.
    """
    status = _written(folder)
    if status.state is not State.RUNNING or _is_held(folder.parent / _LOCK):
        return status
    # It may have ended between the two looks, so the last word is read again.
    status = _written(folder)
    return _lost(status) if status.state is State.RUNNING else status


def _written(folder: Path) -> Status:
    row = _patiently(lambda: read_object(folder / _STATUS))
    try:
        return Status(**row | {"state": State(row["state"])})
    except (KeyError, TypeError) as exc:
        raise ValueError(f"{_STATUS} is damaged") from exc


def _lost(status: Status) -> Status:
    reason = "It ended without a word: perhaps the computer was switched off, or it ran out of memory."
    return Status(State.FAILED, status.stage, status.done, status.total, reason=reason)


def _is_held(path: Path) -> bool:
    import filelock

    lock = filelock.FileLock(path, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except filelock.Timeout:
        return True
    except OSError:  # a folder that cannot be written has nobody who evaluates
        return False
    lock.release()
    return False


def _patiently(act: Callable[[], _T]) -> _T:
    """Do it again while it is refused: on Windows a file cannot be replaced and read in the same moment."""
    for _ in range(_RETRIES):
        try:
            return act()
        except PermissionError:
            time.sleep(_RETRY_S)
    return act()
