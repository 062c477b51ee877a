"""The embedder of every day: an exported model run by onnxruntime, without torch."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

import numpy as np

from index.embedding import EmbedderIdentity, FloatArray
from index.models import ExportedModel
from index.onnx_session import open_session

_BATCH = 4  # on processors of two to eight cores larger ones only leave the caches and add padding


class OnnxEmbedder:
    """Mean-pooled, normalised token vectors. Safe to share between threads; the model is loaded at first use."""

    def __init__(self, model: ExportedModel, *, threads: int | None = None) -> None:
        from tokenizers import Tokenizer

        self._session = open_session(model.onnx, threads)
        self._tokenizer = Tokenizer.from_file(str(model.tokenizer))
        self._tokenizer.enable_truncation(model.max_tokens)
        self._tokenizer.enable_padding()
        # a fast tokenizer shared by two threads raises "Already borrowed"
        self._tokenizing = Lock()
        self._identity = EmbedderIdentity(model.name, model.weights, "fp32", model.dimensions)

    @property
    def identity(self) -> EmbedderIdentity:
        """Which vectors this embedder makes."""
        return self._identity

    def embed_documents(self, texts: Sequence[str]) -> FloatArray:
        """Vectors of passages: float32, shape ``(len(texts), dimensions)``, each of length 1."""
        return self._embed(texts)

    def embed_queries(self, texts: Sequence[str]) -> FloatArray:
        """Vectors of questions: float32, shape ``(len(texts), dimensions)``, each of length 1."""
        return self._embed(texts)

    def _embed(self, texts: Sequence[str]) -> FloatArray:
        vectors = np.zeros((len(texts), self._identity.dimensions), dtype=np.float32)
        # neighbours in length share a batch, so little is spent on padding
        by_length = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        for first in range(0, len(by_length), _BATCH):
            rows = by_length[first : first + _BATCH]
            vectors[rows] = self._embed_batch([texts[row] for row in rows])
        return vectors

    def _embed_batch(self, texts: Sequence[str]) -> FloatArray:
        with self._tokenizing:
            encoded = self._tokenizer.encode_batch(list(texts))
        ids = np.array([item.ids for item in encoded], dtype=np.int64)
        mask = np.array([item.attention_mask for item in encoded], dtype=np.int64)
        (token_vectors,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        weights = mask[:, :, None].astype(np.float32)
        means = (token_vectors * weights).sum(axis=1) / weights.sum(axis=1)
        unit: FloatArray = (means / np.linalg.norm(means, axis=1, keepdims=True)).astype(np.float32)
        return unit
