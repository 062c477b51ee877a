"""Makes the indexes of a library anew from its stored text, with another embedder or other chunks if asked."""

from __future__ import annotations

from index.chunk_rows import indexed_chunks, range_of
from index.chunk_vectors import embed, known_vectors
from index.embedding import Embedder
from index.file_reports import Progress, ProgressCallback, no_progress
from index.generation import NewGeneration, remove_other_generations, write_generation
from index.header import Header
from index.hits import ChunkRange
from index.library import Library
from index.merging import merge
from index.settings import ChunkSettings
from index.store import Store


def rebuild(
    library: Library,
    embedder: Embedder,
    progress: ProgressCallback = no_progress,
    *,
    settings: ChunkSettings | None = None,
) -> None:
    """Make the indexes anew; no file is read again.

    With the embedder and the chunk settings (None: those of today) that the library was made with, only the derived
    indexes are built. With others every stored text is cut and embedded anew beside what is in force, which answers
    questions until the switch at the very end. Open such a library without naming an embedder.

    Raises:
        LibraryBusyError: another process is changing the library.
        LibraryUnwritableError: the disk is full or read-only; the library is as it was.
    """
    with library.writing() as store:
        now = store.contents.header()
        wanted = Header(embedder.identity, settings or ChunkSettings(), now.generation + 1, now.purge_pending)
        if (wanted.identity, wanted.settings) == (now.identity, now.settings):
            merge(store, reuse=False)
            return
        staged = _stage(store, wanted, embedder, progress)
        # switching is the next and only change
        change_id = store.contents.last_change() + 1
        ranges = sorted(staged.values(), key=lambda item: item.first)
        new = NewGeneration(wanted.generation, change_id, ranges, wanted.identity.dimensions)
        write_generation(store.contents, new)
        store.switch_chunks(staged, wanted)
        remove_other_generations(store.folder, wanted.generation)
        store.delete_unused_chunks()


def _stage(store: Store, wanted: Header, embedder: Embedder, progress: ProgressCallback) -> dict[str, ChunkRange]:
    """New chunks for every document, kept beside the old ones."""
    from index.chunking import chunk

    contents = store.contents
    same_vectors = contents.header().identity == wanted.identity
    documents = contents.documents()
    staged: dict[str, ChunkRange] = {}
    for done, document in enumerate(documents):

        def part(share: float, done: int = done, name: str = document.title) -> None:
            progress(Progress(done, len(documents), name, share))

        loaded = contents.loaded_text(document.document_id)
        old = [range_of(contents, document.document_id)] if same_vectors else []
        chunks = chunk(loaded, wanted.settings)
        vectors = embed(loaded.text, chunks, known_vectors(indexed_chunks(contents, old)), embedder, part)
        staged[document.document_id] = store.stage(document.document_id, chunks, vectors)
    progress(Progress(len(documents), len(documents), ""))
    return staged
