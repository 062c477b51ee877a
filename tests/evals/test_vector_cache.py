"""A cached embedder gives its embedder's vectors and asks for each only once, across openings and crashes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from evals.vector_cache import CachedEmbedder
from index.embedding import EmbedderIdentity, FloatArray


class Counting:
    """A unit vector for each text, by its hash; keeps what it was asked for."""

    identity = EmbedderIdentity("counting", "ab" * 32, "fp32", 4)

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed_documents(self, texts: Sequence[str]) -> FloatArray:
        self.asked += texts
        return self.embed_queries(texts)

    def embed_queries(self, texts: Sequence[str]) -> FloatArray:
        seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") for text in texts]
        rows = np.array([np.random.default_rng(seed).normal(size=4) for seed in seeds], dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def test_remembers_across_openings(tmp_path: Path) -> None:
    plain = Counting()
    expected = plain.embed_queries(["a", "b", "a", "c"])
    first = Counting()
    assert np.array_equal(CachedEmbedder(first, tmp_path).embed_documents(["a", "b", "a"]), expected[:3])
    assert first.asked == ["a", "b"]
    second = Counting()
    cached = CachedEmbedder(second, tmp_path)
    assert np.array_equal(cached.embed_documents(["a", "b", "a", "c"]), expected)
    assert second.asked == ["c"]
    assert np.array_equal(cached.embed_queries(["c"]), expected[3:])


@pytest.mark.parametrize("lost_bytes", [1, 30, 47])
def test_a_record_that_was_cut_short_is_made_again(tmp_path: Path, lost_bytes: int) -> None:
    CachedEmbedder(Counting(), tmp_path).embed_documents(["a", "b"])
    (file,) = tmp_path.glob("*.bin")
    file.write_bytes(file.read_bytes()[:-lost_bytes])
    again = Counting()
    CachedEmbedder(again, tmp_path).embed_documents(["a", "b"])
    assert again.asked == ["b"]
    last = Counting()
    vectors = CachedEmbedder(last, tmp_path).embed_documents(["b"])
    assert last.asked == []
    assert np.array_equal(vectors, last.embed_queries(["b"]))


def test_two_who_share_the_file_do_not_disturb_each_other(tmp_path: Path) -> None:
    one, other = CachedEmbedder(Counting(), tmp_path), CachedEmbedder(Counting(), tmp_path)
    one.embed_documents(["a", "b"])
    other.embed_documents(["b", "c"])
    later = Counting()
    vectors = CachedEmbedder(later, tmp_path).embed_documents(["a", "b", "c"])
    assert later.asked == []
    assert np.array_equal(vectors, later.embed_queries(["a", "b", "c"]))


def test_nothing_to_embed(tmp_path: Path) -> None:
    assert CachedEmbedder(Counting(), tmp_path).embed_documents([]).shape == (0, 4)
