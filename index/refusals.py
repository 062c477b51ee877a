"""Files that could not be read, as the database holds them, so that nobody has to remember what was told at adding.

An entry goes when its file is read after all, is removed, or is gone from its synced folder. A file of nothing but
pictures is such a file, too, as long as its words are not recognised.
Hidden files and programs' own temporary ones are told at adding but not kept: nobody misses them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath

from index.contents import Contents
from index.document import Origin
from index.tables import FIRST_FORMAT_WITH_REFUSALS


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that could not be read when it was last tried.

    ``document_id`` is that of the document which the file would be, and is where an earlier version of it was read.
    ``content_hash`` is "" where the file could not be opened. ``reason`` and ``next_step`` are in plain words.
    """

    document_id: str
    source: str
    origin: Origin
    content_hash: str
    refused_at: str
    reason: str
    next_step: str

    @property
    def title(self) -> str:
        """What the file is called, without the way to it."""
        return PurePath(self.source).name

    def says_the_same(self, other: Refusal | None) -> bool:
        """Whether ``other`` differs at most in its time."""
        return other is not None and replace(self, refused_at=other.refused_at) == other


def refusals(contents: Contents) -> tuple[Refusal, ...]:
    """Every file that could not be read, by source."""
    if contents.format < FIRST_FORMAT_WITH_REFUSALS:
        return ()
    rows = contents.rows(
        "SELECT document_id, source, origin, content_hash, refused_at, reason, next_step FROM refusals ORDER BY source"
    )
    return tuple(
        Refusal(document_id, source, Origin(origin), content_hash, refused_at, reason, next_step)
        for document_id, source, origin, content_hash, refused_at, reason, next_step in rows
    )


def put_refusals(connection: sqlite3.Connection, refused: Iterable[Refusal]) -> None:
    """Note files that could not be read, in place of what was noted of them."""
    connection.executemany(
        "INSERT OR REPLACE INTO refusals VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (one.document_id, one.source, one.origin, one.content_hash, one.refused_at, one.reason, one.next_step)
            for one in refused
        ),
    )


def forget_refusals(connection: sqlite3.Connection, document_ids: Iterable[str]) -> None:
    """Note no longer that these files could not be read."""
    connection.executemany("DELETE FROM refusals WHERE document_id = ?", [(each,) for each in document_ids])
