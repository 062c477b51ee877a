"""The user store: one database file for conversations, feedback and notebooks, apart from every library.

It holds the person's own words and places in documents, never words of a document. The file is its owner's alone, a
change that was acknowledged survives a crash, and what is deleted is overwritten.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from index.errors import QuotewiseError

FORMAT_VERSION = 1
APPLICATION_ID = 0x51575531  # "QWU1"
_PATIENCE_S = 5.0
_TABLES = """
CREATE TABLE notebooks (
    notebook_id TEXT NOT NULL, person TEXT NOT NULL, name TEXT NOT NULL, created_at TEXT NOT NULL,
    PRIMARY KEY (notebook_id, person)) WITHOUT ROWID;
CREATE TABLE conversations (
    conversation_id TEXT PRIMARY KEY, person TEXT NOT NULL, notebook_id TEXT NOT NULL, title TEXT NOT NULL,
    changed_at TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX listed ON conversations (person, notebook_id, changed_at);
CREATE TABLE turns (
    turn_id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE,
    question TEXT NOT NULL, terms TEXT NOT NULL, answer TEXT, asked_at TEXT NOT NULL);
CREATE INDEX turns_of ON turns (conversation_id, turn_id);
CREATE TABLE feedback (
    turn_id INTEGER PRIMARY KEY REFERENCES turns ON DELETE CASCADE, judgement TEXT NOT NULL, given_at TEXT NOT NULL);
"""
Connection = sqlite3.Connection


class UserStoreError(QuotewiseError):
    """Conversations cannot be kept or read: the file is damaged, of a newer version, or cannot be written."""


class UserStore:
    """An opened store. Threads may share it; other processes may use the same file."""

    def __init__(self, path: Path) -> None:
        """Open the store at ``path``, or make an empty one there.

        Raises:
            UserStoreError: the file is damaged, belongs to something else or to a newer version, or cannot be written.
        """
        self.path = path.absolute()
        self._turn = RLock()
        with _user_store_errors(self.path):
            _make_private(self.path)
            self._connection = sqlite3.connect(
                self.path, timeout=_PATIENCE_S, isolation_level=None, check_same_thread=False
            )
            try:
                _prepare(self._connection, self.path)
            except BaseException:
                self._connection.close()
                raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Look something up."""
        with self._turn, _user_store_errors(self.path):
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Change something, whole or not at all; it is on the disk when the block ends."""
        with self._turn, _user_store_errors(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.rollback()
                raise
            self._connection.execute("COMMIT")

    def wipe(self) -> None:
        """Take what was deleted out of the file beside the database too, in which changes are written first."""
        with self.reading() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            self._connection.close()


def storable(text: str) -> str:
    """Half a character, which a database cannot hold, becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _make_private(path: Path) -> None:
    """The file exists and only its owner may read it; SQLite gives the files beside it the same rights."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    if os.name == "posix" and path.stat().st_mode & 0o077:
        path.chmod(0o600)


def _prepare(connection: Connection, path: Path) -> None:
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("BEGIN IMMEDIATE")
    kind, version = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    if not kind and not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        for statement in _TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={FORMAT_VERSION}")
    elif kind != APPLICATION_ID:
        raise UserStoreError(f"{path} does not hold conversations of Quotewise. {_ADVICE}")
    elif version > FORMAT_VERSION:
        raise UserStoreError(
            f"{path} was written by a newer version of Quotewise (format {version}; this one reads up to "
            f"{FORMAT_VERSION}). Update Quotewise to see your conversations again."
        )
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode=WAL")
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise _damaged(path, str(found))


@contextmanager
def _user_store_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.OperationalError as exc:
        code = getattr(exc, "sqlite_errorname", "")
        if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise UserStoreError(f"{path} is in use by another program just now. Try again in a moment.") from exc
        raise _unwritable(path, str(exc)) from exc
    except sqlite3.Error as exc:
        raise _damaged(path, str(exc)) from exc
    except OSError as exc:
        raise _unwritable(path, exc.strerror or str(exc)) from exc


_ADVICE = "Move that file away to begin anew; your documents are not affected."


def _damaged(path: Path, reason: str) -> UserStoreError:
    return UserStoreError(f"{path}, which holds your conversations, is damaged ({reason}). {_ADVICE}")


def _unwritable(path: Path, reason: str) -> UserStoreError:
    return UserStoreError(
        f"{path}, which holds your conversations, cannot be written ({reason}). "
        "Make room on the disk, or check that you may write there."
    )
