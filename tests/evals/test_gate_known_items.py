"""Known items: which words are asked, and what the measure says of a retriever that finds them or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.datasets.values import SourceFile
from evals.gate_known_items import known_item_rr, known_items
from evals.libraries import library_of
from index.settings import ChunkSettings
from index.snapshot import Snapshot
from rag.retrieval import LexicalRetriever, Passage
from tests.fakes import WordEmbedder

FILLER = "The road goes along the river to the mill and back to the village"
FILES = tuple(
    SourceFile(f"{name}.txt", f"Walk {name}\n\n{FILLER} with {rare}.\n\nToo short to ask for.".encode())
    for name, rare in (("one", "Quillfeather 4711"), ("two", "Brambleworth 0815"))
)


class Found:
    """A retriever that always says the same."""

    def __init__(self, *passages: Passage) -> None:
        self.passages = passages

    def retrieve(self, query: str, k: int) -> tuple[Passage, ...]:
        return self.passages[:k]


@pytest.fixture
def snapshot(tmp_path: Path) -> Iterator[Snapshot]:
    with (
        library_of(FILES, WordEmbedder(), tmp_path, lambda progress: None, ChunkSettings(120, 0)) as library,
        library.snapshot() as snapshot,
    ):
        yield snapshot


def test_the_two_rarest_words_of_each_long_paragraph_are_asked(snapshot: Snapshot) -> None:
    assert sorted(item.query for item in known_items(snapshot)) == ["Brambleworth 0815", "Quillfeather 4711"]
    texts = {document.document_id: snapshot.text(document.document_id) for document in snapshot.documents}
    assert all(
        item.paragraph.span.of(texts[item.paragraph.document]).startswith(FILLER) for item in known_items(snapshot)
    )


def test_words_find_what_has_them(snapshot: Snapshot) -> None:
    assert known_item_rr(snapshot, LexicalRetriever(snapshot)) == 1.0


def test_ranks_count_by_their_reciprocal(snapshot: Snapshot) -> None:
    first, second = (LexicalRetriever(snapshot).retrieve(item.query, 1)[0] for item in known_items(snapshot))
    assert known_item_rr(snapshot, Found(first, second)) == pytest.approx((1 + 1 / 2) / 2)
    assert known_item_rr(snapshot, Found(first)) == 1 / 2
    assert known_item_rr(snapshot, Found()) == 0.0


def test_a_library_without_paragraphs_cannot_be_measured(tmp_path: Path) -> None:
    files = (SourceFile("short.txt", b"Short\n\nToo short to ask for."),)
    with (
        library_of(files, WordEmbedder(), tmp_path, lambda progress: None, ChunkSettings()) as library,
        library.snapshot() as snapshot,
        pytest.raises(ValueError, match="no paragraph"),
    ):
        known_item_rr(snapshot, Found())
