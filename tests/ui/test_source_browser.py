"""A quote is shown on its page, played in a real browser over real PDF files."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.papers import pdf_of
from tests.ui.running import running_chat
from tests.ui.test_browser import TIMEOUT_MS, Visit
from tests.ui.test_browser import browser as browser
from tests.ui.test_browser import shoot as shoot
from ui.library_desk import open_desk
from ui.wording import source as wording

pytestmark = pytest.mark.browser

QUESTION = "Who keeps the key to the boat house?"
RULES = (
    ("Boat club rules", "Members may borrow the rowing boats from April to October.", "The season fee is 85 euros."),
    (
        "Keys",
        "A boat that is not back by dusk is looked for by the committee, at the expense of the",
        "member who borrowed it.",
        "The key to the boat house is kept by Marta Lindqvist, who lives at 4 Weir Lane, and",
        "on Sundays by whoever has the watch on that day.",
        "Paddles are returned dry.",
    ),
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("chat")
    desk = open_desk(folder / "library")
    assert desk.add("boat-club.pdf", pdf_of(RULES), lambda part: None).added
    with running_chat(folder / "library") as (_, where):
        yield where


def boxes_over_picture(page: Page) -> list[bool]:
    """Whether each box lies within the picture below it and has a size."""
    found = page.locator(".qw-page").evaluate_all(
        """pages => pages.flatMap(page => [...page.querySelectorAll('.qw-box')].map(box => {
            const [one, all] = [box, page.querySelector('img')].map(part => part.getBoundingClientRect());
            return one.width > 10 && one.height > 3 && one.left >= all.left && one.right <= all.right
                && one.top >= all.top && one.bottom <= all.bottom;
        }))"""
    )
    return [bool(one) for one in found]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_a_quote_is_shown_on_its_page(
    browser: Browser, address: str, shoot: Callable[[Page, str], None], width: int, scheme: str
) -> None:
    visit = Visit(browser, address, width, scheme)
    page = visit.page
    visit.ask(QUESTION)
    shoot(page, f"{width}-{scheme}-answer-with-pages")
    page.get_by_role("button", name=wording.show_source(1, "page")).first.press("Enter")
    pane = page.get_by_role("region", name=wording.REGION)
    picture = pane.get_by_role("img")
    expect(picture).to_be_visible(timeout=TIMEOUT_MS)
    assert "the quote is marked" in (picture.get_attribute("alt") or "")
    expect(pane.locator(".qw-box").first).to_be_in_viewport()
    page.wait_for_function("document.querySelector('.qw-page img').naturalHeight === 1400")
    assert set(boxes_over_picture(page)) == {True}
    shoot(page, f"{width}-{scheme}-page")

    page.keyboard.press("Escape")
    expect(pane).to_have_count(0)
    assert visit.fits()
    assert visit.hosts == {"127.0.0.1"}
