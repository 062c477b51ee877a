"""The desk over a real library, with words for vectors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.document import Notice, NoticeCode
from index.errors import InvalidInputError, UnknownDocumentError
from index.ingest import FileReport, Outcome
from index.library import Library
from index.loaders import load
from index.pages.drawing import PageDrawing
from index.preparing import InThisProcess
from rag.answer import Status
from rag.assemble import open_answerer
from rag.quoting import display
from tests.fakes import WordEmbedder
from tests.ui.fakes import document
from tests.ui.papers import pdf_of
from ui.library_desk import LibraryDesk
from ui.receipts import receipt
from ui.source_text import TextBlock
from ui.wording import documents as wording

LEASE = b"# Lease\n\nThe tenant pays a rent of 950 pounds every month. The rent is due on the first day of the month.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[LibraryDesk]:
    embedder = WordEmbedder()
    library = Library.create(tmp_path / "library", embedder.identity)
    answerer = open_answerer(library, embedder)
    opened = LibraryDesk(library, embedder, answerer, InThisProcess(load), PageDrawing())
    yield opened
    opened.close()


def test_a_file_is_taken_in_listed_asked_and_taken_out(desk: LibraryDesk) -> None:
    parts: list[float] = []
    assert desk.add("lease.md", LEASE, parts.append).added
    assert parts == sorted(parts) and parts[-1] == 1.0
    assert [one.title for one in desk.documents()] == ["Lease"]
    replied = desk.ask("How much is the rent that the tenant pays every month?", ())
    shown = replied.quotes or replied.nearest
    for one in shown:
        assert " ".join("".join(text for text, _ in line) for line in one.lines) == display(one.quote.text)
        assert one.quote.text in LEASE.decode()
    assert shown
    desk.remove([desk.documents()[0].document_id])
    assert desk.documents() == () and desk.leaving() == ("Lease",)
    desk.undo_removal()
    assert [one.title for one in desk.documents()] == ["Lease"]
    desk.remove([desk.documents()[0].document_id])
    with pytest.raises(InvalidInputError, match="no documents"):  # the next question is the end of the undoing
        desk.ask("How much is the rent that the tenant pays every month?", ())
    assert not desk.documents() and not desk.leaving()


def test_a_file_that_cannot_be_read_is_named_until_it_is_dismissed_or_can_be(desk: LibraryDesk) -> None:
    desk.add("lease.md", LEASE, lambda part: None)
    for name in ("lease.md", "empty.md", "void.md"):
        assert not desk.add(name, b"", lambda part: None).added
    assert [one.title for one in desk.refused()] == ["empty.md", "lease.md", "void.md"]
    held = {one.document_id for one in desk.documents()}
    assert [one.title for one in desk.refused() if one.document_id in held] == ["lease.md"]
    desk.dismiss([one.document_id for one in desk.refused() if one.title != "void.md"])
    assert [one.title for one in desk.refused()] == ["void.md"] and len(desk.documents()) == 1
    desk.add("void.md", LEASE + b"Nothing else.", lambda part: None)
    assert desk.refused() == ()
    desk.add("lease.md", b"", lambda part: None)
    desk.remove(held)
    assert desk.refused() == (), "what is about to leave is not named"


def test_a_quote_of_a_pdf_is_boxed_on_its_page(desk: LibraryDesk) -> None:
    rules = ("The tenant pays a rent of 950 pounds every month.", "The rent is due on the first day.")
    desk.add("lease.pdf", pdf_of([("Lease",), rules]), lambda part: None)
    replied = desk.ask("How much is the rent that the tenant pays every month?", ())
    quote = (replied.quotes or replied.nearest)[0].quote
    pages = desk.pages(quote)
    assert pages[-1].page == 2
    assert all(page.boxes for page in pages)
    assert (desk.page(quote.document_id, 1).page, desk.page(quote.document_id, 1).boxes) == (1, ())
    desk.remove([quote.document_id])
    desk.close()
    with pytest.raises(UnknownDocumentError):
        desk.pages(quote)


def test_a_quote_is_marked_in_the_text_that_it_was_cut_from(desk: LibraryDesk) -> None:
    desk.add("lease.md", LEASE, lambda part: None)
    replied = desk.ask("How much is the rent that the tenant pays every month?", ())
    quote = (replied.quotes or replied.nearest)[0].quote
    shown = desk.text(quote.document_id, quote, None)
    pieces = [piece for block in shown.blocks if isinstance(block, TextBlock) for piece in block.pieces]
    assert "".join(words for words, marked in pieces if marked) in quote.text and shown.is_marked
    assert desk.text(quote.document_id, None, None).is_marked is False


def test_the_reply_shows_the_quotes_of_its_answer_in_order(desk: LibraryDesk) -> None:
    desk.add("lease.md", LEASE, lambda part: None)
    replied = desk.ask("How many pounds of rent does the tenant pay?", ())
    assert tuple(one.quote for one in replied.quotes) == replied.answer.quotes
    assert tuple(one.quote for one in replied.nearest) == replied.answer.nearest
    assert (replied.answer.status is Status.ANSWERED) == bool(replied.quotes)


def test_a_file_that_cannot_be_read_says_why(desk: LibraryDesk) -> None:
    refused = desk.add("empty.md", b"", lambda part: None)
    assert not refused.added and "empty" in refused.message
    assert desk.documents() == ()


def test_the_same_file_again_and_a_new_version_are_told_apart(desk: LibraryDesk) -> None:
    messages = [desk.add("a.md", content, lambda part: None).message for content in (LEASE, LEASE, LEASE + b"\nMore.")]
    assert messages == [wording.READY, wording.WAS_THERE, wording.REPLACED]


def test_a_receipt_passes_on_what_its_reader_ought_to_know() -> None:
    info = document("Scan", "scan.pdf", notices=(Notice(NoticeCode.PAGES_WITHOUT_TEXT, "2 of 12 pages are pictures."),))
    assert (
        receipt(FileReport("scan.pdf", Outcome.ADDED, info)).message == f"{wording.PARTLY} 2 of 12 pages are pictures."
    )
    kept = receipt(FileReport("x.pdf", Outcome.REFUSED, info, "It is damaged.", "Save it again."))
    assert (kept.added, kept.message) == (False, "It is damaged. Save it again.")
