"""Deterministic stand-ins for what is slow or large in real life."""

from __future__ import annotations

import re
from collections.abc import Sequence
from zlib import crc32

import numpy as np

from index.embedding import EmbedderIdentity, FloatArray


class WordEmbedder:
    """A bag of words, hashed: texts that share words have vectors that are near each other, in every process."""

    def __init__(self, name: str = "bag-of-words", dimensions: int = 64) -> None:
        self.identity = EmbedderIdentity(name, f"{crc32(name.encode()):064x}", "fp32", dimensions)
        self.embedded: list[str] = []
        """Every text that was embedded as part of a document, in order."""

    def embed_documents(self, texts: Sequence[str]) -> FloatArray:
        self.embedded += texts
        return self.embed_queries(texts)

    def embed_queries(self, texts: Sequence[str]) -> FloatArray:
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> FloatArray:
        vector = np.zeros(self.identity.dimensions, dtype=np.float32)
        for word in re.findall(r"\w+", text.lower()) or [""]:
            hashed = crc32(word.encode())
            vector[hashed % len(vector)] += 1.0 if hashed & 0x10000 else 0.5
        unit: FloatArray = vector / np.linalg.norm(vector)
        return unit
