from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from index.document import Block, BlockKind, Chunk, DocumentInfo, LoadedText, Origin, Span
from index.hits import ChunkRange
from index.merging import purge
from index.store import Store
from tests.index.conftest import Desk

VECTOR = bytes(2 * 64)


def put(store: Store, number: int, text: str, title: str, chunks: int = 1) -> DocumentInfo:
    """Store a document whose chunks are all its whole text."""
    info = DocumentInfo(
        f"{number:012x}", "r", title, f"/{number}", Origin.FILE, "text", "h", len(text), None, "", chunks,
        "2026-01-01T00:00:00+00:00", 0, 1, (),
    )  # fmt: skip
    span = Span(0, len(text))
    loaded = LoadedText(text, title, (Block(span, BlockKind.PARAGRAPH),))
    store.put(info, loaded, [Chunk(span, title)] * chunks, [VECTOR] * chunks)
    return info


def test_chunk_ids_are_without_gaps_and_never_given_twice(desk: Desk) -> None:
    with desk.library.writing() as store:
        put(store, 1, "Pears.", "one", chunks=3)
        second = put(store, 2, "Plums.", "two", chunks=2)
        store.remove([second], folders=(), exclude=())
        put(store, 3, "Figs.", "three", chunks=1)
        changes = store.contents.changes_since(0)
    assert [(change.added, change.range) for change in changes] == [
        (True, ChunkRange(1, 3)),
        (True, ChunkRange(4, 2)),
        (False, ChunkRange(4, 2)),
        (True, ChunkRange(6, 1)),
    ]


def test_a_failed_document_leaves_the_one_before_it(desk: Desk) -> None:
    with desk.library.writing() as store:
        info = put(store, 1, "Pears.", "one")
        with pytest.raises(UnicodeEncodeError):
            put(store, 1, "half a \ud800 character", "one")
        assert store.contents.text(info.document_id) == "Pears."
        assert len(store.contents.changes_since(0)) == 1


def test_the_number_of_the_last_change_outlives_the_log(desk: Desk) -> None:
    with desk.library.writing() as store:
        put(store, 1, "Pears.", "one")
        put(store, 2, "Plums.", "two")
        store.switch_generation(7, 2)
        assert store.contents.changes_since(0) == ()
        assert store.contents.last_change() == 2
        put(store, 3, "Figs.", "three")
        assert [change.change_id for change in store.contents.changes_since(2)] == [3]


def test_chunks_that_belong_to_no_document_are_cleared_away(desk: Desk) -> None:
    with desk.library.writing() as store:
        info = put(store, 1, "Pears.", "one", chunks=2)
        store.stage(info.document_id, [Chunk(Span(0, 1), "")] * 5, [VECTOR] * 5)
        put(store, 2, "Plums.", "two")
    with desk.library.writing() as store:
        ids = [row[0] for row in store.contents.rows("SELECT chunk_id FROM chunks ORDER BY chunk_id")]
        assert ids == [1, 2, 8]
        assert ids == [row[0] for row in store.contents.rows("SELECT chunk_id FROM embeddings ORDER BY chunk_id")]


@pytest.mark.parametrize("seed", [5, 7])
def test_a_purge_wipes_the_copies_that_sqlite_leaves_behind(desk: Desk, seed: int) -> None:
    """With these seeds ``secure_delete`` alone left a removed text in a page that had been rebalanced."""
    random = Random(seed)
    live: dict[int, str] = {}
    gone: list[str] = []
    with desk.library.writing() as store:
        for number in range(250):
            if live and random.random() < 0.4:
                leaving = random.choice(list(live))
                gone.append(live.pop(leaving))
                store.remove([store.contents.document(f"{leaving:012x}")], folders=(), exclude=())
            else:
                word = live[number] = f"canary{random.getrandbits(80):020x}"
                put(store, number, f"{word} " * int(10 ** random.uniform(0, 2.8)), word, random.randint(1, 4))
        assert purge(store)
    content = b"".join(file.read_bytes() for file in Path(desk.folder).rglob("*") if file.is_file())
    assert [word for word in gone if word.encode() in content] == []
    assert all(word.encode() in content for word in live.values())
