"""Files that could not be read are named beside the documents and can be forgotten, played without a browser."""

from __future__ import annotations

from index.document import Origin
from index.refusals import Refusal
from tests.ui.fakes import FakeDesk, document
from tests.ui.test_page import buttons, open_page, seen
from ui.refusals_view import refusal_html


def refusal(number: int, name: str = "", reason: str = "The file is locked.") -> Refusal:
    name = name or f"file {number}.pdf"
    return Refusal(f"r{number}", name, Origin.UPLOAD, "", "2026-03-03T10:00:00+00:00", reason, "Unlock it.")


def test_nothing_is_said_where_everything_could_be_read() -> None:
    page = open_page(FakeDesk([document("Lease", "lease.pdf")]))
    assert "could not be read" not in seen(page) + "".join(each.label for each in page.expander)


def test_each_file_is_named_with_its_reason_and_forgotten_by_a_click() -> None:
    desk = FakeDesk([document("Lease", "lease.pdf")], unread=[refusal(1), refusal(2)])
    page = open_page(desk)
    assert "2 files could not be read" in [each.label for each in page.expander]
    assert "file 1.pdf" in seen(page) and "The file is locked. Unlock it." in seen(page)
    page = page.button(key="forget-r1").click().run()
    assert [one.document_id for one in desk.unread] == ["r2"]
    assert "file 1.pdf" not in seen(page) and "Forget them all" not in buttons(page)


def test_many_are_counted_and_forgotten_at_once() -> None:
    desk = FakeDesk(unread=[refusal(number) for number in range(25)])
    page = open_page(desk)
    assert "and 5 more" in seen(page) and "file 20.pdf" not in seen(page)
    page.button(key="forget-all").click().run()
    assert desk.unread == []


def test_an_earlier_version_is_told_and_no_name_becomes_markup() -> None:
    html = str(refusal_html(refusal(1, "<b>x.pdf", "It is <i>."), is_held=True))
    assert "&lt;b&gt;" in html and "<i>" not in html
    assert "What was read of it before can still be asked." in html
    assert "can still be asked" not in str(refusal_html(refusal(1), is_held=False))
