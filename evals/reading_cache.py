"""A reader's model that remembers what it has read, so that fitting and comparing need not read everything again."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from index.document import Span
from index.errors import MissingDataError
from rag.cross_encoder import Text, TextModel, TextReading, Words


class CachedTextModel:
    """Another model with a memory in a file, kept apart by the model's ``fingerprint``."""

    def __init__(self, model: TextModel, fingerprint: str, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._model = model
        self._file = folder / f"readings-{fingerprint[:16]}.sqlite3"
        with self._memory() as memory:
            memory.execute("CREATE TABLE IF NOT EXISTS readings (key BLOB PRIMARY KEY, reading TEXT) WITHOUT ROWID")

    def read(self, question: str, texts: Sequence[Text]) -> tuple[TextReading, ...]:
        """What the model says of each text."""
        keys = [hashlib.sha256(json.dumps([question, text.heading, text.words]).encode()).digest() for text in texts]
        with self._memory() as memory:
            rows = {key: row for key in keys if (row := _remembered(memory, key)) is not None}
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in rows}
        if new:
            readings = self._model.read(question, list(new.values()))
            made = {key: _packed(reading) for key, reading in zip(new, readings, strict=True)}
            with self._memory() as memory:
                memory.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?)", made.items())
            rows |= made
        # what is new comes back from its row, too, so that the first time gives what every other gives
        return tuple(_unpacked(rows[key]) for key in keys)

    @contextmanager
    def _memory(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._file, timeout=60)) as memory, memory:
            yield memory


def fingerprint(reader: Path) -> str:
    """The SHA-256 of the model in the folder ``reader``, as its manifest tells it.

    Raises:
        MissingDataError: the folder has no manifest.
    """
    manifest = reader / "manifest.json"
    if not manifest.is_file():
        raise MissingDataError(f"{reader} has no manifest.json. Name a folder that rag.training.release has written.")
    return str(json.loads(manifest.read_text(encoding="utf-8"))["files"]["model.onnx"])


def _remembered(memory: sqlite3.Connection, key: bytes) -> str | None:
    row: tuple[str] | None = memory.execute("SELECT reading FROM readings WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def _packed(reading: TextReading) -> str:
    words = [[each.span.start, each.span.end, round(each.margin, 4)] for each in reading.words]
    return json.dumps([words, round(reading.answers, 4), round(reading.relevant, 4)])


def _unpacked(row: str) -> TextReading:
    words, answers, relevant = json.loads(row)
    return TextReading(tuple(Words(Span(start, end), margin) for start, end, margin in words), answers, relevant)
