"""Nothing that axe-core calls serious or critical stands in what we render; Streamlit's own parts are named here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from rag.settings import Caution
from tests.ui import asking_page
from tests.ui.axe import axe_script, findings
from tests.ui.test_asking_browser import address as address
from tests.ui.test_browser import TIMEOUT_MS, Visit
from tests.ui.test_browser import browser as browser
from tests.ui.test_browser import shoot as shoot
from ui.access_page import sign_in_html
from ui.wording import access, documents, evaluation, source
from ui.wording import chat as wording

pytestmark = pytest.mark.browser

STREAMLIT: Final[tuple[tuple[str, str, str], ...]] = ()
"""Rule, selector of the part that breaks it, and why that part is Streamlit's and not ours. None is left: the one that
was found, pale captions (color-contrast, ``[data-testid="stCaptionContainer"]``), is mended in ``ui/style.css``."""


class Checked:
    """A window whose every state is looked over; what is found is kept under the name of the state."""

    def __init__(self, page: Page, shoot: Callable[[Page, str], None]) -> None:
        self.page, self.shoot, self.script = page, shoot, axe_script()
        self.ours: list[tuple[str, str, str, str, str]] = []

    def look(self, name: str) -> None:
        self.shoot(self.page, f"axe-{name}")
        for one in findings(self.page, self.script, tuple(selector for _, selector, _ in STREAMLIT)):
            if not any(one.rule == rule and selector in one.within for rule, selector, _ in STREAMLIT):
                self.ours.append((name, one.rule, one.where, one.html, one.why))


def test_nothing_serious(browser: Browser, address: str, shoot: Callable[[Page, str], None]) -> None:
    visit = Visit(browser, address, 1280)
    page = visit.page
    checked = Checked(page, shoot)
    checked.look("start")

    visit.ask(asking_page.RENT)
    expect(page.locator(".qw-quotes details")).to_have_count(2)
    checked.look("answer")
    page.emulate_media(color_scheme="dark")
    checked.look("answer-dark")
    page.get_by_role("button", name=source.show_source(1, "page 3")).click()
    expect(page.get_by_role("region", name=source.REGION)).to_be_visible(timeout=TIMEOUT_MS)
    checked.look("source-dark")
    page.emulate_media(color_scheme="light")
    checked.look("source")
    page.set_viewport_size({"width": 390, "height": 844})
    checked.look("source-phone")
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name=source.REGION)).to_have_count(0, timeout=TIMEOUT_MS)

    visit.ask("Who won the football World Cup in 1998?")
    expect(page.locator(".qw-turn").last).to_contain_text(wording.NOT_FOUND)
    checked.look("refusal-phone")
    page.set_viewport_size({"width": 1280, "height": 860})
    checked.look("refusal")

    page.get_by_role("button", name=wording.caution_label(Caution.BALANCED)).click()
    expect(page.get_by_text(wording.CAUTIONS[Caution.CAUTIOUS], exact=True)).to_be_visible(timeout=TIMEOUT_MS)
    checked.look("caution")
    page.keyboard.press("Escape")
    expect(page.get_by_text(wording.CAUTIONS[Caution.CAUTIOUS], exact=True)).to_have_count(0, timeout=TIMEOUT_MS)
    page.get_by_role("button", name="Lease", exact=True).first.click()
    expect(page.get_by_role("region", name=source.REGION)).to_be_visible(timeout=TIMEOUT_MS)
    checked.look("document")
    page.keyboard.press("Escape")
    page.get_by_role("button", name=documents.REMOVE, exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible(timeout=TIMEOUT_MS)
    checked.look("removing")
    page.get_by_role("button", name=documents.KEEP).click()
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=TIMEOUT_MS)

    page.get_by_text(evaluation.EVALUATION_PAGE, exact=True).click()
    expect(page.get_by_text(evaluation.EVALUATION_HEADLINE)).to_be_visible(timeout=TIMEOUT_MS)
    checked.look("evaluation")
    page.emulate_media(color_scheme="dark")
    checked.look("evaluation-dark")

    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_content(sign_in_html(access.WRONG))
        checked.look(f"sign-in-{scheme}")
    assert checked.ours == []


def test_what_is_poor_is_found(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content('<html lang="en"><title>A</title><main><h1>A</h1><p style="color: #ccc">pale</p><button></button>')
    assert {one.rule for one in findings(page, axe_script(), ())} == {"button-name", "color-contrast"}
