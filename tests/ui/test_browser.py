"""The first visit of a reader, played in a real browser over the real answer chain, with every connection counted."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect, sync_playwright

from tests.ui.papers import pdf_of
from tests.ui.running import running_chat
from ui.folders import sample_documents
from ui.library_desk import open_desk
from ui.wording import chat as wording
from ui.wording import documents

pytestmark = pytest.mark.browser

EXAMPLE = "How much is the rent for a full plot?"
FOLLOW_UP = "And for a half plot?"
SAMPLE = "allotment-minutes-2024-03.txt"
BOAT = (
    ("Boat club rules", "Members may borrow the rowing boats from April to October.", "The season fee is 85 euros."),
    ("Keys", "The key to the boat house is kept by Marta Lindqvist.", "She lives at 4 Weir Lane."),
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
TIMEOUT_MS = 60_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(chromium).exists():
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing: the first visit cannot be played. Install it (Debian: chromium).")
        pytest.skip("Chromium is not installed, so the first visit cannot be played.")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture
def shoot(tmp_path: Path) -> Callable[[Page, str], None]:
    """Writes a picture of the page into ``QUOTEWISE_SCREENSHOTS``, else into the test's own folder."""
    folder = Path(os.environ.get("QUOTEWISE_SCREENSHOTS") or tmp_path / "screenshots")

    def to_file(page: Page, name: str) -> None:
        page.wait_for_timeout(600)  # scrolling and fading come to rest
        page.screenshot(path=folder / f"{name}.png")

    return to_file


class Visit:
    """One visitor's window; every address that the page asks for is written down."""

    def __init__(self, browser: Browser, address: str, width: int, scheme: str = "light") -> None:
        height = 860 if width > 600 else 844
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        self.page = context.new_page()
        self.page.set_default_timeout(TIMEOUT_MS)
        self.hosts: set[str | None] = set()
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("websocket", lambda socket: self._note(socket.url))
        self.page.goto(address)
        expect(self.page.locator(".qw-start")).to_be_visible(timeout=TIMEOUT_MS)

    def ask(self, question: str) -> None:
        field = self.page.get_by_test_id("stChatInputTextArea")
        field.fill(question)
        field.press("Enter")
        self.wait_for_reply(question)

    def wait_for_reply(self, question: str) -> None:
        expect(self.page.locator(".qw-question").last).to_contain_text(question, timeout=TIMEOUT_MS)
        expect(self.page.get_by_role("alert")).to_have_count(1, timeout=TIMEOUT_MS)

    def add(self, *files: tuple[str, bytes]) -> None:
        payloads: list[FilePayload] = [
            {"name": name, "mimeType": "application/pdf", "buffer": content} for name, content in files
        ]
        self.page.locator("input[type=file]").first.set_input_files(files=payloads)

    def reply(self) -> str:
        return self.page.locator(".qw-turn").last.inner_text()

    def fits(self) -> bool:
        """Whether nothing has to be scrolled sideways."""
        return bool(self.page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth"))

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss"):
            self.hosts.add(parts.hostname)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The chat over two of the sample documents, with one example question."""
    folder = tmp_path_factory.mktemp("chat")
    desk = open_desk(folder / "library")
    for name in (SAMPLE, "carrow-isles-itinerary.txt"):
        assert desk.add(name, (sample_documents() / name).read_bytes(), lambda part: None).added
    (folder / "examples.json").write_text(json.dumps([{"question": EXAMPLE, "follow_up": FOLLOW_UP}]), encoding="utf-8")
    with running_chat(folder / "library", folder / "examples.json") as (_, where):
        yield where


def test_a_first_visit(browser: Browser, address: str, shoot: Callable[[Page, str], None]) -> None:
    visit = Visit(browser, address, 1280)
    page = visit.page
    shoot(page, "1280-start")

    page.get_by_role("button", name=EXAMPLE).click()
    visit.wait_for_reply(EXAMPLE)
    assert "£52" in visit.reply()
    expect(page.locator(".qw-question").last).to_be_in_viewport()
    shoot(page, "1280-answer")

    quote = page.locator(".qw-quotes details").first
    expect(quote.locator("mark").first).to_contain_text("£52")
    quote.locator("summary").click()
    expect(quote.locator("blockquote")).to_be_hidden()
    quote.locator("summary").press("Enter")
    expect(quote.locator("blockquote")).to_be_visible()
    assert SAMPLE in quote.inner_text()

    page.get_by_role("button", name=FOLLOW_UP).click()
    visit.wait_for_reply(FOLLOW_UP)
    assert wording.SEARCHED_FOR in visit.reply()

    visit.add(("boat-club.pdf", pdf_of(BOAT)), ("empty.pdf", b""))
    receipts = page.locator(".qw-receipts")
    expect(receipts).to_contain_text("empty.pdf", timeout=TIMEOUT_MS)
    expect(receipts).to_contain_text(documents.READY)
    expect(receipts).to_contain_text("empty (0 bytes)")
    expect(page.locator(".st-key-documents")).to_contain_text("2 pages")
    shoot(page, "1280-added")

    visit.ask("Who keeps the key to the boat house?")
    assert "Marta Lindqvist" in visit.reply() and "page 2" in visit.reply()

    visit.ask("Who won the football World Cup in 1998?")
    assert wording.NOT_FOUND in visit.reply()
    shoot(page, "1280-not-found")

    visit.ask("How much is the season fee of the boat club?")
    assert "85 euros" in visit.reply()
    visit.ask("And when may members borrow its boats?")
    assert wording.SEARCHED_FOR in visit.reply()
    shoot(page, "1280-follow-up")

    assert visit.fits()
    assert visit.hosts == {"127.0.0.1"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone(browser: Browser, address: str, shoot: Callable[[Page, str], None], scheme: str) -> None:
    visit = Visit(browser, address, 390, scheme)
    shoot(visit.page, f"390-{scheme}-start")
    visit.ask(EXAMPLE)
    assert visit.fits()
    expect(visit.page.locator(".qw-question").last).to_be_in_viewport()
    shoot(visit.page, f"390-{scheme}-answer")
    visit.page.get_by_test_id("stExpandSidebarButton").click()
    documents_list = visit.page.locator(".st-key-documents")
    documents_list.scroll_into_view_if_needed()  # earlier conversations may stand above
    expect(documents_list).to_be_in_viewport()
    shoot(visit.page, f"390-{scheme}-documents")
    assert visit.hosts == {"127.0.0.1"}


def test_enlarged_to_200_percent(browser: Browser, address: str, shoot: Callable[[Page, str], None]) -> None:
    visit = Visit(browser, address, 640)
    visit.ask(EXAMPLE)
    assert visit.fits()
    shoot(visit.page, "200-percent-answer")


def test_by_keyboard_alone(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, 1280)
    for _ in range(60):  # the side with its conversations and documents comes first
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("document.activeElement.innerText") == EXAMPLE:
            break
    else:
        pytest.fail("the example cannot be reached by the keyboard")
    visit.page.keyboard.press("Enter")
    visit.wait_for_reply(EXAMPLE)
    assert visit.page.get_by_role("heading", level=1).count() == 1
    assert (
        visit.page.locator("button:visible").evaluate_all(
            "all => all.filter(one => !one.innerText.trim() && !one.ariaLabel && !one.title).map(one => one.outerHTML)"
        )
        == []
    )


def test_two_visitors_do_not_see_each_other(browser: Browser, address: str) -> None:
    one, other = Visit(browser, address, 1280), Visit(browser, address, 1280)
    one.ask(EXAMPLE)
    other.page.reload()
    expect(other.page.locator(".qw-start")).to_be_visible(timeout=TIMEOUT_MS)
    assert "£52" not in other.page.inner_text("body")


def test_an_empty_library_begins_with_adding(
    browser: Browser, tmp_path: Path, shoot: Callable[[Page, str], None]
) -> None:
    with running_chat(tmp_path / "new library") as (_, where):
        visit = Visit(browser, where, 1280)
        expect(visit.page.locator("h1")).to_have_text(wording.NO_DOCUMENTS_HEADLINE)
        expect(visit.page.get_by_test_id("stChatInputTextArea")).to_be_disabled()
        shoot(visit.page, "1280-empty")
        visit.add(("boat-club.pdf", pdf_of(BOAT)))
        expect(visit.page.locator(".qw-receipts")).to_contain_text(documents.READY, timeout=TIMEOUT_MS)
        expect(visit.page.locator("h1")).to_have_text(wording.HEADLINE, timeout=TIMEOUT_MS)
        questions = ("Who keeps the key to the boat house?", "How much is the season fee?")
        field = visit.page.get_by_test_id("stChatInputTextArea")
        for question in questions:
            field.fill(question)
            field.press("Enter")
            # the first one may still wait for its reply; two within a few milliseconds are one to Streamlit
            expect(visit.page.locator(".qw-question").last).to_contain_text(question, timeout=TIMEOUT_MS)
        visit.wait_for_reply(questions[1])
        assert [turn.count("Boat club rules") for turn in visit.page.locator(".qw-turn").all_inner_texts()] == [1, 1]
        visit.page.get_by_role("button", name=documents.REMOVE).click()
        visit.page.get_by_role("dialog").get_by_role("combobox").click()
        visit.page.get_by_role("option", name="Boat club rules").click()
        visit.page.keyboard.press("Escape")
        visit.page.get_by_role("button", name=documents.remove_now(1)).click()
        expect(visit.page.locator(".qw-turn").first).to_contain_text(wording.WITHDRAWN, timeout=TIMEOUT_MS)
        assert "Marta" not in visit.page.inner_text("body")
