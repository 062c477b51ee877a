from __future__ import annotations

from itertools import pairwise
from threading import Event, Thread

import pytest

from index import ingest
from index.errors import LibraryMismatchError
from index.file_reports import Outcome, Progress
from index.library import Library
from index.settings import ChunkSettings
from tests.fakes import WordEmbedder
from tests.index.conftest import Desk

STORY = "\n\n".join(
    f"Chapter {number}. Pears ripen, plums turn blue, and number {number} is told." for number in range(60)
)


def test_the_same_model_and_chunks_build_only_the_indexes(desk: Desk) -> None:
    desk.add_text("a.txt", STORY)
    meaning = desk.by_meaning("plums 7")
    desk.embedder.embedded.clear()
    ingest.rebuild(desk.library, desk.embedder)
    assert desk.embedder.embedded == []
    assert desk.library.header.generation == 1
    assert desk.by_meaning("plums 7") == meaning


def test_another_model_embeds_the_stored_text_and_no_file_is_needed(desk: Desk) -> None:
    info = desk.add_text("a.txt", STORY)
    desk.add_text("b.txt", "Figs.")
    for file in desk.papers.iterdir():
        file.unlink()
    other = WordEmbedder("other", dimensions=32)
    told: list[Progress] = []
    with Library.open(desk.folder) as library:
        ingest.rebuild(library, other, told.append)
    assert told[-1] == Progress(2, 2, "")
    with pytest.raises(LibraryMismatchError):
        desk.library.snapshot()
    with Library.open(desk.folder, other.identity) as library, library.snapshot() as snapshot:
        assert snapshot.text(info.document_id) == STORY
        assert [document.added_at for document in snapshot.documents if document == info] == [info.added_at]
        hits = snapshot.search_vectors(other.embed_queries(["Figs"])[0], 100)
        assert snapshot.chunks([hits[0].chunk_id])[0].text == "Figs."
        assert len(hits) == snapshot.chunk_count == len(other.embedded)


def test_other_chunks_are_cut_and_only_what_is_new_is_embedded(desk: Desk) -> None:
    before = desk.add_text("a.txt", STORY)
    desk.add_text("b.txt", "Figs.")
    desk.embedder.embedded.clear()
    settings = ChunkSettings(chunk_size_chars=150)
    ingest.rebuild(desk.library, desk.embedder, settings=settings)
    assert desk.library.header.settings == settings
    assert not any("Figs." in text for text in desk.embedder.embedded)
    with Library.open(desk.folder, desk.embedder.identity, settings) as library:
        after = library.find(before.document_id)
        assert after.chunks > before.chunks
        assert after.revision == before.revision
        with library.snapshot() as snapshot:
            hits = snapshot.search_words("pears", 1000)
            chunks = sorted(snapshot.chunks([hit.chunk_id for hit in hits]), key=lambda item: item.span)
        assert all(len(chunk.span) <= 150 for chunk in chunks)
        assert all(first.span.end <= second.span.start for first, second in pairwise(chunks))
        assert len(chunks) == after.chunks


def test_after_a_rebuild_life_goes_on(desk: Desk) -> None:
    desk.add_text("a.txt", STORY)
    ingest.rebuild(desk.library, desk.embedder, settings=ChunkSettings(chunk_size_chars=150))
    assert desk.add(desk.papers) == {"a.txt": Outcome.UNCHANGED}
    desk.add_text("b.txt", "Figs.")
    assert desk.by_words("figs") == ["Figs."]
    ingest.remove(desk.library, ["a.txt"])
    assert desk.by_words("pears") == []


def test_whoever_asks_all_the_while_gets_the_old_or_the_new_state_and_never_an_error(desk: Desk) -> None:
    for number in range(6):
        desk.write(f"{number}.txt", STORY.replace("Chapter", f"Book {number}, chapter"))
    desk.add(desk.papers)
    other, small = WordEmbedder("other", dimensions=32), ChunkSettings(chunk_size_chars=150)
    embedders = {embedder.identity: embedder for embedder in (desk.embedder, other)}
    # the chunks that each state has, by its model and its sizes
    states: dict[tuple[str, int], set[int]] = {}
    wrong: list[object] = []
    stop = Event()

    def ask() -> None:
        with Library.open(desk.folder) as library:
            while not stop.is_set():
                try:
                    with library.snapshot() as snapshot:
                        header = snapshot.header
                        found = snapshot.search_vectors(embedders[header.identity].embed_queries(["plums"])[0], 9_999)
                        words = snapshot.search_words("plums", 9_999)
                        chunks = snapshot.chunks([hit.chunk_id for hit in words])
                        assert all(chunk.text == snapshot.text(chunk.document_id, chunk.span) for chunk in chunks)
                        assert len(found) == len(words) == snapshot.chunk_count
                        assert max(len(chunk.span) for chunk in chunks) <= header.settings.chunk_size_chars
                        state = (header.identity.name, header.settings.chunk_size_chars)
                        states.setdefault(state, set()).add(len(found))
                except BaseException as error:
                    wrong.append(error)
                    return

    threads = [Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        with Library.open(desk.folder) as library:
            ingest.rebuild(library, other)
            ingest.rebuild(library, other, settings=small)
            ingest.rebuild(library, desk.embedder)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert wrong == []
    assert len(states) >= 2
    assert all(len(counts) == 1 for counts in states.values())


def test_an_empty_library_can_be_rebuilt(desk: Desk) -> None:
    other = WordEmbedder("other", dimensions=32)
    with Library.open(desk.folder) as library:
        ingest.rebuild(library, other)
    with Library.open(desk.folder, other.identity) as library:
        ingest.add_upload(library, "a.txt", b"Pears.", other)
        assert len(library.snapshot().search_words("pears", 5)) == 1
