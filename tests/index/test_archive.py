from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from index import ingest
from index.archive import export_library, import_library
from index.errors import InvalidInputError, LibraryBusyError, LibraryDamagedError, LibraryUnwritableError
from index.file_reports import Outcome
from index.library import Library
from tests.index.conftest import Desk
from tests.index.traces import traces


@pytest.fixture
def exported(desk: Desk, tmp_path: Path) -> Path:
    desk.write("a.txt", "Pears are ripe.")
    desk.add(desk.papers)
    desk.upload("up.txt", b"Plums are ripe.")
    export_library(desk.library, tmp_path / "copy.zip")
    return tmp_path / "copy.zip"


def test_an_imported_library_is_the_exported_one(desk: Desk, exported: Path, tmp_path: Path) -> None:
    status = import_library(exported, tmp_path / "new" / "library")
    assert (status.documents, status.chunks) == (2, 2)
    with Library.open(tmp_path / "new" / "library", desk.embedder.identity) as library:
        assert library.documents() == desk.library.documents()
        upload = library.find("up.txt")
        assert library.original(upload).read_bytes() == b"Plums are ripe."
        assert len(library.snapshot().search_words("ripe", 5)) == 2
        assert len(library.snapshot().search_vectors(desk.embedder.embed_queries(["ripe"])[0], 5)) == 2
        desk.library, mine = library, desk.library
        assert desk.sync() == {"a.txt": Outcome.UNCHANGED}
        desk.library = mine


def test_an_empty_folder_may_take_an_import(exported: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert import_library(exported, tmp_path / "empty").documents == 2


def test_nothing_is_overwritten(desk: Desk, exported: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="in use"):
        import_library(exported, desk.folder)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").touch()
    with pytest.raises(InvalidInputError, match="in use"):
        import_library(exported, tmp_path / "full")
    with pytest.raises(InvalidInputError, match="exists already"):
        export_library(desk.library, exported)
    assert desk.by_words("pears") == ["Pears are ripe."]


def rewritten(archive: Path, change: dict[str, bytes | None]) -> Path:
    """A copy of an archive in which members were replaced, or left out where the content is None."""
    copy = archive.with_name("changed.zip")
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            content = change.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name] or b"")
    return copy


def test_a_file_that_is_no_export_is_refused(exported: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.zip"
    cut.write_bytes(exported.read_bytes()[:-200])
    (tmp_path / "text.zip").write_text("not a zip file", encoding="utf-8")
    for file in (
        cut,
        tmp_path / "text.zip",
        tmp_path / "none.zip",
        rewritten(exported, {"library.sqlite3": None}),
        rewritten(exported, {"../outside.txt": b"x"}),
        rewritten(exported, {"files/evil.txt": b"x"}),
        rewritten(exported, {"/etc/x": b"x"}),
    ):
        with pytest.raises(InvalidInputError):
            import_library(file, tmp_path / "new")
        assert not (tmp_path / "new").exists()
    assert not (tmp_path.parent / "outside.txt").exists()


def test_a_damaged_export_is_refused(exported: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(exported) as archive:
        database = bytearray(archive.read("library.sqlite3"))
        (upload,) = (name for name in archive.namelist() if name.startswith("files/"))
    for page in range(4, len(database) // 4096):
        database[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    for change in ({"library.sqlite3": bytes(database)}, {"library.sqlite3": b"x" * 5000}, {upload: b"tampered"}):
        with pytest.raises(LibraryDamagedError):
            import_library(rewritten(exported, dict(change)), tmp_path / "new")
        assert not (tmp_path / "new").exists()


def test_a_place_that_cannot_be_written_is_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(LibraryUnwritableError, match="cannot be written"):
        export_library(desk.library, tmp_path / "nowhere" / "copy.zip")


def test_what_a_killed_export_left_beside_its_file_is_named_after_it_and_goes_with_the_next(
    desk: Desk, tmp_path: Path
) -> None:
    left = tmp_path / "copy.zip.unfinished"
    left.mkdir()
    (left / "library.sqlite3").write_bytes(b"half a library")
    export_library(desk.library, tmp_path / "copy.zip")
    assert not left.exists()
    (tmp_path / "copy.zip").unlink()
    left.mkdir()
    (left / "mine.txt").touch()
    with pytest.raises(LibraryUnwritableError, match="cannot be written"):
        export_library(desk.library, tmp_path / "copy.zip")
    assert (left / "mine.txt").exists()


def test_what_a_killed_import_left_does_not_stop_the_next_and_goes_with_it(exported: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    for left in ("import.unfinished", "files"):
        (folder / left).mkdir(parents=True)
        (folder / left / "half").touch()
    (folder / "writer.lock").touch()
    assert import_library(exported, folder).documents == 2
    assert not list(folder.rglob("half"))


def test_what_a_killed_import_left_goes_when_another_library_is_made_there(desk: Desk) -> None:
    (desk.folder / "import.unfinished").mkdir()
    desk.add_text("a.txt", "Pears.")
    assert not (desk.folder / "import.unfinished").exists()


def test_an_export_holds_no_trace_of_what_was_removed_while_a_reader_kept_it(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.merging._READERS_PATIENCE_S", 0.05)
    desk.add_text("a.txt", "The canary sings. " * 50)
    desk.upload("b.txt", b"Another canary.")
    with desk.library.snapshot(), pytest.raises(LibraryBusyError):
        ingest.remove(desk.library, ["a.txt", "b.txt"])
    (tmp_path / "copies").mkdir()
    export_library(desk.library, tmp_path / "copies" / "copy.zip")
    assert traces(tmp_path / "copies", "canary") == []


def test_nothing_but_the_export_is_left_beside_it(desk: Desk, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    export_library(desk.library, tmp_path / "copy.zip")
    assert set(tmp_path.iterdir()) - before == {tmp_path / "copy.zip"}
