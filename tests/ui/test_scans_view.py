"""Pages that are pictures are offered to be read, and the reading is shown and stopped, played without a browser."""

from __future__ import annotations

from dataclasses import replace

from evals.evaluation_status import State, Status
from index.document import Origin
from index.ocr.reading_scans import WaitingScan
from index.ocr.scan_rows import Scan
from tests.ui.fakes import FakeDesk, FakeScans
from tests.ui.test_page import buttons, open_page, seen
from ui.markup import plain_label
from ui.wording import scans as wording

SCAN = Scan("s1", "/papers/log.pdf", Origin.FILE, "0" * 64, 0, 9, 40, tuple(range(29, 41)))
WAITING = WaitingScan(SCAN, 0, 12, 180.0)
OFFER = "Read the 12 picture pages – about 3 minutes"


def test_nothing_is_said_where_nothing_waits() -> None:
    assert not [label for label in buttons(open_page(FakeDesk())) if "picture" in label]


def test_pages_that_wait_are_read_by_one_click_and_the_reading_is_stopped_by_another() -> None:
    desk = FakeDesk(scans=FakeScans((WAITING,)))
    page = open_page(desk)
    assert "12 pages are pictures and were not read yet: log.pdf." in seen(page)
    page = page.button(key="read-scans").click().run()
    assert desk.scans.is_running()
    assert OFFER not in buttons(page)
    assert {"Stop – keep what is read"} <= set(buttons(page))
    page = page.button(key="stop-scans").click().run()
    assert wording.STOPPING_NOW in buttons(page)


def test_pages_that_wait_can_be_left_out_of_one_file_or_of_all() -> None:
    other = WaitingScan(replace(SCAN, document_id="s2", source="/papers/plan.png"), 0, 1, 10.0)
    desk = FakeDesk(scans=FakeScans((WAITING, other)))
    page = open_page(desk)
    assert plain_label("Leave out log.pdf (12 pages)") in buttons(page)
    page = page.button(key="leave-s1").click().run()
    assert [one.scan.title for one in desk.scans.files] == ["plan.png"]
    assert "1 page is a picture and was not read yet: plan.png." in seen(page)
    page = page.button(key="leave-scans").click().run()
    assert not desk.scans.files
    assert not [label for label in buttons(page) if "picture" in label or "Leave" in label]


def test_without_the_packages_the_way_to_them_is_told() -> None:
    page = open_page(FakeDesk(scans=FakeScans((WAITING,), is_installed=False)))
    assert OFFER not in buttons(page)
    assert "quotewise[ocr]" in seen(page)
    assert wording.LEAVE_OUT in buttons(page)


def test_a_reading_that_failed_says_why_and_is_offered_again() -> None:
    failed = Status(State.FAILED, reason="The disk is full.")
    page = open_page(FakeDesk(scans=FakeScans((WAITING,), failed)))
    assert "The disk is full." in seen(page)
    assert OFFER in buttons(page)
