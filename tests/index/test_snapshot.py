"""What a snapshot says of the stored documents, and that it stays the same whatever happens to the library."""

from __future__ import annotations

from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.chunking import chunk
from index.database import PART_CHARS
from index.document import Block, BlockKind, LoadedText, Notice, NoticeCode, Place, PlaceKind, PlaceMark, Span
from index.errors import UnknownDocumentError
from index.loaders import load
from index.settings import ChunkSettings
from tests.index.conftest import Desk

REPORT = """Annual report

We grew pears.

Results

The year was good.

Costs

Costs fell by 12 %. Wages rose.
"""


def pages(content: bytes, name: str) -> LoadedText:
    """A loader of texts whose pages end with a form feed and whose paragraphs are apart by an empty line."""
    text = content.decode()
    blocks, marks, start = [], [], 0
    for number, part in enumerate(text.split("\f"), 1):
        marks.append(PlaceMark(start, Place(PlaceKind.PAGE, f"page {number}", number)))
        if part.strip():
            blocks.append(Block(Span(start, start + len(part)), BlockKind.PARAGRAPH))
        start += len(part) + 1
    return LoadedText(
        text,
        name,
        tuple(blocks),
        tuple(marks),
        (Notice(NoticeCode.PAGES_WITHOUT_TEXT, "Page 2 is blurred.", 2),),
        "pages",
        3,
    )


def test_a_document_keeps_everything_its_loader_said(desk: Desk) -> None:
    text = "One.\fTwo.\fThree."
    info = desk.upload("book.txt", text.encode(), pages)
    snapshot = desk.library.snapshot()
    assert snapshot.documents == (info,)
    assert snapshot.document(info.document_id) == info
    assert (info.title, info.format, info.pages, info.characters) == ("book.txt", "pages", 3, len(text))
    assert info.notices == (Notice(NoticeCode.PAGES_WITHOUT_TEXT, "Page 2 is blurred.", 2),)
    assert snapshot.text(info.document_id) == text
    assert [block.span.of(text) for block in snapshot.blocks(info.document_id, Span(3, 6))] == ["One.", "Two."]
    assert snapshot.blocks(info.document_id, Span(4, 5)) == ()


def test_a_place_is_the_page_or_pages_of_a_span(desk: Desk) -> None:
    info = desk.upload("book.txt", b"One.\fTwo.\fThree.", pages)
    book, snapshot = info.document_id, desk.library.snapshot()
    assert snapshot.place(book, Span(0, 4)) == Place(PlaceKind.PAGE, "page 1", 1)
    assert snapshot.place(book, Span(5, 9)) == Place(PlaceKind.PAGE, "page 2", 2)
    assert snapshot.place(book, Span(3, 6)) == Place(PlaceKind.PAGE, "pages 1–2", 1)
    assert snapshot.place(book, Span(10, 10)) == Place(PlaceKind.PAGE, "page 3", 3)


def test_a_place_without_pages_is_the_headings_above_without_the_title(desk: Desk) -> None:
    headings = {"Annual report": 1, "Results": 2, "Costs": 3}

    def with_headings(content: bytes, name: str) -> LoadedText:
        text, start, blocks = content.decode(), 0, []
        for part in text.split("\n\n"):
            level = headings.get(part, 0)
            kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
            blocks.append(Block(Span(start, start + len(part)), kind, level))
            start += len(part) + 2
        return LoadedText(text, "Annual report", tuple(blocks))

    info = desk.upload("r.txt", REPORT.encode(), with_headings)
    document_id, snapshot = info.document_id, desk.library.snapshot()

    def label(words: str) -> str:
        start = REPORT.index(words)
        return snapshot.place(document_id, Span(start, start + len(words))).label

    assert label("Wages rose") == "Results › Costs"
    assert label("The year") == "Results"
    assert label("We grew") == "line 3"


def test_a_place_in_bare_text_is_its_line(desk: Desk) -> None:
    def bare(content: bytes, name: str) -> LoadedText:
        text = content.decode()
        return LoadedText(text, "Notes", (Block(Span(0, len(text)), BlockKind.PARAGRAPH),))

    info = desk.upload("n.txt", b"one\ntwo\nthree", bare)
    place = desk.library.snapshot().place(info.document_id, Span(8, 13))
    assert place == Place(PlaceKind.TEXT, "line 3")


def test_a_place_where_there_are_no_lines_is_its_paragraph(desk: Desk) -> None:
    def without_lines(content: bytes, name: str) -> LoadedText:
        text = content.decode()
        blocks = (Block(Span(0, 5), BlockKind.HEADING, 1), Block(Span(7, 11), BlockKind.PARAGRAPH))
        return LoadedText(text, "Notes", (*blocks, Block(Span(13, 17), BlockKind.PARAGRAPH)), format="Word document")

    info = desk.upload("n.txt", b"Notes\n\nOne.\n\nTwo.", without_lines)
    snapshot = desk.library.snapshot()
    assert snapshot.place(info.document_id, Span(13, 17)) == Place(PlaceKind.TEXT, "paragraph 2")
    assert snapshot.place(info.document_id, Span(0, 5)) == Place(PlaceKind.TEXT, "")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
    copies=st.sampled_from([1, 400, 900]),
    data=st.data(),
)
def test_every_slice_of_the_stored_text_is_a_slice_of_the_text(
    desk: Desk, text: str, copies: int, data: st.DataObject
) -> None:
    whole = text * copies
    blocks = (Block(Span(0, len(whole)), BlockKind.PARAGRAPH),)
    info = desk.upload("t.txt", whole.encode(), lambda _, name: LoadedText(whole, name, blocks))
    document_id, snapshot = info.document_id, desk.library.snapshot()
    near_a_seam = st.sampled_from([0, PART_CHARS - 1, PART_CHARS, PART_CHARS + 1, 2 * PART_CHARS])
    offset = (st.integers(0, len(whole)) | near_a_seam).map(lambda value: min(value, len(whole)))
    start, end = sorted((data.draw(offset), data.draw(offset)))
    assert snapshot.text(document_id, Span(start, end)) == whole[start:end]
    assert snapshot.text(document_id) == whole
    assert snapshot.length(document_id) == len(whole)


def test_chunks_come_in_the_order_asked_with_their_text(desk: Desk) -> None:
    info = desk.add_text("report.txt", REPORT * 40)
    snapshot = desk.library.snapshot()
    hits = snapshot.search_words("costs wages", 1000)
    backwards = [hit.chunk_id for hit in reversed(hits)]
    chunks = snapshot.chunks(backwards)
    assert [item.chunk_id for item in chunks] == backwards
    assert len(chunks) > 3
    for item in chunks:
        assert item.text == snapshot.text(info.document_id, item.span)
        assert (item.document_id, item.revision) == (info.document_id, info.revision)
    assert snapshot.chunk_count == info.chunks


def test_an_unknown_document_is_an_error(desk: Desk) -> None:
    snapshot = desk.library.snapshot()
    for ask in (snapshot.document, snapshot.text, snapshot.length):
        with pytest.raises(UnknownDocumentError):
            ask("000000000000")


def test_a_snapshot_is_of_its_moment_and_its_end_is_nobody_elses(desk: Desk) -> None:
    first = desk.library.snapshot()
    with desk.library.snapshot() as same:
        assert same.change_id == first.change_id
    desk.add_text("a.txt", "Pears are ripe.")
    second = desk.library.snapshot()
    assert second.change_id > first.change_id
    assert first.documents == ()
    assert first.search_words("pears", 5) == ()
    assert [document.title for document in second.documents] == ["Pears are ripe."]
    assert len(second.search_words("pears", 5)) == 1


def test_a_snapshot_stays_as_it_was_while_its_document_is_edited(desk: Desk) -> None:
    info = desk.add_text("a.txt", "Pears are ripe in May.")
    with desk.library.snapshot() as before:
        desk.add_text("a.txt", "Plums are ripe in June.")
        (hit,) = before.search_words("ripe", 5)
        assert before.chunks([hit.chunk_id])[0].text == "Pears are ripe in May."
        assert before.text(info.document_id) == "Pears are ripe in May."
    assert desk.by_words("ripe") == ["Plums are ripe in June."]
    assert desk.by_words("pears") == []


def test_threads_share_a_snapshot(desk: Desk) -> None:
    desk.add_text("a.txt", REPORT * 30)
    snapshot = desk.library.snapshot()
    found: list[object] = []

    def ask() -> None:
        hits = snapshot.search_words("costs", 5) + snapshot.search_vectors(desk.embedder.embed_queries(["costs"])[0], 5)
        found.append(snapshot.chunks([hit.chunk_id for hit in hits]))

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert all(each == found[0] for each in found)


def test_chunks_are_searched_with_their_title_and_cut_as_the_chunker_cuts(desk: Desk) -> None:
    info = desk.add_text("report.txt", REPORT * 40)
    loaded = load((REPORT * 40).encode(), "report.txt")
    stored = desk.library.snapshot().chunks(range(1, info.chunks + 1))
    assert [(item.span, item.context) for item in stored] == [
        (item.span, item.context) for item in chunk(loaded, ChunkSettings())
    ]
    assert all(text.startswith("Annual report") for text in desk.embedder.embedded)
