"""Makes the indexes of a library anew from its stored text, with another embedder or other chunks if asked."""

from __future__ import annotations

from index.embedding import Embedder
from index.intake import ProgressCallback
from index.library import Library
from index.merging import merge


def rebuild(library: Library, embedder: Embedder, progress: ProgressCallback | None = None) -> None:
    """Build the indexes again from the database."""
    with library.writing() as store:
        merge(store)
