"""Reading in a process of its own: the same as reading here, and no file can do harm."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from index import ingest
from index.errors import ParsingStartError, UnreadableFileError
from index.file_reports import Outcome
from index.loaders import load
from index.parsing_limits import ParsingLimits
from index.parsing_process import ParsingProcess
from index.preparing import InThisProcess
from index.settings import ChunkSettings
from tests.index.children import ROOT
from tests.index.conftest import Desk
from tests.index.makers import Words, column, make_pdf
from tests.index.test_loaders import VALID

SETTINGS = ChunkSettings()
LIMITS = ParsingLimits(seconds=20, memory_bytes=2**29, characters=100_000)
ODD_LOADERS = f"""
import ctypes, os, sys, time
sys.path.insert(0, {str(ROOT)!r})
import index.loaders

honest = index.loaders.load

def odd(content, name):
    kind = content.decode().split()[0]
    if kind == "die":
        os._exit(3)
    if kind == "crash":
        ctypes.string_at(0)
    if kind == "hang":
        time.sleep(3600)
    if kind == "hold":
        ctypes.PyDLL(None).sleep(3600)
    if kind == "grow":
        whole = [bytearray(2**24) for _ in range(2**10)]
    if kind == "print":
        os.write(1, b"noise that is no answer")
    if kind == "who":
        content = str(os.getpid()).encode()
    if kind == "keep":
        odd.kept = getattr(odd, "kept", 0) + 1
        if odd.kept == 3:
            os._exit(3)
    return honest(content, name)

index.loaders.load = odd
from index.parsing_child import main
sys.exit(main())
"""


def odd_command() -> Sequence[str]:
    """A child whose loader obeys the first word of a file."""
    return (sys.executable, "-c", ODD_LOADERS)


def text_of(process: ParsingProcess, content: bytes, name: str = "a.txt") -> str:
    return process.start(content, name, SETTINGS)().loaded.text


@pytest.fixture(scope="module")
def process() -> Iterator[ParsingProcess]:
    with ParsingProcess() as process:
        yield process


@pytest.fixture(scope="module")
def odd() -> Iterator[ParsingProcess]:
    with ParsingProcess(LIMITS, odd_command) as process:
        yield process


@pytest.mark.parametrize("name", VALID)
def test_a_file_is_read_there_as_it_is_here(process: ParsingProcess, name: str) -> None:
    here = InThisProcess(load).start(VALID[name], name, SETTINGS)()
    assert process.start(VALID[name], name, SETTINGS)() == here


def test_a_refusal_is_the_same_there_and_here(process: ParsingProcess) -> None:
    for content, name in ((b"", "a.txt"), (b"x", "a.xyz"), (b"\x00\x01" * 400, "a.txt")):
        refusals = []
        for preparing in (process, InThisProcess(load)):
            with pytest.raises(UnreadableFileError) as caught:
                preparing.start(content, name, SETTINGS)()
            refusals.append((caught.value.reason, caught.value.next_step))
        assert refusals[0] == refusals[1]


def test_signs_beyond_the_first_plane_and_odd_names_come_through(process: ParsingProcess) -> None:
    assert text_of(process, "Pears 🍐 and ﬁgs, שלום.".encode(), "ä\udce4 \n.txt") == "Pears 🍐 and ﬁgs, שלום."


@pytest.mark.parametrize(
    ("word", "reason"), [("die", "breaks down"), ("crash", "breaks down"), ("grow", "more memory than")]
)
def test_a_file_that_ends_or_fills_its_process_is_refused_and_the_next_is_read(
    odd: ParsingProcess, word: str, reason: str
) -> None:
    waits = [odd.start(content, "a.txt", SETTINGS) for content in (word.encode(), b"Pears.")]
    with pytest.raises(UnreadableFileError, match=reason) as refusal:
        waits[0]()
    assert refusal.value.next_step
    assert waits[1]().loaded.text == "Pears."


@pytest.mark.parametrize("word", ["hang", "hold"])
def test_a_file_that_hangs_is_given_up_and_the_next_is_read(word: str) -> None:
    """ "hold" hangs in a library of C that lets no other thread of its process run."""
    limits = ParsingLimits(seconds=1.0, seconds_per_mb=0)
    with ParsingProcess(limits, odd_command) as process:
        with pytest.raises(UnreadableFileError, match="given up after 1 seconds"):
            text_of(process, word.encode())
        assert text_of(process, b"Pears.") == "Pears."


def test_what_a_library_prints_is_not_taken_for_an_answer(odd: ParsingProcess) -> None:
    assert text_of(odd, b"print pears") == "print pears"


def test_too_much_text_is_refused(odd: ParsingProcess) -> None:
    limits = ParsingLimits(characters=1_000_000)
    with ParsingProcess(limits) as process:
        assert len(text_of(process, b"Pears. " * 140_000)) < 1_000_000
        with pytest.raises(UnreadableFileError, match="more than 1 million characters"):
            text_of(process, b"Pears. " * 150_000)


def test_a_process_is_used_again_and_replaced_after_so_many_files() -> None:
    limits = ParsingLimits(files=2)
    with ParsingProcess(limits, odd_command) as process:
        pids = [text_of(process, b"who") for _ in range(5)]
    assert pids[0] == pids[1] != pids[2] == pids[3] != pids[4]


def test_a_process_that_has_grown_is_replaced() -> None:
    with ParsingProcess(ParsingLimits(recycled_at_bytes=1), odd_command) as process:
        assert text_of(process, b"who") != text_of(process, b"who")


def test_a_file_is_not_blamed_for_what_earlier_ones_left_behind() -> None:
    """The third file that an odd process keeps is its end; read first in a new one, it is harmless."""
    with ParsingProcess(LIMITS, odd_command) as process:
        assert [text_of(process, b"keep pears") for _ in range(4)] == ["keep pears"] * 4


def test_a_process_that_cannot_start_is_an_error_of_its_own() -> None:
    for command in (["no-such-program"], [sys.executable, "-c", "raise SystemExit(1)"]):
        with ParsingProcess(LIMITS, partial(list, command)) as process, pytest.raises(ParsingStartError):
            text_of(process, b"Pears.")


def test_a_process_that_answers_nonsense_is_not_believed() -> None:
    nonsense = "import sys; w = sys.stdout.buffer; [w.write(len(m).to_bytes(8, 'big') + m) for m in ({!r}, {!r})]; w.flush(); sys.stdin.read()"
    for answer in (b"{}", b"[]", b"7", b'{"reason": 7, "next_step": ""}', b"[" * 100_000, b"\xff"):
        command = [sys.executable, "-c", nonsense.format(b"ready", answer)]
        with (
            ParsingProcess(LIMITS, partial(list, command)) as process,
            pytest.raises(UnreadableFileError, match="breaks down"),
        ):
            text_of(process, b"Pears.")


def test_an_endless_answer_is_not_taken_in() -> None:
    endless = "import sys; w = sys.stdout.buffer; w.write((5).to_bytes(8, 'big') + b'ready' + (2**60).to_bytes(8, 'big')); w.flush(); sys.stdin.read()"
    with (
        ParsingProcess(LIMITS, lambda: [sys.executable, "-c", endless]) as process,
        pytest.raises(UnreadableFileError, match="breaks down"),
    ):
        text_of(process, b"Pears.")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a list of processes")
def test_nothing_is_left_running_however_it_is_let_go() -> None:
    closed, forgotten = ParsingProcess(LIMITS, odd_command), ParsingProcess(LIMITS, odd_command)
    pids = [text_of(closed, b"who"), text_of(forgotten, b"who")]
    waiting = closed.start(b"hang", "a.txt", SETTINGS)
    closed.close()
    with pytest.raises((UnreadableFileError, ParsingStartError)):
        waiting()
    del forgotten
    gc.collect()
    assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limits")
def test_the_process_can_write_no_file(tmp_path: Path) -> None:
    child = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import index.loaders
def load(content, name):
    with open({str(tmp_path / "left")!r}, "w") as file:
        file.write("canary")
index.loaders.load = load
from index.parsing_child import main
main()
"""
    with (
        ParsingProcess(LIMITS, lambda: [sys.executable, "-c", child]) as process,
        pytest.raises(UnreadableFileError, match="not as expected"),
    ):
        text_of(process, b"Pears.")
    assert (tmp_path / "left").stat().st_size == 0


def test_reports_stay_in_order_and_bad_files_stop_no_others(desk: Desk) -> None:
    words = ["pears", "die", "plums", "crash", "grow", "figs"]
    files = [desk.write(f"{number} {word}.txt", word) for number, word in enumerate(words)]
    with ParsingProcess(LIMITS, odd_command) as process:
        reports = ingest.add(desk.library, files, desk.embedder, preparing=process)
    assert [Path(report.name) for report in reports] == files
    good = {"pears", "plums", "figs"}
    assert [report.outcome is Outcome.ADDED for report in reports] == [word in good for word in words]
    assert all(report.reason and report.next_step for report in reports if report.outcome is Outcome.REFUSED)


def test_a_new_version_that_kills_its_process_leaves_the_old_one_in(desk: Desk) -> None:
    with ParsingProcess(LIMITS, odd_command) as process:
        ingest.add_upload(desk.library, "a.txt", b"good pears", desk.embedder, preparing=process)
        report = ingest.add_upload(desk.library, "a.txt", b"die pears", desk.embedder, preparing=process)
    assert report.outcome is Outcome.REFUSED
    assert "earlier is kept" in report.reason
    assert desk.by_words("pears") == ["good pears"]


def test_a_folder_is_read_by_the_products_own_process(desk: Desk) -> None:
    desk.write("a.txt", "Pears.")
    (desk.papers / "b.pdf").write_bytes(make_pdf([[Words("The garden", 50, 740, 20), *column(["The beds are dug."])]]))
    reports = ingest.add(desk.library, [desk.papers], desk.embedder)
    assert [report.outcome for report in reports] == [Outcome.ADDED] * 2
    assert [report.outcome for report in ingest.sync(desk.library, desk.embedder)] == [Outcome.UNCHANGED] * 2
