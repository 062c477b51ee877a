"""Everything by keyboard alone: nothing is out of reach, and the focus is never lost nor out of sight."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from rag.settings import Caution
from tests.ui import asking_page
from tests.ui.keyboard import Keyboard
from tests.ui.test_asking_browser import address as address
from tests.ui.test_browser import TIMEOUT_MS, Visit
from tests.ui.test_browser import browser as browser
from tests.ui.test_browser import shoot as shoot
from ui.wording import chat as wording
from ui.wording import conversations, documents, exporting, source

pytestmark = pytest.mark.browser


def test_a_visit_by_keyboard(browser: Browser, address: str, shoot: Callable[[Page, str], None]) -> None:
    visit = Visit(browser, address, 1280)
    page, keys = visit.page, Keyboard(visit.page)

    # an offered question; from the answer one goes on to its numbers
    keys.do(asking_page.RENT)
    visit.wait_for_reply(asking_page.RENT)
    keys.is_at(f"{wording.YOU_ASKED} {asking_page.RENT}")

    # the source beside it, and from quote to quote
    keys.do(source.show_source(1, "page 3"))
    pane = page.get_by_role("region", name=source.REGION)
    expect(pane).to_be_visible(timeout=TIMEOUT_MS)
    keys.is_at(f"← {source.CLOSE}")
    keys.do(source.next_one())
    expect(pane).to_contain_text("Quote 2", timeout=TIMEOUT_MS)
    keys.settle()
    assert page.evaluate("document.querySelector('.st-key-source').contains(document.activeElement)")
    keys.do(source.previous_one())
    expect(pane).to_contain_text("Quote 1", timeout=TIMEOUT_MS)
    shoot(page, "keyboard-source")
    keys.press("Escape")
    expect(pane).to_have_count(0, timeout=TIMEOUT_MS)
    keys.is_at(source.show_source(1, "page 3"))

    # what is taken away
    keys.do(exporting.TAKE_AWAY)
    keys.is_at(exporting.COPY)
    keys.press("Enter")
    expect(page.locator(".qw-told")).not_to_be_empty()
    keys.go_to(exporting.AS_MARKDOWN)
    with page.expect_download():
        keys.press("Enter")
    keys.press("Escape")
    keys.is_at(exporting.TAKE_AWAY)

    # how careful, and where
    keys.do(wording.caution_label(Caution.BALANCED))
    keys.is_at(wording.CAUTIONS[Caution.BALANCED])
    keys.press("ArrowUp")
    expect(page.get_by_role("button", name=wording.caution_label(Caution.CAUTIOUS))).to_be_visible(timeout=TIMEOUT_MS)
    keys.settle()
    keys.press("Escape")
    keys.is_at(wording.caution_label(Caution.CAUTIOUS))
    keys.do(wording.within_label(0, 2))
    keys.go_to(wording.WITHIN)
    keys.type("Minutes")
    keys.press("Enter")
    expect(page.locator(".qw-only")).to_contain_text("Minutes", timeout=TIMEOUT_MS)
    keys.settle()
    keys.press("Escape", "Escape")
    keys.is_at(wording.within_label(1, 2))
    keys.go_to(wording.ASK)
    keys.type("May I keep a dog?")
    keys.press("Enter")
    expect(page.locator(".qw-turn").last).to_contain_text(wording.NOT_FOUND_THERE, timeout=TIMEOUT_MS)
    keys.is_at(wording.ASK)
    shoot(page, "keyboard-asked")

    # edited, and left as it was
    keys.go_to(wording.EDIT, "Shift+Tab")
    keys.press("Enter")
    keys.is_at(wording.EDITED)
    keys.do(wording.LEAVE)
    keys.is_at(wording.EDIT)
    keys.go_to(wording.ASK_EVERYWHERE, "Shift+Tab")
    keys.press("Enter")
    expect(page.locator(".qw-turn").last).to_contain_text(wording.NOT_FOUND, timeout=TIMEOUT_MS)
    assert keys.unseen() == set()


def test_documents_and_conversations_by_keyboard(
    browser: Browser, address: str, shoot: Callable[[Page, str], None]
) -> None:
    visit = Visit(browser, address, 1280)
    page, keys = visit.page, Keyboard(visit.page)
    listed = page.locator(".st-key-conversations")

    # removed, and taken back
    keys.do(documents.REMOVE)
    expect(page.get_by_role("dialog")).to_be_visible(timeout=TIMEOUT_MS)
    keys.go_to(documents.REMOVE_WHICH)
    keys.type("Minutes")
    keys.press("Enter")
    keys.settle()
    keys.press("Escape")
    keys.do(documents.remove_now(1))
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=TIMEOUT_MS)
    keys.is_at(documents.REMOVE, documents.UNDO)  # where the dialog was opened, or what is next, as the page is drawn
    keys.go_to(documents.UNDO, "Shift+Tab")
    keys.press("Enter")
    expect(page.locator(".st-key-documents").get_by_role("button")).to_have_count(2, timeout=TIMEOUT_MS)
    keys.is_at(documents.REMOVE)

    # found by its words, opened, called something else, deleted
    keys.go_to(wording.ASK)
    keys.type("Where do I park?")
    keys.press("Enter")
    visit.wait_for_reply("Where do I park?")
    keys.go_to(conversations.FIND, "Shift+Tab")
    keys.type("cellar")
    keys.press("Enter")
    expect(listed.get_by_role("button", name=asking_page.EARLIER[1])).to_be_visible(timeout=TIMEOUT_MS)
    keys.do(asking_page.EARLIER[1])
    expect(page.locator(".qw-question")).to_contain_text(asking_page.EARLIER[1], timeout=TIMEOUT_MS)
    keys.is_at(asking_page.EARLIER[1])
    keys.do(conversations.RENAME)
    keys.go_to(conversations.NEW_TITLE)
    keys.press("Control+A")
    keys.type("Below the cellar")
    keys.press("Enter")
    keys.do(conversations.SAVE)
    expect(listed.get_by_role("button", name="Below the cellar")).to_be_visible(timeout=TIMEOUT_MS)
    keys.is_at(conversations.RENAME)
    shoot(page, "keyboard-renamed")
    keys.do(conversations.DELETE)
    keys.do(conversations.DELETE_NOW)
    expect(listed.get_by_role("button", name="Below the cellar")).to_have_count(0, timeout=TIMEOUT_MS)
    keys.settle()
    assert keys.stop().tag != "BODY"
    assert keys.unseen() == set()
