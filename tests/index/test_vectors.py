from __future__ import annotations

from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from index.embedding import FloatArray
from index.hits import ChunkRange, ChunkRanges, Hit
from index.vectors import VectorIndex

NOBODY = ChunkRanges()


def at(degrees: float) -> FloatArray:
    angle = np.radians(degrees)
    return np.array([np.cos(angle), np.sin(angle)], dtype=np.float32)


def index_of(**degrees: float) -> VectorIndex:
    """Chunk ids as keywords (c7=30: chunk 7 points to 30 degrees)."""
    index = VectorIndex.empty(2)
    ids = np.array([int(name[1:]) for name in degrees], dtype=np.int64)
    index.add(ids, np.stack([at(angle) for angle in degrees.values()]))
    return index


def ids(hits: tuple[Hit, ...]) -> list[int]:
    return [hit.chunk_id for hit in hits]


def test_neighbours_come_by_their_angle_and_the_score_is_its_cosine() -> None:
    hits = index_of(c4=90, c7=10, c9=45).search(at(0), 3, NOBODY)
    assert ids(hits) == [7, 9, 4]
    assert [hit.score for hit in hits] == pytest.approx(np.cos(np.radians([10, 45, 90])), abs=1e-3)


def test_fewer_are_found_than_asked_when_there_are_fewer() -> None:
    assert ids(index_of(c1=0, c2=180).search(at(0), 50, NOBODY)) == [1, 2]
    assert VectorIndex.empty(2).search(at(0), 5, NOBODY) == ()


def test_ties_go_to_the_smaller_id_even_at_the_cut() -> None:
    index = index_of(**{f"c{chunk_id}": 30 for chunk_id in range(90, 50, -1)}, c3=40)
    assert ids(index.search(at(30), 4, NOBODY)) == [51, 52, 53, 54]


def test_removed_chunks_make_room_for_the_next() -> None:
    index = index_of(**{f"c{chunk_id}": chunk_id for chunk_id in range(1, 80)})
    assert ids(index.search(at(0), 2, ChunkRanges([ChunkRange(1, 70)]))) == [71, 72]


def test_a_written_index_gives_the_same_scores_to_the_last_bit(tmp_path: Path) -> None:
    rows = np.random.default_rng(7).normal(size=(500, 2)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    index = VectorIndex.empty(2)
    index.add(np.arange(500, dtype=np.int64), rows)
    index.write(tmp_path / "v")
    assert VectorIndex.open(tmp_path / "v").search(at(33), 500, NOBODY) == index.search(at(33), 500, NOBODY)


def test_threads_share_an_index() -> None:
    index = index_of(**{f"c{chunk_id}": chunk_id for chunk_id in range(1, 80)})
    found: list[list[int]] = []
    threads = [Thread(target=lambda: found.append(ids(index.search(at(0), 3, NOBODY)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[1, 2, 3]] * 8


def test_a_file_that_cannot_be_written_is_an_error_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="FAISS"):
        index_of(c1=0).write(tmp_path / "missing" / "v")
