"""Which document is the newest version of which, as the database holds it. A writer finds it out before it leaves."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from index.version_names import Families


def put_families(connection: sqlite3.Connection, families: Mapping[str, Families]) -> None:
    """Note by which names documents are found beside their versions."""
    connection.executemany(
        "UPDATE documents SET name_family = ?, title_family = ? WHERE document_id = ?",
        [(one.of_name, one.of_title, document_id) for document_id, one in families.items()],
    )


def put_newer(connection: sqlite3.Connection, newer: Mapping[str, str | None]) -> None:
    """Note of documents which one is their newest version, or that there is none."""
    connection.executemany(
        "UPDATE documents SET newer_id = ? WHERE document_id = ?",
        [(newer_id, document_id) for document_id, newer_id in newer.items()],
    )


def forget_relations(connection: sqlite3.Connection, document_id: str) -> None:
    """Let the next writer find out anew of what a document that goes or moves was the newest version."""
    connection.execute("UPDATE documents SET newer_id = NULL, name_family = NULL WHERE newer_id = ?", (document_id,))
