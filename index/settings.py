"""The few settings of indexing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChunkSettings:
    """How documents are cut into chunks, in characters. A library refuses to mix two of them."""

    chunk_size_chars: int = 700
    overlap_chars: int = 0

    def __post_init__(self) -> None:
        if self.chunk_size_chars < 50:
            raise ValueError(f"chunk_size_chars must be at least 50, got {self.chunk_size_chars}")
        if not 0 <= self.overlap_chars < self.chunk_size_chars // 2:
            raise ValueError(
                f"overlap_chars must be from 0 to less than half of chunk_size_chars, got {self.overlap_chars}"
            )
