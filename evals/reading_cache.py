"""A reader's model that remembers what it has read, so that fitting and comparing need not read everything again."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from index.document import Span
from rag.cross_encoder import Text, TextModel, TextReading, Words


class CachedTextModel:
    """Another model with a memory in a file, kept apart by the model's ``fingerprint``."""

    def __init__(self, model: TextModel, fingerprint: str, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._model = model
        self._memory = sqlite3.connect(folder / f"readings-{fingerprint[:16]}.sqlite3", timeout=60)
        self._memory.execute("CREATE TABLE IF NOT EXISTS readings (key BLOB PRIMARY KEY, reading TEXT) WITHOUT ROWID")

    def read(self, question: str, texts: Sequence[Text]) -> tuple[TextReading, ...]:
        """What the model says of each text."""
        keys = [hashlib.sha256(json.dumps([question, text.heading, text.words]).encode()).digest() for text in texts]
        known = {key: reading for key in keys if (reading := self._remembered(key)) is not None}
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if new:
            known.update(zip(new, self._model.read(question, list(new.values())), strict=True))
            with self._memory:
                self._memory.executemany(
                    "INSERT OR REPLACE INTO readings VALUES (?, ?)", [(key, _packed(known[key])) for key in new]
                )
        return tuple(known[key] for key in keys)

    def _remembered(self, key: bytes) -> TextReading | None:
        row = self._memory.execute("SELECT reading FROM readings WHERE key = ?", (key,)).fetchone()
        return _unpacked(row[0]) if row else None


def fingerprint(reader: Path) -> str:
    """The SHA-256 of the model in the folder ``reader``, as its manifest tells it."""
    facts = json.loads((reader / "manifest.json").read_text(encoding="utf-8"))
    return str(facts["files"]["model.onnx"])


def _packed(reading: TextReading) -> str:
    words = [[each.span.start, each.span.end, round(each.margin, 4)] for each in reading.words]
    return json.dumps([words, round(reading.answers, 4), round(reading.relevant, 4)])


def _unpacked(row: str) -> TextReading:
    words, answers, relevant = json.loads(row)
    return TextReading(tuple(Words(Span(start, end), margin) for start, end, margin in words), answers, relevant)
