from __future__ import annotations

from pathlib import Path

import pytest

from evals.evaluation_status import State, Status
from tests.ui.hostile import HOSTILE
from tests.ui.shown import Shown
from ui.adding_rendering import ended_html, progress_of, report_html
from ui.additions import BUSY, WAITING, Addition, Kind
from ui.desk import Receipt
from ui.reading_progress import ReadingProgress, seconds_left
from ui.wording import documents as wording

READY = Receipt("a.pdf", True, "Ready.")


def addition(status: Status, *receipts: Receipt) -> Addition:
    return Addition("a", Path(), Kind.FILES, ("a.pdf",), status, receipts)


def test_what_became_of_files_is_told_apart_by_more_than_colour() -> None:
    page = Shown(
        report_html([READY, Receipt("c.pdf", True, "Partly.", partly=True), Receipt("b.pdf", False, "It is empty.")])
    )
    assert page.texts["p"] == ["1 file is ready, 1 was read in part, 1 could not be read."]
    assert [value for name, value in page.attributes if name == "class"][2:] == ["qw-refused", "qw-partly", "qw-added"]
    assert page.text.endswith("b.pdfIt is empty.c.pdfPartly.a.pdfReady.")


def test_of_many_files_those_that_need_a_look_come_first_and_the_rest_is_folded_away() -> None:
    many = [*(Receipt(f"{n}.pdf", True, "Ready.") for n in range(300)), Receipt("bad.pdf", False, "It is damaged.")]
    page = Shown(report_html(many))
    assert page.text.index("bad.pdf") < page.text.index(wording.EVERY_FILE) < page.text.index("99.pdf")
    assert "200 more" in page.text and "299.pdf" not in page.text


def test_files_that_had_not_changed_are_not_called_ready_again() -> None:
    same = [Receipt(f"{n}.pdf", True, wording.WAS_THERE, unchanged=True) for n in range(30)]
    assert wording.NOTHING_NEW in Shown(report_html(same)).text
    assert "1 file is ready." in Shown(report_html([*same, READY])).text


@pytest.mark.parametrize("text", HOSTILE)
def test_names_and_messages_are_text(text: str) -> None:
    page = Shown(report_html([Receipt(text, False, text)]) + ended_html(addition(Status(State.FAILED, reason=text))))
    assert page.text.count(text) >= 2  # of a path the last part is its name
    assert set(page.elements) <= {"p", "ul", "li", "strong", "bdi", "span"}


def test_how_far_it_is_is_said_in_words() -> None:
    reading = Status(State.RUNNING, "reading", 1, 4, 170.0, name="May.docx", part=0.5)
    assert progress_of(addition(reading)) == (0.375, "Reading 2 of 4: May.docx · about 3 minutes left")
    assert progress_of(addition(Status(State.RUNNING, WAITING, 0, 4))) == (0.0, wording.WAITING)
    assert progress_of(addition(Status(State.RUNNING, BUSY, 1, 4))) == (0.25, wording.BUSY)
    assert progress_of(addition(Status(State.RUNNING, "reading", 0, 1, name="a.pdf"))) == (0.0, "Reading a.pdf")


def test_an_end_before_the_end_says_why_and_what_is_left() -> None:
    stopped = Shown(ended_html(addition(Status(State.STOPPED, done=1, total=4)))).text
    assert stopped == f"{wording.STOPPED} 3 files were not read."
    failed = Shown(ended_html(addition(Status(State.FAILED, done=3, total=4, reason="The disk is full.")))).text
    assert failed == f"{wording.BROKEN_OFF} The disk is full. 1 file was not read."
    assert ended_html(addition(Status(State.DONE))) == ""


def test_an_estimate_is_told_when_there_is_something_to_go_by() -> None:
    assert seconds_left(1.0, 0.5) is None and seconds_left(60.0, 0.001) is None
    assert seconds_left(30.0, 0.25) == 90.0


def test_what_was_done_before_a_break_does_not_make_the_rest_look_fast(tmp_path: Path) -> None:
    moments = iter([0.0, 0.0, 0.0, 10.0, 10.0, 10.0, 10.0])
    now = ReadingProgress(tmp_path, Status(State.RUNNING), lambda: next(moments))
    now.at(8, 10, "a", 0.0, 0.8)
    now.at(9, 10, "b", 0.0, 0.9)
    assert '"seconds_left": 10.0' in (tmp_path / "status.json").read_text(encoding="utf-8")
