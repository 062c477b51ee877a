"""What is wrong with a library's folder is said in words, and never makes it worse."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from index.database import DATABASE_NAME, library_errors
from index.errors import (
    LibraryBusyError,
    LibraryDamagedError,
    LibraryError,
    LibraryMismatchError,
    LibraryUnwritableError,
)
from index.library import Library
from index.merging import DEFAULT_POLICY
from index.settings import ChunkSettings
from tests.fakes import WordEmbedder
from tests.index.children import NOBODY, needs_posix, needs_root, run, start
from tests.index.conftest import Desk

ASK = """
with Library.open(folder, embedder.identity).snapshot() as snapshot:
    (hit, *_) = snapshot.search_words("pears", 5)
    assert snapshot.search_vectors(embedder.embed_queries(["pears"])[0], 5)
    print(snapshot.chunks([hit.chunk_id])[0].text)
"""


def test_a_folder_without_a_library_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="quotewise add"):
        Library.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_another_model_or_chunking_is_refused_and_the_way_out_is_told(desk: Desk) -> None:
    for identity in (WordEmbedder("other").identity, WordEmbedder(dimensions=32).identity):
        with pytest.raises(LibraryMismatchError, match="quotewise rebuild"):
            Library.open(desk.folder, identity)
    with pytest.raises(LibraryMismatchError, match="quotewise rebuild"):
        Library.create(desk.folder, desk.embedder.identity, ChunkSettings(chunk_size_chars=300))


def test_a_library_of_a_newer_version_is_refused(desk: Desk) -> None:
    with sqlite3.connect(desk.folder / DATABASE_NAME) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LibraryMismatchError, match="format 99"):
        Library.open(desk.folder)
    with pytest.raises(LibraryMismatchError, match="Update"):
        desk.add(desk.papers)


def test_a_strangers_database_is_not_touched(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / DATABASE_NAME)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    before = (tmp_path / DATABASE_NAME).read_bytes()
    with pytest.raises(LibraryDamagedError, match="not a library"):
        Library.create(tmp_path, WordEmbedder().identity)
    assert (tmp_path / DATABASE_NAME).read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 300, bytes(8192)])
def test_a_database_that_is_none_is_said_to_be_damaged(desk: Desk, content: bytes) -> None:
    desk.library.close()
    (desk.folder / DATABASE_NAME).write_bytes(content)
    with pytest.raises(LibraryDamagedError, match="quotewise import"):
        Library.open(desk.folder)


def test_damage_in_the_middle_is_an_error_where_it_is_met_and_never_a_wrong_text(desk: Desk) -> None:
    for number in range(40):
        desk.write(f"{number}.txt", f"Pears, {number} of them. " * 200)
    desk.add(desk.papers)
    texts = {document.document_id: (desk.papers / Path(document.source).name).read_text(encoding="utf-8")
             for document in desk.library.documents()}  # fmt: skip
    desk.library.close()
    file = desk.folder / DATABASE_NAME
    content = bytearray(file.read_bytes())
    for page in range(3, len(content) // 4096, 3):
        content[page * 4096 : page * 4096 + 64] = bytes(64)
    file.write_bytes(content)
    errors = 0
    for document_id, text in texts.items():
        try:
            with Library.open(desk.folder) as library:
                assert library.snapshot().text(document_id) == text
        except LibraryDamagedError as exc:
            assert "quotewise import" in str(exc) or "quotewise" in str(exc)
            errors += 1
    assert errors > 0


@needs_root
def test_someone_who_may_only_read_can_ask(public_desk: Desk) -> None:
    public_desk.add_text("a.txt", "Pears are ripe.")
    public_desk.library.merge_policy = DEFAULT_POLICY
    public_desk.add_text("b.txt", "Plums are ripe.")
    public_desk.library.close()
    before = sorted(file.name for file in public_desk.folder.rglob("*"))
    assert run(ASK, public_desk.folder, public_desk.papers, user=NOBODY) == "Pears are ripe."
    assert sorted(file.name for file in public_desk.folder.rglob("*")) == before


@needs_root
def test_someone_who_may_only_read_sees_what_the_owner_changes(public_desk: Desk) -> None:
    public_desk.add_text("a.txt", "Pears are ripe.")
    public_desk.library.close()
    watch = """
library = Library.open(folder)
print(len(library.snapshot().search_words("ripe", 9)), flush=True)
sys.stdin.readline()
print(len(library.snapshot().search_words("ripe", 9)), len(library.documents()), flush=True)
"""
    child = start(watch, public_desk.folder, public_desk.papers, user=NOBODY)
    assert child.stdout is not None
    assert child.stdout.readline() == "1\n"
    public_desk.reopen()
    public_desk.add_text("b.txt", "Plums are ripe.")
    public_desk.library.close()
    out, err = child.communicate("\n", timeout=60)
    assert (out, child.returncode) == ("2 2\n", 0), err


@needs_root
def test_someone_who_may_only_read_can_ask_even_when_the_indexes_are_damaged(public_desk: Desk) -> None:
    public_desk.library.merge_policy = DEFAULT_POLICY
    public_desk.add_text("a.txt", "Pears are ripe.")
    public_desk.library.close()
    for generation in public_desk.folder.glob("gen-*"):
        shutil.rmtree(generation)
    assert run(ASK, public_desk.folder, public_desk.papers, user=NOBODY) == "Pears are ripe."
    assert not list(public_desk.folder.glob("gen-*"))


@needs_root
def test_someone_who_may_only_read_is_told_when_he_writes(public_desk: Desk) -> None:
    file = public_desk.write("a.txt", "Pears are ripe.")
    public_desk.add(file)
    public_desk.library.close()
    write = """
for change in (
    lambda: ingest.add(Library.create(folder, embedder.identity), [papers], embedder),
    lambda: ingest.remove(Library.open(folder), ["a.txt"]),
    lambda: Library.create(folder / "new", embedder.identity),
):
    try:
        change()
    except LibraryUnwritableError as exc:
        print("cannot be written" in str(exc))
"""
    assert run(write, public_desk.folder, public_desk.papers, user=NOBODY).split() == ["True"] * 3
    assert run(ASK, public_desk.folder, public_desk.papers) == "Pears are ripe."


@needs_root
def test_a_library_that_was_not_closed_on_a_medium_that_cannot_be_written_says_so(public_desk: Desk) -> None:
    public_desk.add_text("a.txt", "Pears are ripe.")
    with public_desk.library.writing() as store:
        store.add_folder(Path("/x"))
        for suffix in ("", "-wal"):
            shutil.copyfile(
                f"{public_desk.folder / DATABASE_NAME}{suffix}", f"{public_desk.papers / DATABASE_NAME}{suffix}"
            )
    ask = """
try:
    Library.open(papers)
except LibraryError as exc:
    print(exc)
"""
    assert "not closed in order" in run(ask, public_desk.folder, public_desk.papers, user=NOBODY)
    assert Library.open(public_desk.papers).documents()[0].title


@needs_root
def test_a_library_that_is_closed_to_us_says_so(public_desk: Desk) -> None:
    ask = """
try:
    Library.open(folder)
except LibraryError as exc:
    print(exc)
"""
    for closed in (public_desk.folder / DATABASE_NAME, public_desk.folder):
        mode = closed.stat().st_mode
        closed.chmod(0)
        assert "may read" in run(ask, public_desk.folder, public_desk.papers, user=NOBODY)
        closed.chmod(mode)


@needs_posix
@pytest.mark.parametrize("limit_kb", [120, 200, 280])
def test_a_full_disk_leaves_the_library_as_it_was(desk: Desk, limit_kb: int) -> None:
    desk.add_text("a.txt", "Pears are ripe.")
    before = desk.library.documents()
    desk.library.close()
    desk.write("b.txt", "\n\n".join(f"Plums, {number} of them. {'Ripe. ' * 90}" for number in range(900)))
    code = f"""
import resource
library = Library.open(folder)
# no file may grow beyond this, which the system reports as it reports a full disk
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit_kb} * 1024, {limit_kb} * 1024))
try:
    ingest.add(library, [papers / "b.txt"], embedder)
except LibraryUnwritableError as exc:
    print(exc)
"""
    assert "Nothing of it was lost" in run(code, desk.folder, desk.papers)
    desk.reopen()
    assert desk.library.documents() == before
    assert desk.by_words("pears plums") == ["Pears are ripe."]
    desk.add(desk.papers)
    assert len(desk.by_words("plums", 2000)) > 800


@needs_posix
def test_a_disk_that_is_full_while_the_indexes_are_written_loses_nothing(desk: Desk) -> None:
    desk.write("b.txt", "\n\n".join(f"Plums, {number} of them. {'Ripe. ' * 90}" for number in range(900)))
    desk.add(desk.papers)
    chunks = len(desk.by_words("plums", 2000))
    desk.library.close()
    code = """
import resource
library = Library.open(folder)
resource.setrlimit(resource.RLIMIT_FSIZE, (60 * 1024, 60 * 1024))
try:
    ingest.rebuild(library, embedder)
except LibraryUnwritableError as exc:
    print(exc)
"""
    assert "cannot be written" in run(code, desk.folder, desk.papers)
    assert not list(desk.folder.glob("gen-*"))
    desk.reopen()
    assert len(desk.by_words("plums", 2000)) == chunks


def _sqlite_error(name: str, kind: type[sqlite3.Error] = sqlite3.OperationalError) -> sqlite3.Error:
    error = kind("told by SQLite")
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (_sqlite_error("SQLITE_FULL"), LibraryUnwritableError),
        (_sqlite_error("SQLITE_READONLY_DBMOVED"), LibraryUnwritableError),
        (_sqlite_error("SQLITE_CANTOPEN"), LibraryUnwritableError),
        (_sqlite_error("SQLITE_IOERR_WRITE"), LibraryUnwritableError),
        (_sqlite_error("SQLITE_IOERR_SHORT_READ"), LibraryDamagedError),
        (_sqlite_error("SQLITE_CORRUPT", sqlite3.DatabaseError), LibraryDamagedError),
        (_sqlite_error("SQLITE_NOTADB", sqlite3.DatabaseError), LibraryDamagedError),
        (_sqlite_error("SQLITE_ERROR"), LibraryDamagedError),
        (_sqlite_error("SQLITE_BUSY"), LibraryBusyError),
        (_sqlite_error("SQLITE_LOCKED"), LibraryBusyError),
        (sqlite3.OperationalError("Could not decode to UTF-8 column"), LibraryDamagedError),
        (OSError(28, "No space left on device"), LibraryUnwritableError),
        (OSError(30, "Read-only file system"), LibraryUnwritableError),
        (OSError(5, "Input/output error"), OSError),
        (sqlite3.ProgrammingError("a mistake of ours"), sqlite3.ProgrammingError),
    ],
)
def test_every_error_of_database_and_disk_is_told_in_our_words(error: Exception, expected: type[Exception]) -> None:
    with pytest.raises(expected) as caught, library_errors(Path("library")):
        raise error
    assert caught.value is error or caught.value.__cause__ is error
