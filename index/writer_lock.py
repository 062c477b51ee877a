"""One writer at a time: a lock of the operating system, and a small file that says whose it is."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.database import library_errors
from index.errors import LibraryBusyError

_LOCK_NAME = "writer.lock"
_OWNER_NAME = "writer.json"
LOCK_NAMES = (_LOCK_NAME, _OWNER_NAME)
"""The files of the lock; they may stay behind in a folder where there was a writer."""
_PATIENCE_S = 1.0  # long enough for another command's last step, short enough not to look stuck


@dataclass(frozen=True, slots=True)
class Writer:
    """The process that is changing a library."""

    process_id: int
    command: str
    started_at: str


@contextmanager
def writer_lock(folder: Path, patience_s: float = _PATIENCE_S) -> Iterator[None]:
    """Be the one writer of the library in ``folder``.

    The operating system releases the lock of a process that dies, so a dead owner never blocks.

    Raises:
        LibraryBusyError: another process is changing the library; names it.
        LibraryUnwritableError: the folder cannot be written.
    """
    import filelock

    with library_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(folder / _LOCK_NAME, timeout=patience_s, thread_local=False)
        try:
            lock.acquire()
        except filelock.Timeout as exc:
            raise LibraryBusyError(_busy_message(folder)) from exc
    owner = folder / _OWNER_NAME
    try:
        with library_errors(folder):
            owner.write_text(json.dumps(asdict(_this_process())), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):  # on Windows somebody may be reading it; it is believed only while the lock is held
            owner.unlink()
        lock.release()


def current_writer(folder: Path) -> Writer | None:
    """The process that is changing the library just now, as far as can be told."""
    import filelock

    writer = _read_owner(folder)
    if writer is None:
        return None
    lock = filelock.FileLock(folder / _LOCK_NAME, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except filelock.Timeout:
        return writer
    except OSError:  # a folder that cannot be written has no writer
        return None
    lock.release()
    return None


def _this_process() -> Writer:
    words = [Path(sys.argv[0]).name, *sys.argv[1:2]] if sys.argv and sys.argv[0] else ["python"]
    return Writer(os.getpid(), " ".join(words), datetime.now(UTC).isoformat(timespec="seconds"))


def _read_owner(folder: Path) -> Writer | None:
    try:
        return Writer(**json.loads((folder / _OWNER_NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _busy_message(folder: Path) -> str:
    writer = _read_owner(folder)
    who = (
        f"by “{writer.command}” (process {writer.process_id}, since {writer.started_at})"
        if writer
        else "by another program"
    )
    return f"The library in {folder} is being changed {who}. Wait until it is done and try again."
