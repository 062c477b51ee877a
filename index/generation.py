"""One generation of the derived indexes: a folder ``gen-N`` with some parts and a manifest, never changed.

It is written beside the one in force under a temporary name and renamed when it is whole; the database then says that
it is in force. What is missing, damaged or older than it should be is built again from the database.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from index.chunk_rows import indexed_chunks
from index.contents import Contents
from index.database import DATABASE_NAME, library_errors
from index.hits import ChunkRange
from index.parts import FileFacts, Part, flush, link_part, open_part, write_part
from index.tiers import DEFAULT_SIZES, Tier, TierSizes, plan

# Raise it when vectors.py, words.py or the analysis of words changes what is written: libraries then build anew.
INDEX_FORMAT = 2

_MANIFEST = "manifest.json"


class DamagedGenerationError(Exception):
    """A generation that cannot be used; caught where it is built again."""


@dataclass(frozen=True, slots=True)
class Generation:
    """An opened generation: its indexes, and the last change that is in them."""

    number: int
    change_id: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class NewGeneration:
    """What is to be built: the chunks in ``ranges``, in order of id, as the library is after ``change_id``."""

    number: int
    change_id: int
    ranges: Sequence[ChunkRange]
    dimensions: int
    sizes: TierSizes = DEFAULT_SIZES


@dataclass(frozen=True, slots=True)
class _PartFacts:
    """A written part: its folder, the ids between which its chunks lie, how many it has, and its files by name."""

    name: str
    first: int
    end: int
    chunks: int
    files: dict[str, FileFacts]


@dataclass(frozen=True, slots=True)
class _Manifest:
    """What is in the folder of a generation."""

    index_format: int
    change_id: int
    parts: tuple[_PartFacts, ...]


def generation_folder(library: Path, number: int) -> Path:
    """Where generation ``number`` is kept."""
    return library / f"gen-{number}"


def write_generation(contents: Contents, new: NewGeneration, old: int | None = None) -> None:
    """Build a generation from the database, and from the parts of generation ``old`` as far as they are still right.

    The caller holds the writer's lock and puts the generation in force.

    Raises:
        LibraryUnwritableError: the disk is full or the folder read-only; what is in force is untouched.
    """
    library = contents.folder
    target = generation_folder(library, new.number)
    unfinished = target.with_suffix(".tmp")
    written = {} if old is None else _written_parts(library, old)
    with library_errors(library):
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.rmtree(target, ignore_errors=True)
        unfinished.mkdir()
        try:
            tiers = plan(
                [(part.name, ChunkRange(part.first, part.end - part.first), part.chunks) for part in written.values()],
                new.ranges,
                new.sizes,
            )
            parts = []
            for tier in tiers:
                if tier.kept is None:
                    parts.append(_write_tier(unfinished, tier, contents, new.dimensions))
                else:
                    parts.append(written[tier.kept])
                    link_part(
                        unfinished / tier.kept,
                        generation_folder(library, old or 0) / tier.kept,
                        written[tier.kept].files,
                    )
            manifest = _Manifest(INDEX_FORMAT, new.change_id, tuple(parts))
            (unfinished / _MANIFEST).write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
            flush(unfinished / _MANIFEST)
            flush(unfinished)
            unfinished.rename(target)
            flush(library)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise


def open_generation(library: Path, number: int) -> Generation:
    """Open a written generation.

    Raises:
        DamagedGenerationError: it is missing, not as it was written, or of another format.
    """
    manifest = _read_manifest(library, number)
    folder = generation_folder(library, number)
    try:
        parts = tuple(open_part(folder / part.name, part.files) for part in manifest.parts)
    except (OSError, ValueError, TypeError, RuntimeError) as exc:
        raise DamagedGenerationError(f"generation {number} cannot be opened: {exc}") from exc
    return Generation(number, manifest.change_id, parts)


def change_of_generation(library: Path, number: int) -> int:
    """The last change that is in a generation.

    Raises:
        DamagedGenerationError: its manifest cannot be used.
    """
    return _read_manifest(library, number).change_id


def remove_other_generations(library: Path, keep: int) -> None:
    """Delete every generation but one, unfinished ones too. Files in use on Windows are left for the next time."""
    for folder in library.glob("gen-*"):
        if folder != generation_folder(library, keep):
            shutil.rmtree(folder, ignore_errors=True)


def _write_tier(generation: Path, tier: Tier, contents: Contents, dimensions: int) -> _PartFacts:
    first, end = tier.ranges[0].first, tier.ranges[-1].end
    name = f"chunks-{first}-{end - 1}"
    chunks = indexed_chunks(contents, tier.ranges)
    files = write_part(generation / name, chunks, dimensions, like=contents.folder / DATABASE_NAME)
    return _PartFacts(name, first, end, tier.count, files)


def _written_parts(library: Path, number: int) -> dict[str, _PartFacts]:
    """The parts of a generation that can serve again, by name."""
    try:
        manifest = _read_manifest(library, number)
    except DamagedGenerationError:
        return {}
    folder = generation_folder(library, number)
    return {
        part.name: part for part in manifest.parts if all((folder / part.name / name).is_file() for name in part.files)
    }


def _read_manifest(library: Path, number: int) -> _Manifest:
    try:
        read = json.loads((generation_folder(library, number) / _MANIFEST).read_text(encoding="utf-8"))
        manifest = _Manifest(**{**read, "parts": tuple(_PartFacts(**part) for part in read["parts"])})
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise DamagedGenerationError(f"the manifest of generation {number} cannot be read: {exc}") from exc
    if manifest.index_format != INDEX_FORMAT:
        raise DamagedGenerationError(f"generation {number} has format {manifest.index_format}")
    return manifest
