"""Reading scans in a process of its own: begun, looked at, stopped and gone on with from the page."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event

import pytest

from evals.evaluation_status import State, ask_to_stop, read_status
from index import ingest
from index.library import Library
from index.ocr.recognised import RecognisedPage
from tests.fakes import WordEmbedder
from tests.index.children import ROOT
from tests.index.makers import column
from tests.index.scans import KnownPages, recognised, scanned_pdf
from ui.scan_process import read_into
from ui.scan_reading import STATUS_FOLDER, ScanReading
from ui.wording import scans as wording

PAGES = [column(["The ledger lies in the office."]), column(["The crane lifts forty tons."])]
KNOWN = {number: recognised(page, number) for number, page in enumerate(PAGES, 1)}
CHILD = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from index.library import Library
from index.ocr.recognised import RecognisedPage
from tests.fakes import WordEmbedder
from tests.index.scans import KnownPages
from tests.ui.test_scan_reading import KNOWN
from ui.scan_process import main
sys.exit(main(lambda folder: (Library.open(folder), WordEmbedder(), KnownPages(KNOWN))))
"""


def child_command(home: Path, library: Path) -> Sequence[str]:
    return (sys.executable, "-c", CHILD, str(home), str(library))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.create(tmp_path / "library", WordEmbedder().identity)
    ingest.add_upload(library, "log.pdf", scanned_pdf(PAGES), WordEmbedder())
    return library


@pytest.fixture
def scans(tmp_path: Path, library: Library) -> Iterator[ScanReading]:
    scans = ScanReading(tmp_path / "scans", library, child_command)
    yield scans
    scans.close()


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_scans_are_read_while_the_page_goes_on(scans: ScanReading, library: Library) -> None:
    (waiting,) = scans.waiting()
    assert (waiting.scan.title, waiting.done, waiting.total) == ("log.pdf", 0, 2)
    assert scans.status() is None
    scans.start([waiting.scan.document_id])
    wait_until(lambda: not scans.is_running())
    status = scans.status()
    assert status is not None
    assert (status.state, status.done, status.total, status.reason) == (State.DONE, 2, 2, "")
    assert scans.waiting() == ()
    assert library.find("log.pdf").pages == 2


def test_a_stopped_reading_keeps_what_it_read(tmp_path: Path, library: Library) -> None:
    folder = tmp_path / "scans" / STATUS_FOLDER
    folder.mkdir(parents=True)
    engine = KnownPages(KNOWN)

    class Impatient(KnownPages):
        def recognise(self, content: bytes, page: int) -> RecognisedPage:
            ask_to_stop(folder)
            return engine.recognise(content, page)

    read_into(folder, library.folder, (), lambda place: (Library.open(place), WordEmbedder(), Impatient({})), Event())
    status = read_status(folder)
    assert (status.state, status.done, status.total) == (State.STOPPED, 1, 2)
    assert engine.asked == [1]
    assert library.find("log.pdf").characters


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "scans" / STATUS_FOLDER
    folder.mkdir(parents=True)
    gone = tmp_path / "nowhere"
    read_into(folder, gone, (), lambda place: (Library.open(place), WordEmbedder(), KnownPages({})), Event())
    status = read_status(folder)
    assert status.state is State.FAILED
    assert "There is no library" in status.reason


@pytest.mark.parametrize(
    ("pages", "seconds", "words"),
    [
        (12, 180, "Read the 12 picture pages – about 3 minutes"),
        (1, 4, "Read the picture page – about 10 seconds"),
        (2000, 18_000, "Read the 2,000 picture pages – about 5 hours"),
    ],
)
def test_the_offer_says_how_many_and_how_long(pages: int, seconds: float, words: str) -> None:
    assert wording.offer(pages, seconds) == words


def test_a_few_of_many_names_are_told() -> None:
    assert wording.waiting(["a", "b", "c", "d", "e"], 12).endswith("a, b, c and 2 more.")
