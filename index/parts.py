"""A part of the derived indexes: vectors and words of the same chunks, in memory or in a folder, never changed."""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from index.chunk_rows import IndexedChunk
from index.vectors import VectorIndex
from index.words import WordIndex, WordIndexWriter

FileFacts = tuple[int, int]
"""Size and checksum of a file."""

_VECTORS = "vectors.faiss"
_WORDS = "words"
_BATCH_CHUNKS = 4096
_PIECE_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class Part:
    """The two indexes over the same chunks."""

    vectors: VectorIndex
    words: WordIndex


def build_part(chunks: Iterable[IndexedChunk], dimensions: int, folder: Path | None = None) -> Part:
    """Index ``chunks``; the words go to files in ``folder`` if there is one, the vectors stay in memory."""
    vectors = VectorIndex.empty(dimensions)
    words = WordIndexWriter(None if folder is None else folder / _WORDS)
    for batch in _batches(chunks):
        ids = np.array([chunk.chunk_id for chunk in batch], dtype=np.int64)
        vectors.add(ids, np.stack([chunk.vector for chunk in batch]))
        for chunk in batch:
            words.add(chunk.chunk_id, chunk.text, chunk.context)
    return Part(vectors, words.finish())


def write_part(folder: Path, chunks: Iterable[IndexedChunk], dimensions: int, like: Path) -> dict[str, FileFacts]:
    """Index ``chunks`` in a new ``folder``, whose files get the rights of ``like``; the facts of its files by name.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir()
    part = build_part(chunks, dimensions, folder)
    part.vectors.write(folder / _VECTORS)
    del part  # closes the files of words, which Windows demands before a folder above them is renamed
    facts = {}
    for file in sorted(_files(folder)):
        shutil.copymode(like, file)  # tantivy makes some files for the owner only
        facts[file.relative_to(folder).as_posix()] = _facts(file)
        flush(file)
    flush(folder / _WORDS)
    flush(folder)
    return facts


def link_part(folder: Path, old: Path, files: Iterable[str]) -> None:
    """Make ``folder`` another name of the part in ``old``, by links where the disk knows them.

    Raises:
        OSError: a file of the old part is missing, or the folder cannot be written.
    """
    (folder / _WORDS).mkdir(parents=True)
    for name in files:
        try:
            os.link(old / name, folder / name)
        except FileNotFoundError:
            raise
        except OSError:
            shutil.copy2(old / name, folder / name)
            flush(folder / name)
    flush(folder / _WORDS)
    flush(folder)


def open_part(folder: Path, facts: Mapping[str, FileFacts]) -> Part:
    """Open a written part.

    Raises:
        ValueError: a file is not as it was written.
        OSError: a file is missing.
    """
    for name, expected in facts.items():
        # before anything is opened: FAISS crashes the process on a file that was cut off
        if _facts(folder / name) != tuple(expected):
            raise ValueError(f"{name} is not as it was written")
    return Part(VectorIndex.open(folder / _VECTORS), WordIndex.open(folder / _WORDS))


def flush(path: Path) -> None:
    """Make sure that a file or folder would survive a power cut; Windows cannot open folders for this."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _files(folder: Path) -> Iterator[Path]:
    """Everything that a part needs; tantivy's lock files come and go."""
    return (file for file in folder.rglob("*") if file.is_file() and file.suffix != ".lock")


def _facts(file: Path) -> FileFacts:
    checksum = 0
    with file.open("rb") as stream:
        while piece := stream.read(_PIECE_BYTES):
            checksum = zlib.crc32(piece, checksum)
    return file.stat().st_size, checksum


def _batches(chunks: Iterable[IndexedChunk]) -> Iterator[list[IndexedChunk]]:
    iterator = iter(chunks)
    while batch := list(islice(iterator, _BATCH_CHUNKS)):
        yield batch
