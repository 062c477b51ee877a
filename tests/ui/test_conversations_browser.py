"""Conversations, notebooks and feedback played in a real browser: the server is killed, and nothing answered is lost."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.running import running_chat
from tests.ui.test_browser import EXAMPLE, FOLLOW_UP, SAMPLE, TIMEOUT_MS, Visit
from tests.ui.test_browser import browser as browser
from tests.ui.test_browser import shoot as shoot
from ui.folders import sample_documents
from ui.library_desk import open_desk
from ui.wording import access, feedback
from ui.wording import conversations as wording

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("conversations") / "papers"
    desk = open_desk(folder)
    assert desk.add(SAMPLE, (sample_documents() / SAMPLE).read_bytes(), lambda part: None).added
    desk.close()
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the conversations of a test are kept, and its notebooks."""
    monkeypatch.setenv("QUOTEWISE_CONVERSATIONS", str(tmp_path / "kept" / "store.sqlite3"))
    return tmp_path / "kept"


def kill(chat: subprocess.Popen[str]) -> None:
    """End the page's own process as a crash would; the program that started it notices and ends."""
    (child,) = Path(f"/proc/{chat.pid}/task/{chat.pid}/children").read_text(encoding="ascii").split()
    os.kill(int(child), signal.SIGKILL)
    chat.wait(30)


def field(page: Page, label: str, words: str) -> None:
    typed = page.get_by_label(label)
    typed.fill(words)
    typed.press("Enter")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for the process to kill in /proc")
def test_what_was_answered_survives_the_death_of_the_server(
    browser: Browser, library: Path, home: Path, shoot: Callable[[Page, str], None]
) -> None:
    with running_chat(library) as (chat, address):
        visit = Visit(browser, address, 1280)
        page = visit.page
        visit.ask(EXAMPLE)
        visit.ask(FOLLOW_UP)
        page.wait_for_url("**c=*")
        conversation = page.url.partition("?")[2]
        page.reload()
        expect(page.locator(".qw-turn")).to_have_count(2, timeout=TIMEOUT_MS)
        assert "£52" in page.locator(".qw-turn").first.inner_text()

        page.get_by_role("button", name=wording.NEW, exact=True).click()
        expect(page.locator(".qw-start")).to_be_visible(timeout=TIMEOUT_MS)
        visit.ask("Who chairs the committee?")
        kill(chat)

    with running_chat(library) as (_, address):
        visit = Visit(browser, address, 1280)
        page = visit.page
        listed = page.locator(".st-key-conversations")
        expect(listed.get_by_role("button")).to_have_count(2, timeout=TIMEOUT_MS)
        page.goto(f"{address}/?{conversation}")
        expect(page.locator(".qw-turn")).to_have_count(2, timeout=TIMEOUT_MS)
        assert "£52" in page.locator(".qw-turn").first.inner_text()
        shoot(page, "1280-conversations")

        page.get_by_role("button", name=wording.RENAME).press("Enter")
        field(page, wording.NEW_TITLE, "Plots")
        page.get_by_role("button", name=wording.SAVE, exact=True).click()
        expect(listed.get_by_role("button", name="Plots")).to_be_visible(timeout=TIMEOUT_MS)
        page.keyboard.press("Escape")

        wrong = page.locator(".qw-turn").last.locator("xpath=ancestor::*[contains(@class, 'st-key-last-turn')]")
        wrong.get_by_role("radio", name=feedback.WRONG).or_(wrong.get_by_role("button", name=feedback.WRONG)).click()
        expect(page.get_by_text(feedback.WHAT_IS_WRONG)).to_be_visible(timeout=TIMEOUT_MS)
        shoot(page, "1280-feedback")
        field_of_words = page.get_by_label(feedback.WORDS)
        field_of_words.fill("£52")
        page.get_by_role("combobox", name=feedback.ANSWER_IS_IN).click()
        page.get_by_role("option").first.click()
        page.get_by_role("button", name=feedback.SAVE, exact=True).last.click()
        expect(page.get_by_text(feedback.SAVED)).to_be_visible(timeout=TIMEOUT_MS)

        page.get_by_role("button", name=wording.DELETE).press("Enter")
        page.get_by_role("button", name=wording.DELETE_NOW).click()
        expect(listed.get_by_role("button")).to_have_count(1, timeout=TIMEOUT_MS)

        page.get_by_role("button", name=wording.NOTEBOOK).click()
        shoot(page, "1280-notebooks")
        field(page, wording.NEW_NOTEBOOK, "Zoo")
        page.get_by_role("button", name=wording.CREATE).click()
        expect(page.get_by_role("button", name="Zoo")).to_be_visible(timeout=TIMEOUT_MS)
        expect(listed.get_by_role("button")).to_have_count(0, timeout=TIMEOUT_MS)
        shoot(page, "1280-new-notebook")
        page.reload()
        expect(page.locator(".qw-start")).to_be_visible(timeout=TIMEOUT_MS)
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        page.get_by_role("button", name="Zoo").click()
        page.get_by_text(wording.DELETE_NOTEBOOK).click()
        page.get_by_role("button", name=wording.DELETE_NOTEBOOK_NOW).click()
        expect(listed.get_by_role("button")).to_have_count(1, timeout=TIMEOUT_MS)
        assert not any((home / "Notebooks").iterdir())

        phone = Visit(browser, address, 390)
        phone.page.get_by_test_id("stExpandSidebarButton").click()
        shoot(phone.page, "390-conversations")
        phone.page.locator(".st-key-conversations").get_by_role("button").first.click()
        expect(phone.page.locator(".qw-turn")).to_be_in_viewport(timeout=TIMEOUT_MS)
        shoot(phone.page, "390-conversation-opened")
        assert phone.fits() and visit.hosts == {"127.0.0.1"}


def test_at_a_shared_page_each_browser_has_its_own_conversations_and_finds_them_again(
    browser: Browser, library: Path
) -> None:
    with running_chat(library, passphrase="a boat on the river") as (_, address):
        pages = [browser.new_context().new_page() for _ in range(2)]
        for page in pages:
            page.goto(address)
            page.get_by_label(access.PASSPHRASE).fill("a boat on the river")
            page.get_by_role("button", name=access.SIGN_IN).click()
            expect(page.locator(".qw-start")).to_be_visible(timeout=TIMEOUT_MS)
        mine, other = pages
        mine.get_by_test_id("stChatInputTextArea").fill(EXAMPLE)
        mine.get_by_test_id("stChatInputTextArea").press("Enter")
        expect(mine.locator(".qw-turn")).to_contain_text("£52", timeout=TIMEOUT_MS)
        mine.wait_for_url("**c=*")
        for page, conversations in ((mine, 1), (other, 0)):
            page.goto(address)
            expect(page.locator(".qw-start")).to_be_visible(timeout=TIMEOUT_MS)
            expect(page.locator("[class*='st-key-conversation-']")).to_have_count(conversations, timeout=TIMEOUT_MS)
        mine.go_back()
        expect(mine.locator(".qw-turn")).to_contain_text("£52", timeout=TIMEOUT_MS)
        other.goto(mine.url)
        expect(other.get_by_text(wording.GONE)).to_be_visible(timeout=TIMEOUT_MS)
        assert "£52" not in other.inner_text("body")
