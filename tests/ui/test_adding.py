"""Adding documents in a process of its own, over real folders and a real library with words for vectors."""

from __future__ import annotations

import io
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event

import pytest

from evals.evaluation_status import State, Status, ask_to_stop, only_one, write_status
from index.errors import InvalidInputError
from index.library import Library
from index.loaders import load
from index.ocr.recognised import RecognisedPage
from index.preparing import InThisProcess, Prepared
from index.settings import ChunkSettings
from tests.fakes import WordEmbedder
from ui.adding import MAX_FILES, Adding, AddingStartError
from ui.additions import Addition, add_receipt, additions, begin_files, dismiss
from ui.desk import Receipt
from ui.reading import Reading
from ui.unpacking import distinct, joined_name
from ui.wording import documents as wording

PEARS, PLUMS = b"Pears are ripe in August.\n", b"Plums are ripe in September.\n"


def zipped(*files: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return held.getvalue()


def contents(*files: tuple[str, bytes]) -> list[tuple[str, io.BytesIO]]:
    return [(name, io.BytesIO(content)) for name, content in files]


def begun(home: Path, *files: tuple[str, bytes]) -> Addition:
    begin_files(home, contents(*files))
    return additions(home)[-1]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.create(tmp_path / "library", WordEmbedder().identity)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "library adding"


@pytest.fixture
def adding(home: Path, library: Library) -> Iterator[Adding]:
    """Whose process says that it begins and does nothing."""
    made = Adding(home, library.folder, lambda *_: (sys.executable, "-S", "-c", "print('started')"))
    yield made
    made.close()


def reading(library: Library, closed: Event | None = None) -> Reading:
    return Reading(library, WordEmbedder(), InThisProcess(load), closed or Event())


def sources(library: Library) -> list[str]:
    return sorted(one.source for one in library.documents())


def read_all(library: Library, home: Path) -> Addition:
    """Read the only addition and return how it stands then."""
    with only_one(home):
        (addition,) = additions(home)
        reading(library).read(addition)
    (addition,) = additions(home)
    return addition


def test_every_file_is_told_and_one_that_is_broken_does_not_stop_the_others(library: Library, home: Path) -> None:
    begun(home, ("pears.txt", PEARS), ("broken.pdf", b"%PDF-1.4 no more"), ("empty.md", b""), ("plums.txt", PLUMS))
    after = read_all(library, home)
    assert (after.status.state, after.status.done, after.status.total) == (State.DONE, 4, 4)
    assert [(one.name, one.added) for one in after.receipts] == [
        ("pears.txt", True),
        ("broken.pdf", False),
        ("empty.md", False),
        ("plums.txt", True),
    ]
    assert "empty (0 bytes)" in after.receipts[2].message and after.receipts[0].message == wording.READY
    assert sources(library) == ["pears.txt", "plums.txt"]
    assert not list((after.folder / "files").glob("*"))  # what was read is kept in the library only


def test_the_files_of_an_archive_are_read_each_with_its_folder_in_its_name(library: Library, home: Path) -> None:
    archive = zipped(
        ("a/pears.txt", PEARS),
        ("b/pears.txt", PLUMS),
        ("__MACOSX/._pears.txt", b"x"),
        ("a/.hidden", b"x"),
        ("a/picture.exe", b"MZ"),
    )
    begun(home, ("Fruit.zip", archive))
    after = read_all(library, home)
    assert [(one.name, one.added) for one in after.receipts] == [
        ("Fruit › a › pears.txt", True),
        ("Fruit › b › pears.txt", True),
        ("Fruit › a › picture.exe", False),
    ]
    assert sources(library) == ["Fruit › a › pears.txt", "Fruit › b › pears.txt"]
    assert [one.source for one in library.refusals()] == ["Fruit › a › picture.exe"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK no archive", "damaged"),
        (zipped(), "empty"),
        (zipped(("zeros.txt", b"0" * 60_000_000)), "would unpack to 60 MB"),
    ],
)
def test_an_archive_that_cannot_be_read_says_why(library: Library, home: Path, content: bytes, reason: str) -> None:
    begun(home, ("things.zip", content))
    after = read_all(library, home)
    (receipt,) = after.receipts
    assert not receipt.added and reason in receipt.message
    (refusal,) = library.refusals()
    assert refusal.source == "things.zip" and reason in refusal.reason
    dismiss(home, after.id)
    begun(home, ("things.zip", zipped(("pears.txt", PEARS))))
    read_all(library, home)
    assert library.refusals() == ()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Letters/2024/May.docx", "Letters › 2024 › May.docx"),
        ("..\\..\\etc\\passwd", "etc › passwd"),
        ("../../etc/passwd", "etc › passwd"),
        ("C:\\Windows\\win.ini", "Windows › win.ini"),
        ("/etc/passwd", "etc › passwd"),
        ("a\0b.txt", "ab.txt"),
        ("..", "upload"),
        ("", "upload"),
    ],
)
def test_no_name_is_a_path(name: str, shown: str) -> None:
    assert joined_name(name) == shown


def test_files_of_one_name_are_told_apart() -> None:
    assert distinct(["a.txt", "A.TXT", "a.txt", "b"]) == ["a.txt", "A (2).TXT", "a (3).txt", "b"]


def test_uploads_stay_in_their_folder(home: Path, adding: Adding) -> None:
    adding.add_files(contents(("../../../outside.txt", PEARS), ("/etc/outside.txt", PLUMS)))
    written = [path.relative_to(home) for path in home.rglob("*") if path.is_file()]
    known = {"files", "request.json", "status.json", "running.lock"}
    assert all(path.parts[min(1, len(path.parts) - 1)] in known for path in written)
    assert sorted(path.name for path in written if "files" in path.parts) == ["000000", "000001"]


def test_a_stopped_reading_keeps_what_is_done_and_can_go_on(library: Library, home: Path) -> None:
    addition = begun(home, ("pears.txt", PEARS), ("plums.txt", PLUMS))

    class StopsAtTheFirst:
        def start(
            self, content: bytes, name: str, settings: ChunkSettings, recognised: Sequence[RecognisedPage] = ()
        ) -> Callable[[], Prepared]:
            ask_to_stop(addition.folder)
            return InThisProcess(load).start(content, name, settings, recognised)

    with only_one(home):
        Reading(library, WordEmbedder(), StopsAtTheFirst(), Event()).read(addition)
    (stopped,) = additions(home)
    assert stopped.status.state is State.STOPPED
    assert len(stopped.receipts) == len(sources(library)) < 2

    write_status(addition.folder, Status(State.RUNNING, done=stopped.status.done))
    after = read_all(library, home)
    assert after.status.state is State.DONE
    assert [one.name for one in after.receipts] == sources(library) == ["pears.txt", "plums.txt"]


def test_one_whose_process_died_says_so_and_goes_on_where_it_was(library: Library, home: Path) -> None:
    addition = begun(home, ("pears.txt", PEARS), ("plums.txt", PLUMS))
    (addition.folder / "files" / "000000").unlink()  # it was read before the process died
    add_receipt(addition.folder, Receipt("pears.txt", True, wording.READY))
    write_status(addition.folder, Status(State.RUNNING, "reading", 1, 2))
    (lost,) = additions(home)
    assert lost.status.state is State.FAILED and lost.status.reason
    after = read_all(library, home)
    assert [one.name for one in after.receipts] == ["pears.txt", "plums.txt"]
    assert sources(library) == ["plums.txt"]


def test_the_end_of_the_program_is_told(library: Library, home: Path) -> None:
    closed = Event()
    closed.set()
    with only_one(home):
        assert not reading(library, closed).read(begun(home, ("pears.txt", PEARS)))
    (after,) = additions(home)
    assert (after.status.state, after.status.reason) == (State.FAILED, wording.CLOSED)


def test_a_folder_is_read_where_it_is_and_later_changes_with_it(
    library: Library, home: Path, adding: Adding, tmp_path: Path
) -> None:
    folder = tmp_path / "fruit"
    folder.mkdir()
    (folder / "pears.txt").write_bytes(PEARS)
    (folder / "program.exe").write_bytes(b"MZ")
    adding.add_folder(f' "{folder}" ')
    first = read_all(library, home)
    assert sorted((Path(one.name).name, one.added) for one in first.receipts) == [
        ("pears.txt", True),
        ("program.exe", False),
    ]
    adding.dismiss(first)
    (folder / "pears.txt").unlink()
    (folder / "plums.txt").write_bytes(PLUMS)
    adding.sync()
    after = read_all(library, home)
    assert sources(library) == [str(folder / "plums.txt")]
    assert wording.GONE_FROM_FOLDER in [one.message for one in after.receipts]


@pytest.mark.parametrize("typed", ["", "  ", "fruit", "/no/such/folder", "~nobody-of-that-name/x", "a\0b"])
def test_a_place_that_is_no_folder_is_refused(home: Path, typed: str) -> None:
    with pytest.raises(InvalidInputError, match="no folder"):
        Adding(home, home.parent / "library").add_folder(typed)
    assert not home.exists()


def test_too_many_files_at_once_are_refused_and_nothing_is_kept(home: Path) -> None:
    with pytest.raises(InvalidInputError, match="5,000"):
        Adding(home, home.parent / "library").add_files([("a.txt", io.BytesIO())] * (MAX_FILES + 1))
    assert not home.exists()


def test_a_process_that_does_not_begin_is_an_error_and_the_files_are_kept(home: Path) -> None:
    adding = Adding(home, home.parent / "library", lambda *_: (sys.executable, "-c", ""))
    with pytest.raises(AddingStartError):
        adding.add_files(contents(("pears.txt", PEARS)))
    (kept,) = adding.additions()
    assert kept.status.state is State.FAILED and kept.names == ("pears.txt",)


def test_the_next_addition_clears_away_reports_that_need_no_look(library: Library, home: Path, adding: Adding) -> None:
    begun(home, ("pears.txt", PEARS))
    read_all(library, home)
    adding.add_files(contents(("empty.txt", b"")))
    (bad,) = adding.additions()
    assert bad.names == ("empty.txt",)
    read_all(library, home)
    adding.add_files(contents(("plums.txt", PLUMS)))
    assert [one.names for one in adding.additions()] == [("empty.txt",), ("plums.txt",)]


def test_removed_documents_leave_every_report(library: Library, home: Path) -> None:
    begun(home, ("pears.txt", PEARS), ("plums.txt", PLUMS))
    pears = read_all(library, home).receipts[0]
    Adding(home, library.folder).forget_documents({pears.document_id})
    (after,) = additions(home)
    assert [one.name for one in after.receipts] == ["plums.txt"]
    assert b"pears" not in b"".join(path.read_bytes() for path in home.rglob("report*"))


def test_forgotten_files_leave_every_report_and_documents_of_their_names_stay(library: Library, home: Path) -> None:
    begun(home, ("pears.txt", PEARS), ("empty.md", b""))
    read_all(library, home)
    Adding(home, library.folder).forget_refused({"pears.txt", "empty.md"})
    (after,) = additions(home)
    assert [one.name for one in after.receipts] == ["pears.txt"]


_PROCESS = """
import sys
from pathlib import Path
from index.library import Library
from index.loaders import load
from index.ocr.recognised import RecognisedPage
from index.preparing import InThisProcess, Prepared
from index.settings import ChunkSettings
from tests.fakes import WordEmbedder
from ui.adding_process import main
from ui.reading import Reading

def make(folder, closed):
    return Reading(Library.create(folder, WordEmbedder().identity), WordEmbedder(), InThisProcess(load), closed)

sys.argv = ["", *sys.argv[1:]]
sys.exit(main(make))
"""


def _command(home: Path, library: Path, first: str) -> Sequence[str]:
    return (sys.executable, "-c", _PROCESS, str(home), str(library), first)


def test_the_process_reads_what_is_handed_over_while_it_is_at_work(library: Library, home: Path) -> None:
    adding = Adding(home, library.folder, _command)
    try:
        adding.add_files(contents(("pears.txt", PEARS)))
        adding.add_files(contents(("plums.txt", PLUMS)))
        deadline = time.monotonic() + 60
        while any(one.status.state is State.RUNNING for one in adding.additions()) and time.monotonic() < deadline:
            time.sleep(0.1)
    finally:
        adding.close()
    assert [one.status.state for one in adding.additions()] == [State.DONE, State.DONE]
    assert sources(library) == ["pears.txt", "plums.txt"]
