"""What an embedder is: texts in, unit vectors out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EmbedderIdentity:
    """Which vectors an embedder makes; vectors of two identities are never mixed in one library.

    ``weights`` is the SHA-256 of the weights file, ``precision`` the class of arithmetic ("fp32"; bf16 with fp32
    accumulation counts as the same class, int8 does not). The engine that does the sums is deliberately absent.
    """

    name: str
    weights: str
    precision: str
    dimensions: int


class Embedder(Protocol):
    """Turns texts into vectors of length 1, so that an inner product is a cosine."""

    @property
    def identity(self) -> EmbedderIdentity:
        """Which vectors this embedder makes."""
        ...

    def embed_documents(self, texts: Sequence[str]) -> FloatArray:
        """Vectors of passages: float32, shape ``(len(texts), dimensions)``, each of length 1."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> FloatArray:
        """Vectors of questions: float32, shape ``(len(texts), dimensions)``, each of length 1."""
        ...
