"""A view of some documents of a library finds what a library of these alone would find."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import ingest
from index.errors import UnknownDocumentError
from index.hits import ChunkRange, ChunkRanges, Hit
from index.merging import merge
from index.snapshot import Snapshot
from tests.fakes import WordEmbedder
from tests.index.conftest import Desk

TEXTS = {
    "pears.txt": "Pears are ripe in autumn. The orchard AB-1234.5 has forty pear trees.\n\n" * 9,
    "rent.txt": "The rent of the orchard is 950 pounds. It is due in spring.\n\n" * 4,
    "tent.txt": "The tent stands in the orchard. Pears are eaten in it.",
    "bees.txt": "Bees visit the pears in spring. The hive holds forty thousand.\n\n" * 14,
}
QUERIES = (
    "ripe pears", "where is the rent", "orchard AB-1234.5", "forty trees in spring", "tent", "renf", "hive", "zeppelin",
)  # fmt: skip
LIVED = frozenset([*TEXTS, "gone.txt"])
Found = set[tuple[str, int, int]]


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[frozenset[str], Desk]]:
    """Libraries by the documents they hold; ``LIVED`` holds all of them, and others before, which changed and went."""
    embedder = WordEmbedder()
    folder: Path = tmp_path_factory.mktemp("restricted")
    made = {
        names: Desk(folder / f"library-{number}", folder / f"papers-{number}", embedder)
        for number, names in enumerate([*subsets(), LIVED])
    }
    for names, desk in made.items():
        if names == LIVED:
            desk.add_text("pears.txt", "An earlier version about pears and rent.")
            desk.add_text("gone.txt", "Pears, rent, tent and hive: all of it.")
            with desk.library.writing() as store:
                merge(store)
            ingest.remove(desk.library, ["gone.txt"])
        for name in sorted(names & TEXTS.keys()):
            desk.add_text(name, TEXTS[name])
    yield made
    for desk in made.values():
        desk.library.close()


def subsets() -> tuple[frozenset[str], ...]:
    pears, rent, tent, bees = TEXTS
    return tuple(map(frozenset, ({pears}, {rent}, {tent}, {tent, bees}, {pears, rent, bees}, TEXTS)))


def found(snapshot: Snapshot, hits: tuple[Hit, ...]) -> Found:
    chunks = snapshot.chunks([hit.chunk_id for hit in hits])
    return {(snapshot.document(each.document_id).title, each.span.start, each.span.end) for each in chunks}


def restricted(desk: Desk, names: frozenset[str]) -> Snapshot:
    return desk.library.snapshot().within([desk.library.find(name).document_id for name in names])


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("names", subsets(), ids=lambda names: "+".join(sorted(names)))
def test_a_restricted_view_finds_what_a_library_of_these_documents_finds(
    desks: dict[frozenset[str], Desk], names: frozenset[str], query: str
) -> None:
    alone, some = desks[names].library.snapshot(), restricted(desks[LIVED], names)
    (vector,) = desks[names].embedder.embed_queries([query])
    assert found(some, some.search_words(query, 500)) == found(alone, alone.search_words(query, 500))
    assert found(some, some.search_vectors(vector, 500)) == found(alone, alone.search_vectors(vector, 500))
    nearest = [hit.score for hit in some.search_vectors(vector, 3)]
    assert nearest == [hit.score for hit in alone.search_vectors(vector, 3)]
    for word in query.split():
        assert some.document_frequency(word) == alone.document_frequency(word)
        assert some.spellings(word) == alone.spellings(word)


def test_a_restricted_view_lists_and_counts_its_own_documents(desks: dict[frozenset[str], Desk]) -> None:
    names = frozenset({"rent.txt", "bees.txt"})
    some = restricted(desks[LIVED], names)
    assert {Path(each.source).name for each in some.documents} == names
    assert some.chunk_count == sum(each.chunks for each in some.documents)


def test_a_few_documents_are_searched_inside_and_not_picked_from_the_best_of_all(
    desks: dict[frozenset[str], Desk],
) -> None:
    some = restricted(desks[LIVED], frozenset({"tent.txt"}))
    assert len(some.search_words("pears in spring", 1)) == 1
    assert len(some.search_vectors(WordEmbedder().embed_queries(["bees in spring"])[0], 1)) == 1


def test_restricted_to_nothing_nothing_is_found(desks: dict[frozenset[str], Desk]) -> None:
    none = restricted(desks[LIVED], frozenset())
    assert none.documents == () and none.search_words("pears", 9) == ()
    assert none.search_vectors(WordEmbedder().embed_queries(["pears"])[0], 9) == ()


def test_an_unknown_document_is_told(desks: dict[frozenset[str], Desk]) -> None:
    with pytest.raises(UnknownDocumentError):
        desks[LIVED].library.snapshot().within(["nowhere"])


@given(st.lists(st.integers(0, 40), unique=True), st.lists(st.integers(1, 3), min_size=41, max_size=41))
def test_runs_are_the_same_ids_and_none_touches_the_next(firsts: list[int], counts: list[int]) -> None:
    ranges = ChunkRanges(ChunkRange(3 * first, counts[first]) for first in firsts)
    runs = ranges.runs()
    assert [each for run in runs for each in range(run.first, run.end)] == [n for n in range(130) if n in ranges]
    assert all(one.end < other.first for one, other in pairwise(runs))
