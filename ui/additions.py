"""What people handed over to be read, a folder on disk for each time, which is the whole of its state.

request.json   when it was handed over, and what: files by name, or the path of a folder, or documents to read again
files/         the files as they were handed over, each until it has been read
report.jsonl   what became of each file, a line each, as it happens
status.json    how far it has come, or how it ended (see ``evals.evaluation_status``)

Files, not a database, for the reasons of ``evals.evaluations``: to forget an addition is to delete its folder. They lie
outside the library, because they are no part of what it holds.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import IO

from evals.evaluation_status import State, Status, read_object, read_status, write_status
from evals.run_folder import write_json
from index.errors import LibraryUnwritableError
from ui.desk import Receipt

FILES_FOLDER = "files"
WAITING, OPENING, READING, BUSY = "waiting", "opening", "reading", "busy"
"""The stages of an addition; at the last one another program is changing the library."""
_REQUEST, _REPORT, _UNFINISHED = "request.json", "report.jsonl", ".new-"
_AT_ONCE = 2**20


class Kind(StrEnum):
    """What was handed over."""

    FILES = "files"
    """Files from the browser."""
    PATHS = "paths"
    """Files and folders of this computer, by their paths."""
    SYNC = "sync"
    """Every folder of the library, to be looked through for what has changed."""


@dataclass(frozen=True, slots=True)
class Addition:
    """One of them: ``names`` are the files as they were called, or the paths; none for ``Kind.SYNC``."""

    id: str
    folder: Path
    kind: Kind
    names: tuple[str, ...]
    status: Status
    receipts: tuple[Receipt, ...]


def additions(home: Path) -> tuple[Addition, ...]:
    """All that are known in ``home``, in the order in which they were handed over."""
    found = (_find(folder) for folder in _folders(home))
    return tuple(one for one in found if one)


def begin_files(home: Path, files: Iterable[tuple[str, IO[bytes]]]) -> Path:
    """Keep files until they are read; the folder appears among the additions when it is complete.

    Args:
        home: the folder of all additions to one library.
        files: each with the name that it is to have and its content.

    Raises:
        LibraryUnwritableError: they cannot be written; nothing is kept.
    """

    def fill(folder: Path) -> list[str]:
        (folder / FILES_FOLDER).mkdir()
        names = []
        for number, (name, content) in enumerate(files):
            # the name never becomes a path
            with (folder / FILES_FOLDER / f"{number:06}").open("wb") as kept:
                shutil.copyfileobj(content, kept, _AT_ONCE)
            names.append(name)
        return names

    return _begin(home, Kind.FILES, fill)


def begin_paths(home: Path, paths: Sequence[Path]) -> Path:
    """Have files and folders of this computer read; see ``begin_files``."""
    return _begin(home, Kind.PATHS, lambda folder: [str(path) for path in paths])


def begin_sync(home: Path) -> Path:
    """Have every folder of the library looked through; see ``begin_files``."""
    return _begin(home, Kind.SYNC, lambda folder: [])


def add_receipt(folder: Path, receipt: Receipt) -> None:
    """Write down what became of a file."""
    with (folder / _REPORT).open("a", encoding="utf-8") as report:
        report.write(json.dumps(asdict(receipt), ensure_ascii=False) + "\n")


def forget_files(folder: Path) -> None:
    """Keep what was handed over no longer, because all of it has been read."""
    shutil.rmtree(folder / FILES_FOLDER, ignore_errors=True)


def forget_receipts(folder: Path) -> None:
    """Begin the report again."""
    (folder / _REPORT).unlink(missing_ok=True)


def forget_documents(home: Path, document_ids: Set[str]) -> None:
    """Take the lines about removed documents out of every report: they leave no trace, not even their names."""
    _forget(home, lambda one: one.document_id in document_ids)


def forget_refused(home: Path, names: Set[str]) -> None:
    """Take the lines about files that could not be read, and shall be named no more, out of every report."""
    _forget(home, lambda one: not one.added and one.name in names)


def _forget(home: Path, is_meant: Callable[[Receipt], bool]) -> None:
    for folder in _folders(home):
        receipts = _receipts(folder)
        left = [one for one in receipts if not is_meant(one)]
        if len(left) < len(receipts):
            unfinished = folder / f"{_REPORT}.new"
            unfinished.unlink(missing_ok=True)
            lines = (json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in left)
            unfinished.write_text("".join(lines), encoding="utf-8")
            unfinished.replace(folder / _REPORT)


def dismiss(home: Path, addition_id: str) -> None:
    """Forget an addition that has ended, with whatever of it was not read."""
    folder = home / addition_id
    if folder.parent == home and not addition_id.startswith("."):
        shutil.rmtree(folder, ignore_errors=True)


def next_waiting(home: Path, first: str) -> Addition | None:
    """The next one to be read, that of the id ``first`` before all others. Only for who holds the lock.

    One that was broken off without a word still waits, so whoever reads goes on with it.
    """
    waiting = [one for one in additions(home) if one.status.state is State.RUNNING]
    return min(waiting, key=lambda one: one.id != first, default=None)


def _begin(home: Path, kind: Kind, fill: Callable[[Path], list[str]]) -> Path:
    now = datetime.now(UTC)
    name = f"{now:%Y%m%dT%H%M%S%f}-{secrets.token_hex(3)}"
    unfinished = home / f"{_UNFINISHED}{name}"
    try:
        unfinished.mkdir(parents=True)
        names = fill(unfinished)
        request = {"kind": kind, "names": names, "started_at": now.isoformat(timespec="seconds")}
        write_json(unfinished / _REQUEST, request)
        write_status(unfinished, Status(State.RUNNING, WAITING, total=len(names)))
        return unfinished.rename(home / name)
    except OSError as exc:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise LibraryUnwritableError(
            f"The files could not be kept in {home}: {exc.strerror}. Make room on the disk, or check the folder."
        ) from exc


def _folders(home: Path) -> Iterator[Path]:
    if home.is_dir():
        yield from sorted(path for path in home.iterdir() if path.is_dir() and not path.name.startswith("."))


def _find(folder: Path) -> Addition | None:
    try:
        request = read_object(folder / _REQUEST)
        return Addition(
            id=folder.name,
            folder=folder,
            kind=Kind(request["kind"]),
            names=tuple(map(str, request["names"])),
            status=read_status(folder),
            receipts=_receipts(folder),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _receipts(folder: Path) -> tuple[Receipt, ...]:
    try:
        lines = (folder / _REPORT).read_text(encoding="utf-8").splitlines()
        return tuple(Receipt(**json.loads(line)) for line in lines if line.strip())
    except FileNotFoundError:
        return ()
