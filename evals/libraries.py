"""Libraries made of a dataset's files, kept in a cache folder so that the next run need not make them again."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from evals.datasets.values import SourceFile
from evals.provenance import index_sources
from evals.running import ShowProgress, timed
from evals.vector_cache import CachedEmbedder
from index.embedding import Embedder, EmbedderIdentity
from index.errors import InvalidInputError
from index.file_reports import Outcome
from index.intake import Intake
from index.library import Library
from index.loaders import load as load_by_suffix
from index.merging import merge
from index.preparing import InThisProcess, Load
from index.settings import ChunkSettings


def library_of(
    files: Sequence[SourceFile],
    embedder: Embedder,
    cache: Path,
    show: ShowProgress,
    settings: ChunkSettings,
    load: Load = load_by_suffix,
) -> Library:
    """The library of these files, from ``cache`` if it was made before by the same code of ``index``.

    Args:
        files: with names that are unique among them; each becomes an upload of that name.
        embedder: its vectors are remembered in ``cache`` too, whatever happens to the library.
        cache: a folder that may be deleted at any time.
        show: told how many files are in.
        settings: how files are cut.
        load: reads a file; a function of one's own must have a name, which is part of what is remembered.

    Raises:
        InvalidInputError: a file cannot be read.
    """
    folder = cache / f"library-{_key(files, embedder.identity, settings, load)}"
    if not folder.exists():
        # Made under another name first, so that what an interrupted process leaves is never taken for a library.
        unfinished = cache / f"{folder.name}-unfinished-{os.getpid()}"
        try:
            _make(unfinished, files, CachedEmbedder(embedder, cache), show, settings, load)
            unfinished.rename(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return Library.open(folder, embedder.identity, settings)


def _make(
    folder: Path,
    files: Sequence[SourceFile],
    embedder: Embedder,
    show: ShowProgress,
    settings: ChunkSettings,
    load: Load,
) -> None:
    with Library.create(folder, embedder.identity, settings) as library, library.writing() as store:
        intake = Intake(store, embedder, InThisProcess(load), after_each=lambda: None, apart=True)  # each name is gold
        for file in timed("files", files, show):
            report = intake.take_upload(file.name, file.content, lambda progress: None)
            if report.outcome is Outcome.REFUSED:
                raise InvalidInputError(f"{file.name} of the dataset cannot be read. {report.reason}")
        merge(store)


def _key(files: Sequence[SourceFile], identity: EmbedderIdentity, settings: ChunkSettings, load: Load) -> str:
    digest = hashlib.sha256(f"{identity}{settings}{load.__module__}.{load.__qualname__}".encode())
    digest.update(index_sources().encode())
    for file in files:
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.content).digest())
    return digest.hexdigest()[:20]
