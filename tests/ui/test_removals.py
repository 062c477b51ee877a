"""Removing with a while to undo it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from pathlib import Path

from index.errors import LibraryBusyError
from ui.removals import Removals


class Taken:
    """Notes what is taken out; refuses as often as it was told to."""

    def __init__(self, refusals: int = 0) -> None:
        self.ids: list[str] = []
        self.refusals = refusals

    def __call__(self, document_ids: Collection[str]) -> None:
        if self.refusals:
            self.refusals -= 1
            raise LibraryBusyError("somebody else is at work")
        self.ids += document_ids


def eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.01)
    return holds()


def test_what_is_removed_is_hidden_at_once_and_goes_after_a_while(tmp_path: Path) -> None:
    taken = Taken()
    removals = Removals(tmp_path, taken, undo_s=0.01)
    removals.begin(["d1"])
    assert eventually(lambda: removals.leaving == ())
    assert taken.ids == ["d1"] and list(tmp_path.iterdir()) == []


def test_undone_in_time_nothing_goes(tmp_path: Path) -> None:
    taken = Taken()
    removals = Removals(tmp_path, taken, undo_s=600)
    removals.begin(["d1", "d2"])
    removals.begin(["d3"])
    assert removals.leaving == ("d1", "d2", "d3")
    removals.undo()
    assert removals.carry_out() and not removals.leaving and taken.ids == []


def test_what_could_not_go_yet_stays_hidden_and_goes_later(tmp_path: Path) -> None:
    taken = Taken(refusals=1)
    removals = Removals(tmp_path, taken, undo_s=600)
    removals.begin(["d1"])
    assert not removals.carry_out()
    assert removals.leaving == ("d1",)
    assert removals.carry_out() and taken.ids == ["d1"]


def test_the_next_start_carries_out_what_the_end_of_the_program_cut_off(tmp_path: Path) -> None:
    first = Removals(tmp_path, Taken(refusals=1), undo_s=600)
    first.begin(["d1"])
    first.close()
    assert first.leaving == ("d1",)
    taken = Taken()
    second = Removals(tmp_path, taken)
    assert eventually(lambda: second.leaving == ())
    assert taken.ids == ["d1"]


def test_nothing_is_tried_after_the_end(tmp_path: Path) -> None:
    taken = Taken(refusals=1)
    removals = Removals(tmp_path, taken, undo_s=600)
    removals.begin(["d1"])
    removals.close()
    assert all(one.finished.is_set() for one in threading.enumerate() if isinstance(one, threading.Timer))
    assert removals.leaving == ("d1",) and taken.ids == []
