"""Keeps the searchable side of a library up with its change log without rebuilding it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.chunk_rows import indexed_chunks, live_ranges
from index.contents import Change, Contents
from index.embedding import FloatArray
from index.generation import Generation
from index.hits import ChunkRange, ChunkRanges, Hit, ordered
from index.parts import Part, build_part
from index.word_search import document_frequency, search, spellings

_MAX_PARTS_IN_MEMORY = 8  # every part costs a search of its own; more than so many are put together


@dataclass(frozen=True, slots=True)
class Searchable:
    """Everything that can be searched at one change: indexes that never change, and the chunks no longer wanted.

    The first parts are those of the generation on disk; the others are small and in memory. With ``among`` only these
    chunks are found and counted.
    """

    generation: int
    change_id: int
    parts: tuple[Part, ...]
    removed: ChunkRanges
    among: ChunkRanges | None = None

    def search_vectors(self, vector: FloatArray, k: int) -> tuple[Hit, ...]:
        """The ``k`` chunks nearest to a unit vector, by cosine."""
        hits = [hit for part in self.parts for hit in part.vectors.search(vector, k, self.removed, self.among)]
        return ordered(hits, k)

    def search_words(self, query: str, k: int) -> tuple[Hit, ...]:
        """The ``k`` chunks that fit the words of ``query`` best."""
        return search([part.words for part in self.parts], query, k, self.removed, self.among)

    def document_frequency(self, word: str) -> int:
        """How many chunks hold ``word``, which may be a word in any form, a stem or an identifier."""
        return document_frequency([part.words for part in self.parts], word, self.among)

    def spellings(self, stem: str) -> tuple[str, ...]:
        """Stems that a stem which no chunk holds may be a slip of, the likeliest first."""
        return spellings([part.words for part in self.parts], stem, self.among)


def nothing() -> Searchable:
    """A library before its first change."""
    return Searchable(0, 0, (), ChunkRanges())


def everything(contents: Contents) -> Searchable:
    """A library whose generation on disk cannot be used, indexed in memory."""
    header = contents.header()
    part = build_part(indexed_chunks(contents, live_ranges(contents)), header.identity.dimensions)
    return Searchable(header.generation, contents.last_change(), (part,), ChunkRanges())


def from_generation(generation: Generation) -> Searchable:
    """A library as its generation on disk has it."""
    return Searchable(generation.number, generation.change_id, generation.parts, ChunkRanges())


def replay(base: Searchable, current: Searchable, contents: Contents) -> Searchable:
    """``current`` with every change since; built anew from ``base`` when it has grown too many parts."""
    start = current if len(current.parts) < len(base.parts) + _MAX_PARTS_IN_MEMORY else base
    changes = contents.changes_since(start.change_id)
    if not changes:
        return start
    added, removed = net(changes)
    parts = start.parts
    if added:
        dimensions = contents.header().identity.dimensions
        parts = (*parts, build_part(indexed_chunks(contents, added), dimensions))
    return Searchable(start.generation, changes[-1].change_id, parts, start.removed.with_(removed))


def net(changes: Sequence[Change]) -> tuple[tuple[ChunkRange, ...], tuple[ChunkRange, ...]]:
    """What is left of ``changes``: chunks that are new, and older chunks that are gone."""
    added: dict[int, ChunkRange] = {}
    removed: list[ChunkRange] = []
    for change in changes:
        if change.added:
            added[change.range.first] = change.range
        elif change.range.count and added.pop(change.range.first, None) is None:
            removed.append(change.range)
    return tuple(item for item in added.values() if item.count), tuple(removed)
