"""What a library was made with, and the refusal to mix it with anything else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.embedding import EmbedderIdentity
from index.errors import LibraryMismatchError
from index.settings import ChunkSettings


@dataclass(frozen=True, slots=True)
class Header:
    """What a library was made with, and the state it is in.

    ``generation`` is that of the indexes in force (0: none yet), ``purge_pending`` whether traces of removed
    documents have still to be wiped.
    """

    identity: EmbedderIdentity
    settings: ChunkSettings
    generation: int = 0
    purge_pending: bool = False


def check_match(
    folder: Path, header: Header, identity: EmbedderIdentity | None, settings: ChunkSettings | None
) -> None:
    """Make sure that a library was made with ``identity`` and ``settings``; None fits everything.

    Raises:
        LibraryMismatchError: it was made with others.
    """
    if identity is not None and header.identity != identity:
        raise LibraryMismatchError(
            f"The library in {folder} was made with the embedding model {_described(header.identity)}, "
            f"but {_described(identity)} is in use. Their vectors cannot be mixed. "
            "Use the first one, or make the library anew from its stored text with: quotewise rebuild"
        )
    if settings is not None and header.settings != settings:
        raise LibraryMismatchError(
            f"The library in {folder} is cut into chunks of {_sizes(header.settings)}, "
            f"but chunks of {_sizes(settings)} are asked for. "
            "Use the first sizes, or make the library anew from its stored text with: quotewise rebuild"
        )


def _described(identity: EmbedderIdentity) -> str:
    return f"“{identity.name}” ({identity.precision}, {identity.dimensions} numbers, weights {identity.weights[:8]})"


def _sizes(settings: ChunkSettings) -> str:
    return f"{settings.chunk_size_chars} characters with an overlap of {settings.overlap_chars}"
