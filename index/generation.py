"""One generation of the derived indexes: a folder ``gen-N`` with vectors, words and a manifest, never changed.

It is written beside the one in force under a temporary name and renamed when it is whole; the database then says that
it is in force. What is missing, damaged or older than it should be is built again from the database.
"""

from __future__ import annotations

import json
import os
import shutil
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from index.chunk_rows import IndexedChunk, indexed_chunks
from index.contents import Contents
from index.database import DATABASE_NAME, library_errors
from index.hits import ChunkRange
from index.vectors import VectorIndex
from index.words import WordIndex, WordIndexWriter

_MANIFEST = "manifest.json"
_VECTORS = "vectors.faiss"
_WORDS = "words"
_BATCH_CHUNKS = 4096
_WHOLE_BYTES = 128 * 2**20  # files up to this size are checked whole (about 0.1 s), larger ones by spread pieces
_PIECES = 64
_PIECE_BYTES = 2**20


class DamagedGenerationError(Exception):
    """A generation that cannot be used; caught where it is built again."""


@dataclass(frozen=True, slots=True)
class Part:
    """The two indexes over the same chunks."""

    vectors: VectorIndex
    words: WordIndex


@dataclass(frozen=True, slots=True)
class Generation:
    """An opened generation: its indexes, and the last change that is in them."""

    number: int
    change_id: int
    part: Part


@dataclass(frozen=True, slots=True)
class NewGeneration:
    """What is to be built: the chunks in ``ranges``, as the library is after ``change_id``."""

    number: int
    change_id: int
    ranges: Sequence[ChunkRange]
    dimensions: int


@dataclass(frozen=True, slots=True)
class _Manifest:
    """The last change in a generation, and size and checksum of each of its files by name."""

    change_id: int
    files: dict[str, tuple[int, int]]


def generation_folder(library: Path, number: int) -> Path:
    """Where generation ``number`` is kept."""
    return library / f"gen-{number}"


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


def write_generation(contents: Contents, new: NewGeneration) -> None:
    """Build a generation from the database. The caller holds the writer's lock and puts it in force.

    Raises:
        LibraryUnwritableError: the disk is full or the folder read-only; what is in force is untouched.
    """
    library = contents.folder
    target = generation_folder(library, new.number)
    unfinished = target.with_suffix(".tmp")
    with library_errors(library):
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.rmtree(target, ignore_errors=True)
        unfinished.mkdir()
        try:
            part = build_part(indexed_chunks(contents, new.ranges), new.dimensions, unfinished)
            part.vectors.write(unfinished / _VECTORS)
            del part  # closes the files of words before they are renamed, as Windows demands
            _write_manifest(unfinished, new.change_id, library / DATABASE_NAME)
            unfinished.rename(target)
            _flush(library)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise


def open_generation(library: Path, number: int) -> Generation:
    """Open a written generation.

    Raises:
        DamagedGenerationError: it is missing or not as it was written.
    """
    folder = generation_folder(library, number)
    try:
        manifest = _read_manifest(folder)
        for name, (size, checksum) in manifest.files.items():
            file = folder / name
            # before anything is opened: FAISS crashes the process on a file that was cut off
            if file.stat().st_size != size or _checksum(file) != checksum:
                raise DamagedGenerationError(f"{name} of generation {number} is not as it was written")
        part = Part(VectorIndex.open(folder / _VECTORS), WordIndex.open(folder / _WORDS))
        return Generation(number, manifest.change_id, part)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError) as exc:
        raise DamagedGenerationError(f"generation {number} cannot be opened: {exc}") from exc


def change_of_generation(library: Path, number: int) -> int:
    """The last change that is in a generation.

    Raises:
        DamagedGenerationError: its manifest cannot be read.
    """
    try:
        return _read_manifest(generation_folder(library, number)).change_id
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise DamagedGenerationError(f"the manifest of generation {number} cannot be read: {exc}") from exc


def remove_other_generations(library: Path, keep: int) -> None:
    """Delete every generation but one, unfinished ones too. Files in use on Windows are left for the next time."""
    for folder in library.glob("gen-*"):
        if folder != generation_folder(library, keep):
            shutil.rmtree(folder, ignore_errors=True)


def _read_manifest(folder: Path) -> _Manifest:
    return _Manifest(**json.loads((folder / _MANIFEST).read_text(encoding="utf-8")))


def _write_manifest(folder: Path, change_id: int, like: Path) -> None:
    files = {}
    for file in sorted(_files(folder)):
        shutil.copymode(like, file)  # tantivy makes some files for the owner only
        files[file.relative_to(folder).as_posix()] = (file.stat().st_size, _checksum(file))
        _flush(file)
    manifest = folder / _MANIFEST
    manifest.write_text(json.dumps(asdict(_Manifest(change_id, files)), indent=1), encoding="utf-8")
    for path in (manifest, folder / _WORDS, folder):
        _flush(path)


def _files(folder: Path) -> Iterator[Path]:
    """Everything that a generation needs; tantivy's lock files come and go."""
    return (file for file in folder.rglob("*") if file.is_file() and file.suffix != ".lock")


def _checksum(file: Path) -> int:
    """CRC32 of a file, or of pieces spread over a large one, so that opening it stays quick."""
    size = file.stat().st_size
    checksum = 0
    with file.open("rb") as stream:
        if size <= _WHOLE_BYTES:
            while piece := stream.read(_PIECE_BYTES):
                checksum = zlib.crc32(piece, checksum)
        else:
            for number in range(_PIECES):
                stream.seek(number * (size - _PIECE_BYTES) // (_PIECES - 1))
                checksum = zlib.crc32(stream.read(_PIECE_BYTES), checksum)
    return checksum


def _flush(path: Path) -> None:
    """Make sure that a file or folder would survive a power cut; Windows cannot open folders for this."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _batches(chunks: Iterable[IndexedChunk]) -> Iterator[list[IndexedChunk]]:
    iterator = iter(chunks)
    while batch := list(islice(iterator, _BATCH_CHUNKS)):
        yield batch
