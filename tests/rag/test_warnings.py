from __future__ import annotations

from pathlib import Path

import pytest

from index import ingest
from index.document import Block, BlockKind, LoadedText, Notice, NoticeCode, Span
from index.library import Library
from index.preparing import InThisProcess
from rag.warnings import warnings_about_documents, warnings_about_question
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
