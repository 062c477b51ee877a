"""A library with a folder of documents beside it, as most tests of this room want it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from index import ingest
from index.document import DocumentInfo
from index.file_reports import FileReport, Outcome
from index.library import Library
from index.loaders import load
from index.merging import MergePolicy
from index.preparing import InThisProcess, Load
from tests.fakes import WordEmbedder


@dataclass
class Desk:
    """A person's place of work: documents in ``papers``, the library in ``folder``."""

    folder: Path
    papers: Path
    embedder: WordEmbedder
    library: Library = field(init=False)

    def __post_init__(self) -> None:
        self.papers.mkdir(parents=True, exist_ok=True)
        self.library = Library.create(self.folder, self.embedder.identity, merge_policy=NEVER)

    def write(self, name: str, text: str) -> Path:
        file = self.papers / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def add(self, *paths: Path) -> dict[str, Outcome]:
        return outcomes(ingest.add(self.library, paths, self.embedder, preparing=HERE))

    def add_text(self, name: str, text: str) -> DocumentInfo:
        file = self.write(name, text)
        self.add(file)
        return self.library.find(str(file))

    def upload(self, name: str, content: bytes, load: Load = load) -> DocumentInfo:
        report = ingest.add_upload(self.library, name, content, self.embedder, preparing=InThisProcess(load))
        assert report.document is not None, report.reason
        return report.document

    def sync(self) -> dict[str, Outcome]:
        return outcomes(ingest.sync(self.library, self.embedder, preparing=HERE))

    def reopen(self) -> None:
        self.library.close()
        self.library = Library.open(self.folder, self.embedder.identity, merge_policy=NEVER)

    def by_words(self, query: str, k: int = 100) -> list[str]:
        """The texts of the chunks found by words, best first."""
        with self.library.snapshot() as snapshot:
            return [chunk.text for chunk in snapshot.chunks([hit.chunk_id for hit in snapshot.search_words(query, k)])]

    def by_meaning(self, query: str, k: int = 100) -> list[str]:
        """The texts of the chunks found by their vectors, best first."""
        with self.library.snapshot() as snapshot:
            hits = snapshot.search_vectors(self.embedder.embed_queries([query])[0], k)
            return [chunk.text for chunk in snapshot.chunks([hit.chunk_id for hit in hits])]


HERE = InThisProcess(load)
"""Reads files without a process for it, which most tests need not wait for."""
NEVER = MergePolicy(at_end=lambda chunks, pending: False, midway=lambda chunks, pending: False)
"""Leaves every change in the log."""


def outcomes(reports: Sequence[FileReport]) -> dict[str, Outcome]:
    return {Path(report.name).name: report.outcome for report in reports}


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def desk(tmp_path: Path, embedder: WordEmbedder) -> Iterator[Desk]:
    desk = Desk(tmp_path / "library", tmp_path / "papers", embedder)
    yield desk
    desk.library.close()


@pytest.fixture
def public_desk(embedder: WordEmbedder) -> Iterator[Desk]:
    """A desk whose library everybody may read but only its owner may change."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        desk = Desk(Path(folder) / "library", Path(folder) / "papers", embedder)
        yield desk
        desk.library.close()
