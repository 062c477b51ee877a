from __future__ import annotations

import json
import os
from pathlib import Path
from threading import Thread

import pytest

from index import ingest
from index.errors import LibraryBusyError
from index.writer_lock import current_writer, writer_lock
from tests.index.children import start
from tests.index.conftest import Desk

HOLD = """
import time
with Library.open(folder).writing():
    print("in", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_is_told_who_the_first_is_and_readers_do_not_wait(desk: Desk) -> None:
    desk.add_text("a.txt", "Pears.")
    child = start(HOLD, desk.folder, desk.papers)
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "in\n"
        with pytest.raises(LibraryBusyError, match=f"process {child.pid}"):
            ingest.add(desk.library, [desk.papers], desk.embedder)
        writer = desk.library.status().writer
        assert writer is not None
        assert writer.process_id == child.pid
        assert desk.by_words("pears") == ["Pears."]
    finally:
        child.kill()
        child.communicate()
    # a dead owner never blocks
    assert desk.library.status().writer is None
    desk.add(desk.papers)


def test_two_threads_are_two_writers(tmp_path: Path) -> None:
    caught: list[BaseException] = []

    def try_it() -> None:
        try:
            with writer_lock(tmp_path, patience_s=0.05):
                pass
        except LibraryBusyError as exc:
            caught.append(exc)

    with writer_lock(tmp_path):
        thread = Thread(target=try_it)
        thread.start()
        thread.join()
    assert len(caught) == 1
    try_it()
    assert len(caught) == 1


def test_the_lock_is_let_go_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writer_lock(tmp_path):
        raise ZeroDivisionError
    with writer_lock(tmp_path):
        owner = current_writer(tmp_path)
    assert owner is not None
    assert owner.process_id == os.getpid()
    assert current_writer(tmp_path) is None


@pytest.mark.parametrize("left_behind", ["", "{", "[]", '{"process_id": 1}', json.dumps({"command": "x"})])
def test_a_damaged_note_of_the_owner_does_no_harm(tmp_path: Path, left_behind: str) -> None:
    (tmp_path / "writer.json").write_text(left_behind, encoding="utf-8")
    assert current_writer(tmp_path) is None
    with writer_lock(tmp_path):
        (tmp_path / "writer.json").write_text(left_behind, encoding="utf-8")
        with pytest.raises(LibraryBusyError, match="another program"), writer_lock(tmp_path, patience_s=0):
            raise AssertionError("there were two writers")
