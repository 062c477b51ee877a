"""The reference embedder: sentence-transformers itself, for any of its models."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

import numpy as np

from index.embedding import EmbedderIdentity, FloatArray
from index.models import ModelFolder


class TorchEmbedder:
    """Runs a model folder with sentence-transformers. Slow to start; safe to share between threads."""

    def __init__(self, model: ModelFolder) -> None:
        import torch
        from sentence_transformers import SentenceTransformer

        # routes fp32 matrix products through the fast kernels that the default misses on many processors
        torch.set_float32_matmul_precision("medium")
        self._model = SentenceTransformer(str(model.folder), device="cpu", local_files_only=True)
        self._running = Lock()
        dimensions = self._model.get_embedding_dimension() or 0
        self._identity = EmbedderIdentity(model.name, model.weights, "fp32", dimensions)

    @property
    def identity(self) -> EmbedderIdentity:
        """Which vectors this embedder makes."""
        return self._identity

    def embed_documents(self, texts: Sequence[str]) -> FloatArray:
        """Vectors of passages: float32, shape ``(len(texts), dimensions)``, each of length 1."""
        with self._running:
            return _rows(self._model.encode_document(list(texts), normalize_embeddings=True), self._identity)

    def embed_queries(self, texts: Sequence[str]) -> FloatArray:
        """Vectors of questions: float32, shape ``(len(texts), dimensions)``, each of length 1."""
        with self._running:
            return _rows(self._model.encode_query(list(texts), normalize_embeddings=True), self._identity)


def _rows(vectors: np.ndarray, identity: EmbedderIdentity) -> FloatArray:
    """An empty batch still has its columns."""
    return np.asarray(vectors, dtype=np.float32).reshape(-1, identity.dimensions)
