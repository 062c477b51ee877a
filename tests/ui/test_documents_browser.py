"""Documents are added, shown, removed and looked into, played in a real browser over the real answer chain."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.index.sheet_makers import make_xlsx, row, sheet
from tests.ui.papers import pdf_of
from tests.ui.running import running_chat
from tests.ui.test_browser import TIMEOUT_MS, Visit
from tests.ui.test_browser import browser as browser
from tests.ui.test_browser import shoot as shoot
from ui.folders import sample_documents
from ui.library_desk import open_desk
from ui.wording import documents as wording
from ui.wording import source

pytestmark = pytest.mark.browser

SAMPLES = ("tenancy-agreement.docx", "mill-museum-visit.html")
BOAT = (
    ("Boat club rules", "Members may borrow the rowing boats from April to October.", "The season fee is 85 euros."),
    ("Keys", "The key to the boat house is kept by Marta Lindqvist.", "She lives at 4 Weir Lane."),
)
STOCK = make_xlsx(
    {
        "Stock": sheet(
            row("Article", "Supplier", "Price"),
            *(row(f"Plank number {n}", f"Sawmill {n % 7}", n + 0.5) for n in range(1, 90)),
            row("Oak bench", "Hartwell Joinery", 245.0),
            *(row(f"Board number {n}", f"Sawmill {n % 5}", n + 0.25) for n in range(1, 90)),
        )
    }
)
NOTICE = "How must notice be given by the tenants?"
ADULTS = "What does a ticket for adults cost?"
BENCH = "Who is the supplier of the oak bench?"
KEY = "Who keeps the key to the boat house?"
LONG = "\n\n".join(f"Entry {n} of the log: the wind came from the west, force {n % 9}." for n in range(30_000))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("chat")
    desk = open_desk(folder / "library")
    for name in SAMPLES:
        assert desk.add(name, (sample_documents() / name).read_bytes(), lambda part: None).added
    assert desk.add("stock.xlsx", STOCK, lambda part: None).added
    with running_chat(folder / "library") as (_, where):
        yield where


def open_source(page: Page, turn: int) -> Locator:
    page.locator(f"[data-presses='source-{turn}-0']").click()
    pane = page.get_by_role("region", name=source.REGION)
    expect(pane).to_be_visible(timeout=TIMEOUT_MS)
    return pane


def close_source(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name=source.REGION)).to_have_count(0, timeout=TIMEOUT_MS)


def test_every_source_stands_beside_its_answer(
    browser: Browser, address: str, shoot: Callable[[Page, str], None]
) -> None:
    visit = Visit(browser, address, 1280)
    page = visit.page

    visit.ask(NOTICE)
    pane = open_source(page, 0)
    mark = pane.locator("mark").first
    expect(mark).to_contain_text("Notice must be given in writing")
    expect(mark).to_be_in_viewport()
    expect(pane.get_by_role("button", name=source.CLOSE)).to_be_in_viewport()
    expect(pane.locator("article h3", has_text="2. Beginning and end")).to_have_count(1)
    assert visit.fits()
    shoot(page, "1280-light-source-docx")
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    expect(mark).to_be_in_viewport()
    assert visit.fits()
    shoot(page, "390-dark-source-docx")
    page.get_by_role("button", name=source.CLOSE).click()
    expect(pane).to_have_count(0, timeout=TIMEOUT_MS)
    page.set_viewport_size({"width": 1280, "height": 860})
    page.emulate_media(color_scheme="light")

    visit.ask(ADULTS)
    pane = open_source(page, 1)
    quoted = pane.locator(".qw-quoted").first
    expect(quoted).to_contain_text("£7.50")
    expect(quoted).to_be_in_viewport()
    assert pane.locator("article a, article img, article script").count() == 0
    shoot(page, "1280-light-source-html")
    close_source(page)

    visit.ask(BENCH)
    pane = open_source(page, 2)
    expect(pane.locator("th")).to_have_text(["Article", "Supplier", "Price"])
    expect(pane.locator(".qw-quoted")).to_contain_text("Hartwell Joinery")
    expect(pane.locator(".qw-quoted")).to_be_in_viewport()
    shoot(page, "1280-light-source-xlsx")
    page.set_viewport_size({"width": 390, "height": 844})
    shoot(page, "390-light-source-xlsx")
    assert visit.fits()
    page.set_viewport_size({"width": 1280, "height": 860})
    pane.get_by_role("button", name=source.LATER).click()
    expect(pane.get_by_text("Board number 80")).to_have_count(1, timeout=TIMEOUT_MS)
    pane.get_by_role("button", name=source.BACK_TO_QUOTE).click()
    expect(pane.locator(".qw-quoted")).to_be_in_viewport(timeout=TIMEOUT_MS)
    close_source(page)
    assert visit.hosts == {"127.0.0.1"}


def test_documents_are_added_while_questions_are_asked(
    browser: Browser, address: str, shoot: Callable[[Page, str], None]
) -> None:
    visit = Visit(browser, address, 1280)
    page = visit.page
    visit.add(("boat-club.pdf", pdf_of(BOAT)), ("broken.pdf", b"%PDF-1.4 and no more"), ("empty.docx", b""))
    expect(page.locator(".qw-summary")).to_have_text("1 file is ready, 2 could not be read.", timeout=TIMEOUT_MS)
    receipts = page.locator(".qw-receipts")
    expect(receipts).to_contain_text("empty (0 bytes)")
    expect(receipts.locator(".qw-added")).to_contain_text("boat-club.pdf")
    shoot(page, "1280-light-report")
    page.get_by_role("button", name=wording.CLEAR).click()
    expect(receipts).to_have_count(0, timeout=TIMEOUT_MS)

    visit.add(("log.txt", LONG.encode("utf-8")))
    progress = page.locator(".stProgress")
    expect(progress).to_contain_text("Reading log.txt", timeout=TIMEOUT_MS)
    visit.ask(KEY)
    assert "Marta Lindqvist" in visit.reply()
    shoot(page, "1280-light-reading")
    page.reload()
    expect(page.locator(".stProgress")).to_contain_text("Reading log.txt", timeout=TIMEOUT_MS)
    page.get_by_role("button", name=wording.STOP).click()
    expect(page.get_by_text(wording.STOPPED)).to_be_visible(timeout=TIMEOUT_MS)
    expect(page.get_by_role("button", name=wording.TRY_AGAIN)).to_be_visible()
    page.get_by_role("button", name=wording.CLEAR).click()
    expect(page.get_by_text(wording.STOPPED)).to_have_count(0, timeout=TIMEOUT_MS)

    visit.ask(KEY)
    pane = open_source(page, 0)
    expect(pane.locator(".qw-box").first).to_be_in_viewport(timeout=TIMEOUT_MS)
    shoot(page, "1280-light-source-pdf")
    close_source(page)

    listed = page.locator(".st-key-documents")
    listed.get_by_role("button", name="Boat club rules").click()
    pane = page.get_by_role("region", name=source.REGION)
    expect(pane.get_by_role("img")).to_have_attribute("alt", re.compile("Page 1 of 2"), timeout=TIMEOUT_MS)
    pane.get_by_role("button", name=source.LATER_PAGE).click()
    expect(pane.get_by_role("img")).to_have_attribute("alt", re.compile("Page 2 of 2"), timeout=TIMEOUT_MS)
    shoot(page, "1280-light-preview")
    pane.get_by_role("button", name=wording.REMOVE_ONE).click()
    expect(page.locator(".st-key-leaving")).to_contain_text("“Boat club rules” is removed.", timeout=TIMEOUT_MS)
    expect(listed).not_to_contain_text("Boat club rules")
    page.get_by_role("button", name=wording.UNDO).click()
    expect(listed).to_contain_text("Boat club rules", timeout=TIMEOUT_MS)
    expect(page.locator(".st-key-leaving")).to_have_count(0)
    assert "Marta Lindqvist" in visit.reply()
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    page.get_by_test_id("stExpandSidebarButton").click()
    listed.scroll_into_view_if_needed()
    shoot(page, "390-dark-documents")
    assert visit.fits()
    assert visit.hosts == {"127.0.0.1"}
