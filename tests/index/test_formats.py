"""A library of an older format is used as it is and brought up to date by the next writer; a newer one is refused."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from index import ingest
from index.archive import export_library, import_library
from index.database import DATABASE_NAME
from index.errors import LibraryMismatchError, UnreadableFileError
from index.file_reports import Outcome
from index.library import Library
from index.tables import FORMAT_VERSION
from tests.fakes import WordEmbedder
from tests.index.children import NOBODY, needs_root, run
from tests.index.conftest import HERE, Desk

FIRST = Path(__file__).parent / "data" / "format-1.zip"
"""Exported by the program as it was when libraries had their first format."""
SECOND = FIRST.with_name("format-2.zip")
"""The same of the second format: with a copy, a table, two versions of a contract and a scan that waits."""
PEARS = "Pears are ripe in May."


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A library of the first format as it stood on disk, without its derived indexes."""
    folder = tmp_path / "old"
    with zipfile.ZipFile(FIRST) as packed:
        packed.extractall(folder)
    assert version(folder) == 1
    return folder


def version(folder: Path) -> int:
    with closing(sqlite3.connect(folder / DATABASE_NAME)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def tables(folder: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(folder / DATABASE_NAME)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {(name, " ".join(sql.split())) for name, sql in rows}


def check_content(library: Library) -> None:
    with library.snapshot() as snapshot:
        texts = {document.source: snapshot.text(document.document_id) for document in snapshot.documents}
        assert (texts["pears.txt"], texts["again.txt"]) == (PEARS, PEARS)
        assert "Plums are ripe in August." in texts["plums.md"]
        found = snapshot.chunks([hit.chunk_id for hit in snapshot.search_words("august", 5)])
        assert ["August" in chunk.text for chunk in found] == [True]
        assert len(snapshot.search_vectors(WordEmbedder().embed_queries(["plums"])[0], 9)) == snapshot.chunk_count


def test_a_library_of_the_first_format_is_brought_up_to_date_by_the_next_writer(old: Path, desk: Desk) -> None:
    with Library.open(old, WordEmbedder().identity) as library:
        check_content(library)
        with library.writing():
            pass
        assert version(old) == FORMAT_VERSION
        check_content(library)
        report = ingest.add_upload(library, "pears.txt", PEARS.encode(), WordEmbedder(), preparing=HERE)
        assert report.outcome is Outcome.UNCHANGED
        ingest.add_upload(library, "figs.txt", b"Figs are ripe in June.", WordEmbedder(), preparing=HERE)
        ingest.remove(library, ["plums.md"])
        assert {document.source for document in library.documents()} == {"pears.txt", "again.txt", "figs.txt"}
    assert tables(old) == tables(desk.folder)


def test_a_library_of_the_second_format_is_read_as_it_is_and_then_told_more_of(tmp_path: Path, desk: Desk) -> None:
    folder = tmp_path / "old"
    with zipfile.ZipFile(SECOND) as packed:
        packed.extractall(folder)
    assert version(folder) == 2
    with Library.open(folder, WordEmbedder().identity) as library:
        assert {(one.tables, one.newer_id) for one in library.documents()} == {(None, None)}
        assert library.refusals() == ()
        ingest.refuse_upload(library, "figs.txt", UnreadableFileError("It is locked."))
        documents = {one.source: one for one in library.documents()}
        assert {name: one.tables for name, one in documents.items() if one.tables} == {"prices.csv": 1}
        newer = {name: one.newer_id for name, one in documents.items() if one.newer_id}
        assert newer == {"contract v1.md": documents["contract v2.md"].document_id}
        assert [one.source for one in documents["pears.txt"].copies] == ["again.txt"]
        assert [one.title for one in library.refusals()] == ["letter.pdf", "figs.txt"]
        assert [one.unread for one in library.scans()] == [(1, 2)]
    assert (version(folder), tables(folder)) == (FORMAT_VERSION, tables(desk.folder))


def test_what_could_not_be_read_moves_with_a_library(desk: Desk, tmp_path: Path) -> None:
    desk.upload("a.csv", b"fruit,price\npears,3\nplums,4\n")
    ingest.refuse_upload(desk.library, "b.txt", UnreadableFileError("It is locked.", "Unlock it."))
    export_library(desk.library, tmp_path / "copy.zip")
    import_library(tmp_path / "copy.zip", tmp_path / "moved")
    with Library.open(tmp_path / "moved") as library:
        assert library.refusals() == desk.library.refusals() != ()
        assert library.documents() == desk.library.documents()


def test_an_export_of_the_first_format_can_be_imported_and_moves_on(tmp_path: Path) -> None:
    assert import_library(FIRST, tmp_path / "new").documents == 3
    with Library.open(tmp_path / "new") as library:
        check_content(library)
        export_library(library, tmp_path / "copy.zip")
    import_library(tmp_path / "copy.zip", tmp_path / "third")
    with Library.open(tmp_path / "third") as library:
        check_content(library)


@needs_root
def test_a_library_of_the_first_format_that_cannot_be_written_is_read_as_it_is(public_desk: Desk, old: Path) -> None:
    folder = public_desk.folder.with_name("old")
    shutil.copytree(old, folder)
    with closing(sqlite3.connect(folder / DATABASE_NAME)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    code = """
with Library.open(folder, embedder.identity) as library, library.snapshot() as snapshot:
    print(sorted(document.source for document in library.documents()), len(snapshot.search_words("ripe", 9)))
"""
    assert run(code, folder, public_desk.papers, user=NOBODY) == "['again.txt', 'pears.txt', 'plums.md'] 3"
    assert version(folder) == 1


def test_a_newer_format_is_refused_on_opening_writing_and_importing(desk: Desk, tmp_path: Path) -> None:
    desk.upload("a.txt", b"Pears.")
    with closing(sqlite3.connect(desk.folder / DATABASE_NAME)) as connection:
        connection.execute(f"PRAGMA user_version = {FORMAT_VERSION + 1}")
    for refused in (lambda: Library.open(desk.folder), lambda: desk.add(desk.papers)):
        with pytest.raises(LibraryMismatchError, match=rf"format {FORMAT_VERSION + 1}.*Update Quotewise"):
            refused()
    desk.library.close()
    assert version(desk.folder) == FORMAT_VERSION + 1  # whoever closes last empties the log into the database
    with zipfile.ZipFile(tmp_path / "newer.zip", "w") as packed:
        packed.write(desk.folder / DATABASE_NAME, DATABASE_NAME)
    with pytest.raises(LibraryMismatchError, match="Update Quotewise"):
        import_library(tmp_path / "newer.zip", tmp_path / "new")
    assert not (tmp_path / "new").exists()
