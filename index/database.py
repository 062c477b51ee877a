"""The database file of a library: its tables, how it is opened, and what its errors mean to a person."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.errors import (
    LibraryBusyError,
    LibraryDamagedError,
    LibraryError,
    LibraryMismatchError,
    LibraryUnwritableError,
)
from index.tables import FIRST_TABLES, FORMAT_VERSION, UPGRADES

DATABASE_NAME = "library.sqlite3"
APPLICATION_ID = 0x51574C31  # "QWL1" in the header of the file, so that a stranger's database is never taken for ours
PART_CHARS = 16_384  # the canonical text is kept in parts of so many code points, so that a slice reads little
BUSY_PATIENCE_S = 5.0  # SQLite's own short locks, such as the recovery after a crash

_UNWRITABLE_ERRNOS = {errno.ENOSPC, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EDQUOT}
_UNWRITABLE_CODES = ("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PERM")
_UNREADABLE_CODES = ("SQLITE_IOERR_READ", "SQLITE_IOERR_SHORT_READ", "SQLITE_IOERR_CORRUPTFS")
_BUSY_CODES = ("SQLITE_BUSY", "SQLITE_LOCKED")


class FrozenConnection(sqlite3.Connection):
    """Reads a database on a medium that cannot be written; it does not notice when somebody else changes the file."""


def exists(folder: Path) -> bool:
    """Whether ``folder`` holds a library.

    Raises:
        LibraryError: one may not look into the folder.
    """
    try:
        return (folder / DATABASE_NAME).is_file()
    except PermissionError as exc:
        raise _closed_to_us(folder) from exc


def unfinished_import(folder: Path) -> Path:
    """Where an import unpacks a library, inside the folder that will hold it."""
    return folder / "import.unfinished"


def create(folder: Path, header: Sequence[object]) -> None:
    """Make an empty library whose table ``library`` has the row ``header``, whole or not at all.

    Raises:
        LibraryUnwritableError: the folder cannot be written.
    """
    unfinished = folder / f"{DATABASE_NAME}.new"
    with library_errors(folder):
        for leftover in folder.glob(f"{unfinished.name}*"):
            leftover.unlink()
        connection = sqlite3.connect(unfinished, isolation_level=None)
        try:
            connection.executescript(
                f"PRAGMA journal_mode=WAL; BEGIN; PRAGMA application_id={APPLICATION_ID}; "
                f"PRAGMA user_version={FORMAT_VERSION}; {FIRST_TABLES} {' '.join(UPGRADES)} COMMIT;"
            )
            connection.execute(f"INSERT INTO library VALUES (1, {','.join('?' * len(header))})", header)
        finally:
            connection.close()
        unfinished.rename(folder / DATABASE_NAME)


def connect_to_write(folder: Path) -> sqlite3.Connection:
    """A connection for the one writer.

    Raises:
        LibraryError: there is no library.
        LibraryUnwritableError: the folder cannot be written.
        LibraryDamagedError: the file is not a library.
        LibraryMismatchError: it was made by a newer version. One of an older format is brought up to date.
    """
    _must_exist(folder)
    with library_errors(folder):
        connection = _connect(f"{_uri(folder)}?mode=rw")
        with _closed_on_error(connection):
            # a document is acknowledged when it would survive a power cut
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute("PRAGMA foreign_keys=ON")
            check_format(connection, folder)
            _upgrade(connection)
    return connection


def connect_to_read(folder: Path) -> sqlite3.Connection:
    """A connection that changes nothing; works in a folder that cannot be written too.

    Raises:
        LibraryError: there is no library, or it can only be opened where it can be written.
        LibraryDamagedError: the file is not a library.
    """
    _must_exist(folder)
    with library_errors(folder):
        try:
            connection = _connect(f"{_uri(folder)}?mode=rw")
            with _closed_on_error(connection):
                connection.execute("PRAGMA query_only=ON")
                check_format(connection, folder)
        except sqlite3.OperationalError as exc:
            if not exc.sqlite_errorname.startswith(_UNWRITABLE_CODES):
                raise
            connection = _connect_immutable(folder)
    return connection


def integrity_problem(connection: sqlite3.Connection) -> str:
    """What is wrong inside the whole database, "" when nothing is; takes a while for a large one."""
    found = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    return "" if found == "ok" else found


def check_format(connection: sqlite3.Connection, folder: Path) -> None:
    """Make sure that this program can read the library.

    Raises:
        LibraryDamagedError: the database belongs to something else.
        LibraryMismatchError: it was made by a newer version.
    """
    if _number(connection, "PRAGMA application_id") != APPLICATION_ID:
        raise LibraryDamagedError(
            f"{folder / DATABASE_NAME} is not a library of Quotewise, or its first page is damaged. {_ADVICE}"
        )
    version = _number(connection, "PRAGMA user_version")
    if version > FORMAT_VERSION:
        raise LibraryMismatchError(
            f"The library in {folder} has format {version}; this version of Quotewise reads up to {FORMAT_VERSION}. "
            "Update Quotewise, or use another folder with --library."
        )


def _upgrade(connection: sqlite3.Connection) -> None:
    """Bring the tables of an older format up to date, wholly or not at all."""
    version = _number(connection, "PRAGMA user_version")
    if version < FORMAT_VERSION:
        connection.executescript(
            f"BEGIN IMMEDIATE; {' '.join(UPGRADES[version - 1 :])} PRAGMA user_version={FORMAT_VERSION}; COMMIT;"
        )


@contextmanager
def library_errors(folder: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the disk into those of the library; the library is as it was before."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.Error as exc:
        code = getattr(exc, "sqlite_errorname", "")
        if code.startswith(_UNWRITABLE_CODES) and code not in _UNREADABLE_CODES:
            raise _unwritable(folder, str(exc)) from exc
        if code.startswith(_BUSY_CODES):
            raise LibraryBusyError(
                f"The library in {folder} is being changed just now. Try again in a moment."
            ) from exc
        raise LibraryDamagedError(f"The database of the library in {folder} is damaged ({exc}). {_ADVICE}") from exc
    except OSError as exc:
        if exc.errno in _UNWRITABLE_ERRNOS:
            raise _unwritable(folder, exc.strerror or str(exc)) from exc
        raise


_ADVICE = (
    "Bring back a copy with “quotewise import FILE --library NEW-FOLDER” if you made one with “quotewise export”; "
    "otherwise move the folder away and add the documents again."
)


def _unwritable(folder: Path, reason: str) -> LibraryUnwritableError:
    return LibraryUnwritableError(
        f"The library in {folder} cannot be written ({reason}). Nothing of it was lost. "
        "Make room on the disk, or check that you may write to the folder, and try again."
    )


def _uri(folder: Path) -> str:
    return (folder.absolute() / DATABASE_NAME).as_uri()


def _connect(uri: str, kind: type[sqlite3.Connection] = sqlite3.Connection) -> sqlite3.Connection:
    # autocommit: every transaction is opened by name; threads take turns by a lock of their own
    return sqlite3.connect(
        uri, uri=True, timeout=BUSY_PATIENCE_S, isolation_level=None, check_same_thread=False, factory=kind
    )


def _connect_immutable(folder: Path) -> sqlite3.Connection:
    """On a medium that cannot be written SQLite may not make its helper files; without them nothing may change."""
    log = folder / f"{DATABASE_NAME}-wal"
    if log.exists() and log.stat().st_size:
        raise LibraryError(
            f"The library in {folder} was not closed in order and its folder cannot be written. "
            "Open it once where it can be written, or copy the folder."
        )
    try:
        connection = _connect(f"{_uri(folder)}?immutable=1", FrozenConnection)
        with _closed_on_error(connection):
            check_format(connection, folder)
    except sqlite3.OperationalError as exc:
        if exc.sqlite_errorname.startswith("SQLITE_CANTOPEN"):
            raise _closed_to_us(folder) from exc
        raise
    return connection


def _closed_to_us(folder: Path) -> LibraryError:
    return LibraryError(f"The library in {folder} cannot be opened. Check that you may read that folder.")


def _must_exist(folder: Path) -> None:
    if not exists(folder):
        raise LibraryError(f"There is no library in {folder}. Make one with: quotewise add FILES")


def _number(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


@contextmanager
def _closed_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.close()
        raise
