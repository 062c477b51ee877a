"""A small library to ask, made from texts, with the stand-in embedder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from index import ingest
from index.library import Library
from index.snapshot import Snapshot
from tests.fakes import WordEmbedder

MakeLibrary = Callable[[Mapping[str, str]], Library]
MakeSnapshot = Callable[[Mapping[str, str]], Snapshot]


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def make_library(tmp_path: Path, embedder: WordEmbedder) -> Iterator[MakeLibrary]:
    """Give it file names with texts; the files lie in ``tmp_path / "papers"``."""
    made: list[Library] = []

    def make(texts: Mapping[str, str]) -> Library:
        papers = tmp_path / "papers"
        papers.mkdir(exist_ok=True)
        for name, text in texts.items():
            (papers / name).write_text(text, encoding="utf-8")
        library = Library.create(tmp_path / "library", embedder.identity)
        reports = ingest.add(library, sorted(papers.iterdir()), embedder)
        assert all(report.document is not None for report in reports), reports
        made.append(library)
        return library

    yield make
    for library in made:
        library.close()


@pytest.fixture
def make_snapshot(make_library: MakeLibrary) -> MakeSnapshot:
    return lambda texts: make_library(texts).snapshot()
