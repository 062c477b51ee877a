"""Asking, played in a real browser: stopped, led to a quote, with more or less caution, of some documents, edited."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import pytest
from playwright.sync_api import Browser, Page, expect

from rag.settings import Caution
from tests.ui import asking_page
from tests.ui.test_browser import TIMEOUT_MS, Visit, browser, shoot
from ui.launch import chat_environment, free_port
from ui.page_flags import page_flags
from ui.wording import chat as wording

__all__ = ["browser", "shoot"]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port, kept = free_port(8601), tmp_path_factory.mktemp("kept")
    asking_page.furnish(kept)
    command = [sys.executable, "-m", "streamlit", "run", asking_page.__file__, *page_flags(port), "--", str(kept)]
    root = Path(asking_page.__file__).parents[2]
    environment = chat_environment(os.environ) | {"PYTHONPATH": str(root)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as child:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            child.terminate()


def wait_for(address: str) -> None:
    opener = build_opener(ProxyHandler({}))
    for _ in range(600):
        try:
            with opener.open(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"{address} never answered")


def test_asking(browser: Browser, address: str, shoot: Callable[[Page, str], None]) -> None:
    visit = Visit(browser, address, 390)
    page = visit.page

    # a suggestion is one click; the numbers in the answer lead to their quotes
    page.get_by_role("button", name=asking_page.RENT).click()
    visit.wait_for_reply(asking_page.RENT)
    numbers = page.locator(".qw-words .qw-cite")
    expect(numbers).to_have_text(["1", "2"])
    second = page.locator(".qw-quotes blockquote").nth(1)
    page.locator(".qw-quotes summary").nth(1).click()
    expect(second).to_be_hidden()
    numbers.nth(1).click()
    expect(second).to_be_visible()
    expect(second).to_be_in_viewport()
    page.locator(".qw-sure summary").click()
    expect(page.locator(".qw-sure")).to_contain_text("about 9 are right")
    assert visit.fits()

    # what takes long says what it does, and can be stopped
    field = page.get_by_test_id("stChatInputTextArea")
    field.fill(asking_page.SLOW)
    field.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Reading 12 passages")).to_be_visible(timeout=TIMEOUT_MS)
    shoot(page, "390-waiting")
    page.get_by_role("button", name=wording.STOP, exact=True).click()
    expect(page.locator(".qw-turn").last).to_contain_text(wording.STOPPED, timeout=TIMEOUT_MS)

    # caution and documents are chosen beside the field, and what is chosen stays in sight
    page.get_by_role("button", name=wording.caution_label(Caution.BALANCED)).click()
    page.get_by_text(wording.CAUTIONS[Caution.CAUTIOUS], exact=True).click()
    expect(page.get_by_role("button", name=wording.caution_label(Caution.CAUTIOUS))).to_be_visible(timeout=TIMEOUT_MS)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="All 2 documents").click()
    page.get_by_role("combobox").last.click()
    page.get_by_role("option", name="Minutes").click()
    expect(page.locator(".qw-only")).to_contain_text("Minutes", timeout=TIMEOUT_MS)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    shoot(page, "390-restricted")
    visit.ask("May I keep a dog?")
    expect(page.locator(".qw-turn").last).to_contain_text(wording.NOT_FOUND_THERE)
    page.get_by_role("button", name=wording.ASK_EVERYWHERE).click()
    expect(page.locator(".qw-turn").last).to_contain_text(wording.NOT_FOUND, timeout=TIMEOUT_MS)
    shoot(page, "390-refused-everywhere")

    # an edited question takes the place of the first, and what came after it goes
    page.get_by_role("button", name=wording.EDIT, exact=True).first.click()
    expect(page.get_by_text(wording.later_go(2))).to_be_visible(timeout=TIMEOUT_MS)
    page.get_by_label(wording.EDITED).fill("Is there a garden?")
    shoot(page, "390-editing")
    page.get_by_role("button", name=wording.ASK_EDITED).click()
    expect(page.locator(".qw-turn")).to_have_count(1, timeout=TIMEOUT_MS)
    expect(page.locator(".qw-question")).to_contain_text("Is there a garden?")
    assert visit.fits() and visit.hosts == {"127.0.0.1"}
