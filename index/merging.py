"""Makes the next generation of the indexes, and sees to it that nothing of a removed document is left on disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from index.chunk_rows import live_ranges
from index.database import unfinished_import
from index.generation import (
    DamagedGenerationError,
    NewGeneration,
    change_of_generation,
    remove_other_generations,
    write_generation,
)
from index.ocr.scan_rows import all_files
from index.store import Store
from index.uploads import remove_orphans

# Indexing a chunk costs about 0.3 ms, in a new part on disk as in the memory of everyone who opens the library.
_SMALL_LIBRARY_CHUNKS = 2_000  # its one part is built in about half a second: always up to date
_DUE_CHUNKS = 256  # whoever opens the library waits at most a tenth of a second for so many
_OVERDUE_CHUNKS = 4_096  # while files are still coming in, whoever asks waits a little more than a second
_READERS_PATIENCE_S = 5.0  # a question that is being answered may look at the old state until it is done


def is_due(chunks: int, pending: int) -> bool:
    """Whether the next generation is worth its time at the end of a change."""
    return pending >= (1 if chunks <= _SMALL_LIBRARY_CHUNKS else _DUE_CHUNKS)


def is_overdue(chunks: int, pending: int) -> bool:
    """Whether the next generation is worth its time in the middle of a long intake, which more will follow."""
    return pending >= _OVERDUE_CHUNKS


@dataclass(frozen=True, slots=True)
class MergePolicy:
    """When the next generation is built: ``at_end`` of a change or ``midway``.

    Both are given the chunks of the library and how many of them came or went since the generation in force.
    """

    at_end: Callable[[int, int], bool] = is_due
    midway: Callable[[int, int], bool] = is_overdue


DEFAULT_POLICY = MergePolicy()


def merge(store: Store, *, reuse: bool = True) -> None:
    """Build the next generation, put it in force and delete the others.

    ``reuse`` is whether parts of the generation in force may serve again; a damaged one is built from the database.
    """
    header, change_id = store.contents.header(), store.contents.last_change()
    number = header.generation + 1
    ranges = live_ranges(store.contents)
    new = NewGeneration(number, change_id, ranges, header.identity.dimensions)
    write_generation(store.contents, new, header.generation if reuse else None)
    store.switch_generation(number, change_id)
    remove_other_generations(store.folder, number)


def merge_if(wanted: Callable[[int, int], bool], store: Store) -> None:
    """Build the next generation when one side of a merge policy wants it."""
    chunks = store.contents.chunk_count()
    if wanted(chunks, _pending_chunks(store, chunks)):
        merge(store)


def purge(store: Store) -> bool:
    """Wipe what was removed from every file of the library; false if a reader still looks at the state before."""
    if _pending_chunks(store, store.contents.chunk_count()):
        merge(store)
    remove_other_generations(store.folder, store.contents.header().generation)
    remove_orphans(store.folder, all_files(store.contents))
    store.vacuum()
    wiped = store.empty_log(_READERS_PATIENCE_S)
    if wiped:
        store.purge_done()
    return wiped


def finish_interrupted(store: Store) -> None:
    """Clear away what an earlier writer left when it was stopped half-way."""
    header = store.contents.header()
    shutil.rmtree(unfinished_import(store.folder), ignore_errors=True)
    remove_other_generations(store.folder, header.generation)
    remove_orphans(store.folder, all_files(store.contents))
    store.delete_unused_chunks()
    if header.purge_pending:
        purge(store)


def _pending_chunks(store: Store, chunks: int) -> int:
    """How many chunks came or went since the generation in force; all of them when there is none to use."""
    number = store.contents.header().generation
    try:
        return store.contents.pending_chunks(change_of_generation(store.folder, number) if number else 0)
    except DamagedGenerationError:
        return max(chunks, 1)
