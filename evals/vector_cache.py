"""An embedder that remembers what it has embedded in a file, so that libraries of datasets are quick to make again.

The file is a row of records, a text's SHA-256 and its vector, that only ever grows; a record that a crash cut short is
overwritten. Processes may share it: each sees what was there when it began, and adds its own under a lock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from filelock import FileLock

from index.embedding import Embedder, EmbedderIdentity, FloatArray

_KEY_BYTES = 32


class CachedEmbedder:
    """Another embedder with a memory for the vectors of documents."""

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        """Use the file of the embedder's identity in ``folder``, which is made if it is not there."""
        self._embedder = embedder
        identity = embedder.identity
        self._record = np.dtype([("key", f"V{_KEY_BYTES}"), ("vector", "<f4", (identity.dimensions,))])
        self._file = folder / f"vectors-{identity.weights[:16]}-{identity.precision}-{identity.dimensions}.bin"
        folder.mkdir(parents=True, exist_ok=True)
        self._known = self._read()

    @property
    def identity(self) -> EmbedderIdentity:
        """Which vectors this embedder makes."""
        return self._embedder.identity

    def embed_documents(self, texts: Sequence[str]) -> FloatArray:
        """Vectors of passages: float32, shape ``(len(texts), dimensions)``, each of length 1."""
        keys = [hashlib.sha256(text.encode()).digest() for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if new:
            self._remember(list(new), self._embedder.embed_documents(list(new.values())))
        if not texts:
            return np.zeros((0, self.identity.dimensions), dtype=np.float32)
        return np.stack([self._known[key] for key in keys])

    def embed_queries(self, texts: Sequence[str]) -> FloatArray:
        """Vectors of questions, never remembered: float32, shape ``(len(texts), dimensions)``, each of length 1."""
        return self._embedder.embed_queries(texts)

    def _read(self) -> dict[bytes, FloatArray]:
        if not self._file.exists():
            return {}
        whole = self._file.stat().st_size // self._record.itemsize
        records = np.fromfile(self._file, dtype=self._record, count=whole)
        return {bytes(record["key"]): record["vector"] for record in records}

    def _remember(self, keys: Sequence[bytes], vectors: FloatArray) -> None:
        records = np.zeros(len(keys), dtype=self._record)
        records["key"] = keys
        records["vector"] = vectors
        with FileLock(self._file.with_suffix(".lock")), self._file.open("ab") as file:
            file.truncate(file.tell() // self._record.itemsize * self._record.itemsize)
            file.write(records.tobytes())
        self._known.update(zip(keys, vectors, strict=True))
