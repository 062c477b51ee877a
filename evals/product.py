"""The product as the subject of an evaluation: its own answer chain over a dataset's library, or over a person's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evals.datasets.values import SourceFile
from evals.libraries import library_of
from evals.running import FoundPassage, OpenSubject, ShowProgress, Subject
from index.embedding import Embedder
from index.errors import InvalidInputError
from index.library import Library
from index.settings import ChunkSettings
from rag.answer import Answer
from rag.answerer import Answerer
from rag.assemble import default_embedder, open_answerer
from rag.retrieval import Passage
from rag.settings import Settings

MakeAnswerer = Callable[[Library, Embedder, Settings], Answerer]


class Product:
    """An answerer with the library that it reads."""

    def __init__(self, library: Library, answerer: Answerer, settings: Settings) -> None:
        self._library = library
        self._answerer = answerer
        self._settings = settings
        self._passages: tuple[Passage, ...] = ()

    def ask(self, question: str, history: Sequence[str], question_id: str) -> Answer:
        """The answer to one question."""
        self._passages = ()
        return self._answerer.ask(question, history, question_id=question_id, on_passages=self._keep)

    def retrieved(self) -> tuple[FoundPassage, ...]:
        """The passages that the reader got for the question asked last, best first."""
        with self._library.snapshot() as snapshot:
            ids = dict.fromkeys(one.document_id for one in self._passages)
            documents = {document_id: snapshot.document(document_id) for document_id in ids}
        return tuple(
            FoundPassage(
                one.document_id,
                one.revision,
                documents[one.document_id].title,
                documents[one.document_id].source,
                one.span,
            )
            for one in self._passages
        )

    def text_of(self, document_id: str) -> str:
        """The canonical text of a document, as the library stores it."""
        with self._library.snapshot() as snapshot:
            return snapshot.text(document_id)

    def _keep(self, passages: tuple[Passage, ...]) -> None:
        self._passages = passages

    def facts(self) -> Mapping[str, str | int | float]:
        """Models, settings and size of the library."""
        header, documents = self._library.header, self._library.documents()
        facts: dict[str, str | int | float] = {
            "subject": "quotewise",
            "embedder": header.identity.name,
            "embedder_weights": header.identity.weights,
            "embedder_precision": header.identity.precision,
            "documents": len(documents),
            "chunks": sum(document.chunks for document in documents),
            "chunk_size_chars": header.settings.chunk_size_chars,
            "overlap_chars": header.settings.overlap_chars,
        }
        return facts | _flat(asdict(self._settings))


def product(
    cache: Path,
    *,
    library: Path | None = None,
    settings: Settings | None = None,
    chunks: ChunkSettings | None = None,
    make_embedder: Callable[[], Embedder] = default_embedder,
    make_answerer: MakeAnswerer = open_answerer,
    show: ShowProgress = lambda progress: None,
) -> OpenSubject:
    """How to open the product for a run.

    Args:
        cache: the folder that keeps the libraries of datasets.
        library: the person's own, for questions without documents of their own.
        settings: of answering; None for the product's own.
        chunks: how a dataset's documents are cut; None for the product's own.
        make_embedder: loads the embedder, when the subject is opened.
        make_answerer: builds the chain; another one to try a change.
        show: told how the making of a library goes.
    """

    @contextmanager
    def open_subject(files: Sequence[SourceFile]) -> Iterator[Subject]:
        embedder, answering = make_embedder(), settings or Settings()
        with _library(files, embedder) as opened:
            yield Product(opened, make_answerer(opened, embedder, answering), answering)

    def _library(files: Sequence[SourceFile], embedder: Embedder) -> Library:
        if files:
            return library_of(files, embedder, cache, show, chunks or ChunkSettings())
        if library is None:
            raise InvalidInputError("A question sheet is asked to a library. Name its folder with --library DIR.")
        return Library.open(library, embedder.identity)

    return open_subject


def _flat(settings: Mapping[str, Any], prefix: str = "") -> dict[str, str | int | float]:
    """Nested settings with dotted names."""
    found: dict[str, str | int | float] = {}
    for name, value in settings.items():
        if isinstance(value, Mapping):
            found |= _flat(value, f"{prefix}{name}.")
        else:
            found[prefix + name] = value
    return found
