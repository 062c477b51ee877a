"""Makes the next generation of the indexes, and sees to it that nothing of a removed document is left on disk."""

from __future__ import annotations

from collections.abc import Callable

from index.errors import LibraryBusyError
from index.generation import (
    DamagedGenerationError,
    change_of_generation,
    remove_other_generations,
    write_generation,
)
from index.store import Store
from index.uploads import remove_orphans

# Indexing a chunk costs about 0.1 ms, in a new generation as in the memory of everyone who opens the library.
_SMALL_LIBRARY_CHUNKS = 2_000  # a new generation takes less than half a second: always up to date
_MOST_PENDING_CHUNKS = 4_096  # opening the library costs at most half a second more, however large it is
_PENDING_SHARE = 50  # in between, a generation is rewritten when a fiftieth of it would be new

MergePolicy = Callable[[int, int], bool]
"""Given the chunks of a library and how many were added or removed since its generation: is a new one due?"""


def is_due(chunks: int, pending: int) -> bool:
    """Whether a new generation saves more time than it costs."""
    if not pending or chunks <= _SMALL_LIBRARY_CHUNKS:
        return pending > 0
    return pending >= min(chunks // _PENDING_SHARE, _MOST_PENDING_CHUNKS)


def merge(store: Store) -> None:
    """Build the next generation, put it in force and delete the others."""
    number = store.contents.header().generation + 1
    write_generation(store.contents, number)
    store.switch_generation(number)
    remove_other_generations(store.folder, number)


def pending_chunks(store: Store) -> int:
    """How many chunks were added or removed since the generation in force; all of them when there is none to use."""
    number = store.contents.header().generation
    try:
        change_id = change_of_generation(store.folder, number) if number else 0
    except DamagedGenerationError:
        change_id = 0
    return sum(change.range.count for change in store.contents.changes_since(change_id))


def merge_if_due(store: Store, policy: MergePolicy = is_due) -> None:
    """Build the next generation when enough has changed."""
    if policy(store.contents.chunk_count(), pending_chunks(store)):
        merge(store)


def purge(store: Store) -> None:
    """Wipe what was removed from every file of the library.

    Raises:
        LibraryBusyError: a reader still looks at the old state; what is left is wiped at the next change.
    """
    merge(store)
    remove_orphans(store.folder, store.contents.documents())
    store.vacuum()
    if not store.empty_log():
        raise LibraryBusyError(
            f"The document is removed, but another program still reads the library in {store.folder} as it was. "
            "Close it and use “quotewise sync”: that wipes the last traces of the text from the disk."
        )
    store.purge_done()


def finish_interrupted(store: Store) -> None:
    """Clear away what an earlier writer left when it was stopped half-way."""
    header = store.contents.header()
    remove_other_generations(store.folder, header.generation)
    remove_orphans(store.folder, store.contents.documents())
    store.delete_unused_chunks()
    if header.purge_pending:
        purge(store)
