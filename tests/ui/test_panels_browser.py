"""What opens beside the answers, for everyone: nothing serious for axe-core, nothing cut off on a phone or enlarged."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui import asking_page
from tests.ui.test_asking_browser import address as address
from tests.ui.test_axe_browser import Checked
from tests.ui.test_browser import TIMEOUT_MS, Visit
from tests.ui.test_browser import browser as browser
from tests.ui.test_browser import shoot as shoot
from ui.wording import conversations, evaluation, exporting, feedback, source

pytestmark = pytest.mark.browser

PHONE, ENLARGED = 390, 640
"""Widths in pixels: of a phone, and of a laptop's window of 1,280 whose text is enlarged to 200 percent."""
CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(one => {
    const own = [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    const box = one.getBoundingClientRect();
    if (!own || box.width < 2 || !one.checkVisibility({opacityProperty: true, visibilityProperty: true})) return false;
    if (one.closest('.qw-unseen, .qw-rows, .qw-sheet')) return false;
    if (getComputedStyle(one).clipPath !== 'none' || one.closest('[data-testid="stToolbar"]')) return false;
    return (box.right > innerWidth + 1 && box.left < innerWidth) || (box.left < -1 && box.right > 0);
}).map(one => one.innerText.slice(0, 60))"""


def looked_at(checked: Checked, name: str) -> None:
    """In light and in dark."""
    for scheme in ("light", "dark"):
        checked.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        checked.look(f"{name}-{scheme}")
    checked.page.emulate_media(color_scheme="light")


def open_panel(page: Page, button: str, shows: str) -> None:
    page.get_by_role("button", name=button).first.click()
    expect(page.get_by_text(shows, exact=True).or_(page.get_by_label(shows, exact=True)).first).to_be_visible(
        timeout=TIMEOUT_MS
    )


def close_panel(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.locator('[data-testid="stPopoverBody"]:visible')).to_have_count(0, timeout=TIMEOUT_MS)


def say_wrong(page: Page) -> None:
    page.get_by_role("radio", name=feedback.WRONG).or_(page.get_by_role("button", name=feedback.WRONG)).first.click()
    expect(page.get_by_text(feedback.WHAT_IS_WRONG)).to_be_visible(timeout=TIMEOUT_MS)


def test_nothing_serious_in_what_opens(browser: Browser, address: str, shoot: Callable[[Page, str], None]) -> None:
    visit = Visit(browser, address, 1280)
    page, checked = visit.page, Checked(visit.page, shoot)
    visit.ask(asking_page.RENT)
    open_panel(page, conversations.NOTEBOOK, conversations.NEW_NOTEBOOK)
    looked_at(checked, "notebooks")
    close_panel(page)
    open_panel(page, exporting.TAKE_AWAY, exporting.COPY)
    looked_at(checked, "export")
    close_panel(page)
    say_wrong(page)
    looked_at(checked, "feedback")
    open_panel(page, conversations.RENAME, conversations.NEW_TITLE)
    looked_at(checked, "rename")
    close_panel(page)
    open_panel(page, conversations.DELETE, conversations.DELETE_NOW)
    looked_at(checked, "delete")
    close_panel(page)
    page.get_by_label(conversations.FIND).fill("roof")
    page.get_by_label(conversations.FIND).press("Enter")
    listed = page.locator(".st-key-conversations")
    expect(listed.get_by_role("button", name=asking_page.EARLIER[-1])).to_have_count(0, timeout=TIMEOUT_MS)
    looked_at(checked, "found")

    page.get_by_text(evaluation.EVALUATION_PAGE, exact=True).click()
    page.locator(".st-key-earlier").get_by_role("button").first.click()
    expect(page.locator(".qw-outcome")).to_be_visible(timeout=TIMEOUT_MS)
    looked_at(checked, "evaluation-result")
    assert checked.ours == []


@pytest.mark.parametrize("width", [PHONE, ENLARGED])
def test_nothing_is_cut_off(browser: Browser, address: str, shoot: Callable[[Page, str], None], width: int) -> None:
    visit = Visit(browser, address, width)
    page = visit.page
    cut_off: dict[str, list[str]] = {}

    def look(name: str) -> None:
        shoot(page, f"{width}-{name}")
        if found := page.evaluate(CUT_OFF):
            cut_off[name] = found
        assert visit.fits(), name

    visit.ask(asking_page.RENT)
    page.get_by_role("button", name=source.show_source(1, "page 3")).click()
    expect(page.get_by_role("region", name=source.REGION)).to_be_visible(timeout=TIMEOUT_MS)
    look("panel-source")
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name=source.REGION)).to_have_count(0, timeout=TIMEOUT_MS)
    open_panel(page, exporting.TAKE_AWAY, exporting.COPY)
    look("panel-export")
    close_panel(page)
    say_wrong(page)
    page.get_by_text(feedback.WHAT_IS_WRONG).scroll_into_view_if_needed()
    look("panel-feedback")
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_text(conversations.CONVERSATIONS, exact=True)).to_be_visible(timeout=TIMEOUT_MS)
    look("panel-side")
    open_panel(page, conversations.RENAME, conversations.NEW_TITLE)
    look("panel-rename")
    close_panel(page)
    open_panel(page, conversations.NOTEBOOK, conversations.NEW_NOTEBOOK)
    look("panel-notebooks")
    assert cut_off == {}


def test_the_size_of_text_that_a_reader_has_chosen_is_kept_and_leaves_room_to_read(
    browser: Browser, address: str, shoot: Callable[[Page, str], None]
) -> None:
    visit = Visit(browser, address, PHONE)
    page = visit.page
    chosen = {"fontSizes": {"standard": 32, "fixed": 26}}
    page.context.new_cdp_session(page).send("Page.setFontSizes", chosen)
    visit.ask(asking_page.RENT)
    assert page.locator("html").evaluate("one => getComputedStyle(one).fontSize") == "32px"
    field = page.get_by_test_id("stChatInput")
    page.get_by_role("heading", level=2).last.scroll_into_view_if_needed()
    shoot(page, "large-text-answer")
    expect(field).not_to_be_in_viewport()
    field.scroll_into_view_if_needed()
    expect(field).to_be_in_viewport()
    shoot(page, "large-text-field")
    assert visit.fits() and page.evaluate(CUT_OFF) == []


def test_a_click_on_a_quote_or_its_place_opens_it_there(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, 1280)
    page = visit.page
    visit.ask(asking_page.RENT)
    pane = page.get_by_role("region", name=source.REGION)
    quotes = page.locator(".qw-quotes li")
    for number, clicked in (
        (1, quotes.nth(0).locator("mark")),
        (2, quotes.nth(1).locator(".qw-source small > bdi").first),
    ):
        clicked.click()
        expect(pane).to_contain_text(f"Quote {number}", timeout=TIMEOUT_MS)
        expect(quotes.nth(number - 1).locator("blockquote")).to_be_visible()
        page.keyboard.press("Escape")
        expect(pane).to_have_count(0, timeout=TIMEOUT_MS)
