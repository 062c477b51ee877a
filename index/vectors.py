"""Finds chunks by meaning: a flat FAISS index of half-precision unit vectors, exact to four digits."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.embedding import FloatArray
from index.hits import ChunkRanges, Hit, best

if TYPE_CHECKING:
    import faiss

# Flat: no training, no tuning, and 29 ms for a million passages. Half precision is what the database holds too, so
# an index that is rebuilt gives the same scores to the last bit.
_KIND = "IDMap2,SQfp16"


class VectorIndex:
    """Vectors by chunk id. Searches may run in many threads at once; ``add`` may not run beside them."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def empty(cls, dimensions: int) -> VectorIndex:
        """An index in memory without vectors."""
        import faiss

        return cls(faiss.index_factory(dimensions, _KIND, faiss.METRIC_INNER_PRODUCT))

    @classmethod
    def open(cls, file: Path) -> VectorIndex:
        """Map a written index into memory. The caller has checked the file: FAISS crashes on a damaged one."""
        import faiss

        return cls(faiss.read_index(str(file), faiss.IO_FLAG_MMAP_IFC))

    def add(self, chunk_ids: npt.NDArray[np.int64], vectors: FloatArray) -> None:
        """Take in unit vectors, shape ``(len(chunk_ids), dimensions)``."""
        self._index.add_with_ids(vectors, chunk_ids)

    def write(self, file: Path) -> None:
        """Write the index so that ``open`` can map it.

        Raises:
            OSError: the file cannot be written.
        """
        import faiss

        try:
            faiss.write_index(self._index, str(file))
        except RuntimeError as exc:
            raise _as_os_error(exc, file) from exc

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(
        self, vector: FloatArray, k: int, removed: ChunkRanges, among: ChunkRanges | None = None
    ) -> tuple[Hit, ...]:
        """The ``k`` chunks nearest to a unit ``vector`` of shape ``(dimensions,)``, by cosine.

        With ``among`` only these are compared.
        """
        import faiss

        # per thread, so it cannot be set once; with two threads FAISS is slower on a busy small machine
        faiss.omp_set_num_threads(1)
        query = np.ascontiguousarray(vector.reshape(1, -1), dtype=np.float32)

        only = None if among is None else _only(among)

        def fetch(wanted: int) -> list[Hit]:
            scores, ids = self._index.search(query, min(wanted, len(self)), params=only)
            return [Hit(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]

        return best(k, fetch, removed) if len(self) else ()


def _only(chunk_ids: ChunkRanges) -> faiss.SearchParameters:
    import faiss

    # the stubs know the classes of C++, not what Python's wrapper makes of them
    selector = faiss.IDSelectorBitmap(_bits(chunk_ids))  # type: ignore[call-arg, arg-type]
    return faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]


def _bits(chunk_ids: ChunkRanges) -> npt.NDArray[np.uint8]:
    """A bit for every id up to the last one wanted, the lowest bit of a byte first, as FAISS reads them."""
    runs = chunk_ids.runs()
    wanted = np.zeros(runs[-1].end if runs else 8, dtype=bool)
    for run in runs:
        wanted[run.first : run.end] = True
    return np.packbits(wanted, bitorder="little")


def _as_os_error(exc: RuntimeError, file: Path) -> OSError:
    """FAISS reports a full disk as a plain RuntimeError; what it could not write is told by the file's name."""
    return OSError(errno.ENOSPC, f"FAISS could not write: {str(exc)[-80:]}", str(file))
