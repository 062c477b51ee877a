"""Libraries of datasets are made once, and their vectors are remembered whatever happens to them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from evals.datasets.values import SourceFile
from evals.libraries import library_of
from evals.running import Progress
from index.errors import InvalidInputError
from index.settings import ChunkSettings
from tests.fakes import WordEmbedder

FILES = (SourceFile("a.txt", b"Title\n\nThe sky is blue."), SourceFile("b.txt", b"Other\n\nThe grass is green."))


def make(cache: Path, files: Sequence[SourceFile] = FILES, chars: int = 700) -> tuple[list[str], int, list[Progress]]:
    """Names of the documents, how many texts were embedded, and what was shown."""
    embedder, seen = WordEmbedder(), list[Progress]()
    with library_of(files, embedder, cache, seen.append, ChunkSettings(chars)) as library:
        return sorted(document.source for document in library.documents()), len(embedder.embedded), seen


def test_is_made_once(tmp_path: Path) -> None:
    names, embedded, seen = make(tmp_path)
    assert names == ["a.txt", "b.txt"]
    assert embedded > 0
    assert [(one.stage, one.done, one.total) for one in seen] == [("files", done, 2) for done in range(3)]
    assert make(tmp_path) == (names, 0, [])


@pytest.mark.parametrize(
    ("files", "chars"),
    [
        ((SourceFile("a.txt", b"Else."), FILES[1]), 700),
        ((SourceFile("c.txt", FILES[0].content), FILES[1]), 700),
        (FILES, 90),
    ],
)
def test_other_files_or_chunks_are_another_library(tmp_path: Path, files: tuple[SourceFile, ...], chars: int) -> None:
    make(tmp_path)
    names, _, seen = make(tmp_path, files, chars)
    assert names == sorted(file.name for file in files)
    assert len(seen) == 3


def test_vectors_outlive_the_library(tmp_path: Path) -> None:
    make(tmp_path)
    for folder in tmp_path.glob("library-*"):
        shutil.rmtree(folder)
    assert make(tmp_path)[1] == 0


def test_a_file_that_cannot_be_read_leaves_no_library(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"bad\.txt of the dataset cannot be read"):
        make(tmp_path, (FILES[0], SourceFile("bad.txt", b"")))
    assert not list(tmp_path.glob("library-*"))
