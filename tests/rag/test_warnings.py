from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import ingest
from index.document import Block, BlockKind, LoadedText, Notice, NoticeCode, Span
from index.errors import UnreadableFileError
from index.library import Library
from index.preparing import InThisProcess
from rag.warnings import warnings_about_answer, warnings_about_documents, warnings_about_question
from tests.fakes import WordEmbedder


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wie hoch ist die Kaution für die Wohnung?", "German"),
        ("Quel est le montant de la caution pour cet appartement ?", "French"),
        ("¿Cuánto es el depósito de este piso y cuándo se devuelve?", "Spanish"),
    ],
)
def test_a_question_in_another_language_is_named(question: str, language: str) -> None:
    (warning,) = warnings_about_question(question)
    assert language in warning


@pytest.mark.parametrize(
    "question", ["How much is the deposit?", "deposit", "KX-2240B?", "Who is Jürgen Müller?", "why"]
)
def test_english_and_the_undecidable_are_not(question: str) -> None:
    assert warnings_about_question(question) == ()


@pytest.mark.parametrize("code", list(NoticeCode))
def test_a_document_with_words_missing_warns_of_every_answer(tmp_path: Path, code: NoticeCode) -> None:
    def with_notice(content: bytes, name: str) -> LoadedText:
        text = content.decode()
        return LoadedText(text, "Scan", (Block(Span(0, len(text)), BlockKind.PARAGRAPH),), (), (Notice(code, "Told."),))

    embedder = WordEmbedder()
    with Library.create(tmp_path, embedder.identity) as library:
        ingest.add_upload(
            library, "scan.txt", b"Some words of a report.", embedder, preparing=InThisProcess(with_notice)
        )
        found = warnings_about_documents(library.snapshot(), cited=())
    assert found == (("Scan: Told.",) if code.means_loss else ())


def test_a_cited_document_in_another_language_is_said(tmp_path: Path) -> None:
    embedder = WordEmbedder()
    words = (
        "Die Kaution beträgt zwei Monatsmieten und wird nach dem Auszug innerhalb von dreißig Tagen zurückgezahlt. " * 3
    )
    with Library.create(tmp_path, embedder.identity) as library:
        report = ingest.add_upload(library, "miete.txt", words.encode(), embedder)
        assert report.document is not None
        (warning,) = warnings_about_documents(library.snapshot(), [report.document.document_id])
    assert "German" in warning


def test_a_cited_document_that_was_read_by_ocr_is_said(tmp_path: Path) -> None:
    def scan(content: bytes, name: str) -> LoadedText:
        text = content.decode()
        told = (Notice(NoticeCode.RECOGNISED, "It was read by OCR."),)
        return LoadedText(text, "Scan", (Block(Span(0, len(text)), BlockKind.PARAGRAPH),), (), told)

    embedder = WordEmbedder()
    with Library.create(tmp_path, embedder.identity) as library:
        preparing = InThisProcess(scan)
        report = ingest.add_upload(library, "scan.txt", b"Some words of a report.", embedder, preparing=preparing)
        assert report.document is not None
        found = warnings_about_documents(library.snapshot(), [report.document.document_id])
    assert found == ("Scan: It was read by OCR.",)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "library", WordEmbedder().identity) as library:
        yield library


def upload(library: Library, name: str, text: str, *codes: NoticeCode) -> str:
    """The id of a document that was uploaded, with notices."""

    def load(content: bytes, name: str) -> LoadedText:
        notices = tuple(Notice(code, "Told.") for code in codes)
        return LoadedText(text, name.split(".")[0], (Block(Span(0, len(text)), BlockKind.PARAGRAPH),), (), notices)

    report = ingest.add_upload(library, name, text.encode(), WordEmbedder(), preparing=InThisProcess(load))
    assert report.document is not None
    return report.document.document_id


def refuse(library: Library, *names: str) -> None:
    for name in names:
        ingest.refuse_upload(library, name, UnreadableFileError("It is locked.", "Unlock it."))


def said(library: Library, question: str, *cited: str, is_found: bool = True) -> tuple[str, ...]:
    with library.snapshot() as snapshot:
        return warnings_about_answer(snapshot, question, cited, is_found=is_found)


def test_where_nothing_was_found_the_files_that_could_not_be_read_are_named(library: Library) -> None:
    upload(library, "a.txt", "Pears are ripe.")
    refuse(library, "films.xyz")
    (one,) = said(library, "When are figs ripe?", is_found=False)
    assert one == "films.xyz could not be read, and may say something about this: It is locked."
    refuse(library, "b.txt", "c.txt", "figs 2024.pdf", "d.txt")
    (many,) = said(library, "When are figs ripe?", is_found=False)
    assert many.startswith("5 files could not be read") and "figs 2024.pdf, b.txt, c.txt and 2 more" in many


def test_an_answer_names_a_file_that_could_not_be_read_only_where_its_name_is_asked_for(library: Library) -> None:
    pears = upload(library, "a.txt", "Pears are ripe.")
    refuse(library, "harvested_figs.pdf", "b.xyz", "12.xyz")
    assert said(library, "When are 12 pears ripe?", pears) == ()
    (one,) = said(library, "When is the harvesting of pears?", pears)
    assert "harvested_figs.pdf could not be read" in one


def test_a_document_whose_new_version_could_not_be_read_is_said_where_it_is_quoted(library: Library) -> None:
    pears, plums = upload(library, "a.txt", "Pears are ripe."), upload(library, "b.txt", "Plums are ripe.")
    refuse(library, "a.txt")
    (one,) = said(library, "When are pears ripe?", pears)
    assert "could not be read: It is locked." in one and "read before" in one
    assert said(library, "When are plums ripe?", plums) == ()
    with library.snapshot() as snapshot:
        assert warnings_about_answer(snapshot.within([plums]), "figs?", [], is_found=False) == ()


def test_an_answer_that_quotes_an_old_version_names_the_newer_one(library: Library) -> None:
    text = "The tenant pays the rent on the first day of the month, and the deposit is {} months of rent."
    old, new = (upload(library, f"Lease v{n}.txt", text.format(word)) for n, word in ((1, "two"), (2, "three")))
    assert said(library, "What is the deposit?", old) == ("Lease v1: there is a newer version: Lease v2",)
    assert said(library, "What is the deposit?", old, new) == said(library, "What is the deposit?", old)
    assert said(library, "What is the deposit?", new) == ()
    with library.snapshot() as snapshot:
        assert warnings_about_documents(snapshot.within([old]), [old]) == said(library, "", old)


def test_of_many_documents_that_were_read_in_part_a_few_are_named(library: Library) -> None:
    ids = [upload(library, f"{name}.txt", f"{name} are ripe.", NoticeCode.CUT) for name in ("a", "b", "c", "d", "figs")]
    found = said(library, "When are figs ripe?", ids[1])
    assert found == ("b: Told.", "figs: Told.", "a: Told.", "c: Told.", "1 more document was read in part. "
                     "The list of your documents says why.")  # fmt: skip
