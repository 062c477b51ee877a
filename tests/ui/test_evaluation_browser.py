"""An evaluation from a sheet to its downloads, played in a real browser over the real answer chain."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from tests.ui.hostile import HOSTILE
from tests.ui.running import running_chat
from tests.ui.test_browser import TIMEOUT_MS, Visit
from tests.ui.test_browser import browser as browser
from tests.ui.test_browser import shoot as shoot
from ui.folders import sample_documents
from ui.library_desk import open_desk
from ui.wording import evaluation as wording

pytestmark = pytest.mark.browser

SAMPLES = ("allotment-minutes-2024-03.txt", "carrow-isles-itinerary.txt")
RENT = "How much is the rent for a full plot?"
NO_ANSWER = "Who won the football World Cup in 1998?"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The chat over two of the sample documents."""
    folder = tmp_path_factory.mktemp("chat")
    desk = open_desk(folder / "library")
    for name in SAMPLES:
        assert desk.add(name, (sample_documents() / name).read_bytes(), lambda part: None).added
    with running_chat(folder / "library") as (_, where):
        yield where


def sheet(*rows: tuple[str, str], more: int = 0) -> bytes:
    """A sheet with these questions and answers, and so many more that have no answer."""
    text = io.StringIO()
    csv.writer(text).writerows(
        [("question", "answers"), *rows, *((f"Who won the cup in {n}?", "") for n in range(more))]
    )
    return text.getvalue().encode()


def hand_over(page: Page, content: bytes, name: str = "plots.csv") -> None:
    expect(page.get_by_text(wording.EVALUATION_HEADLINE)).to_be_visible(timeout=TIMEOUT_MS)
    file: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": content}
    page.locator(".st-key-sheet input[type=file]").set_input_files(files=[file])


def begin(visit: Visit, content: bytes, name: str = "plots.csv") -> None:
    page = visit.page
    page.get_by_text(wording.EVALUATION_PAGE, exact=True).click()
    hand_over(page, content, name)
    start = page.get_by_role("button", name=wording.BEGIN, exact=True)
    expect(start).to_be_enabled(timeout=TIMEOUT_MS)
    start.click()
    expect(page.get_by_text(wording.LEAVE)).to_be_visible(timeout=TIMEOUT_MS)


def outcome(page: Page) -> Locator:
    found = page.locator(".qw-outcome")
    expect(found).to_be_visible(timeout=TIMEOUT_MS)
    return found


def open_question(page: Page, words: str) -> Locator:
    question = page.locator(".st-key-items details").filter(has_text=words)
    question.locator("summary").click()
    expect(question.locator(".qw-answer")).to_be_visible(timeout=TIMEOUT_MS)
    return question


def test_from_a_sheet_to_the_downloads(browser: Browser, address: str, shoot: Callable[[Page, str], None]) -> None:
    visit = Visit(browser, address, 1280)
    page = visit.page
    begin(visit, sheet((RENT, "£52"), (NO_ANSWER, ""), (HOSTILE[1], ""), more=20))
    shoot(page, "1280-evaluation-running")
    page.reload()
    expect(page.get_by_text(wording.LEAVE)).to_be_visible(timeout=TIMEOUT_MS)

    expect(outcome(page)).to_contain_text("questions were handled rightly.")
    shoot(page, "1280-evaluation-outcome")
    pictures = page.locator(".st-key-plots img")
    expect(pictures).to_have_count(5)
    assert all(pictures.evaluate_all("all => all.map(one => one.complete && one.naturalWidth > 0 && one.alt)"))
    assert page.locator(".st-key-items .stHtml").locator("a, img, iframe, script").count() == 0

    rent = open_question(page, RENT)
    expect(rent.locator("mark").first).to_contain_text("£52")
    expect(rent.locator("summary")).to_contain_text("✓")
    shoot(page, "1280-evaluation-question")
    rent.get_by_text(wording.MARK_WRONG, exact=True).click()
    expect(page.locator(".qw-outcome")).to_contain_text(wording.BY_MARKS, timeout=TIMEOUT_MS)
    expect(rent.locator("summary")).to_contain_text("✗", timeout=TIMEOUT_MS)
    expect(rent.locator(".qw-answer")).to_be_visible()  # what was opened stays open

    with page.expect_download() as report:
        page.get_by_role("button", name=wording.REPORT).click()
    assert RENT in report.value.path().read_text(encoding="utf-8")
    with page.expect_download() as table:
        page.get_by_role("button", name=wording.TABLE).click()
    rows = {
        row["question"]: row for row in csv.DictReader(io.StringIO(table.value.path().read_text(encoding="utf-8-sig")))
    }
    assert (rows[RENT]["right"], rows[RENT]["marked by hand"], len(rows)) == ("no", "wrong", 23)

    page.reload()
    expect(outcome(page)).to_contain_text(wording.BY_MARKS)
    assert visit.fits()
    assert visit.hosts == {"127.0.0.1"}


def test_stopping_keeps_what_is_done(browser: Browser, address: str, shoot: Callable[[Page, str], None]) -> None:
    visit, other = Visit(browser, address, 1280), Visit(browser, address, 1280)
    page = visit.page
    begin(visit, sheet((RENT, "£52"), more=2_000), "long.csv")
    expect(page.get_by_text("of 2,001 questions")).to_be_visible(timeout=TIMEOUT_MS)
    other.page.get_by_text(wording.EVALUATION_PAGE, exact=True).click()
    expect(other.page.get_by_text(wording.IS_RUNNING)).to_be_visible(timeout=TIMEOUT_MS)
    expect(page.locator(".stProgress")).to_contain_text(" left", timeout=TIMEOUT_MS)
    shoot(page, "1280-evaluation-progress")
    page.get_by_role("button", name=wording.STOP, exact=True).click()
    outcome(page)
    expect(page.locator(".qw-note").first).to_contain_text(wording.STOPPED, timeout=TIMEOUT_MS)
    expect(page.locator(".qw-note").first).to_contain_text("What follows is about those.")
    shoot(page, "1280-evaluation-stopped")
    page.get_by_role("button", name=wording.DELETE).click()
    page.get_by_role("dialog").get_by_role("button", name=wording.DELETE_NOW, exact=True).click()
    expect(page.get_by_text(wording.EVALUATION_HEADLINE)).to_be_visible(timeout=TIMEOUT_MS)
    expect(page.get_by_text("long.csv")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone(browser: Browser, address: str, shoot: Callable[[Page, str], None], scheme: str) -> None:
    visit = Visit(browser, address, 390, scheme)
    page = visit.page
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_text(wording.EVALUATION_PAGE, exact=True).click()
    expect(page.get_by_text(wording.EVALUATION_HEADLINE)).to_be_visible(timeout=TIMEOUT_MS)
    expect(page.get_by_text(wording.SHEET_TITLE)).not_to_be_in_viewport(timeout=TIMEOUT_MS)
    shoot(page, f"390-{scheme}-evaluation")
    hand_over(page, b"id,question\n1,Why?\n1,How?\n", "broken.csv")
    expect(page.get_by_role("alert").filter(has_text="broken.csv, row 3")).to_be_visible(timeout=TIMEOUT_MS)
    assert visit.fits()
    shoot(page, f"390-{scheme}-evaluation-broken-sheet")
    page.reload()
    hand_over(page, sheet((RENT, "£52")), f"{scheme}.csv")
    start = page.get_by_role("button", name=wording.BEGIN, exact=True)
    expect(start).to_be_enabled(timeout=TIMEOUT_MS)
    start.click()
    outcome(page)
    open_question(page, RENT)
    assert visit.fits()
    shoot(page, f"390-{scheme}-evaluation-question")
    assert visit.hosts == {"127.0.0.1"}


def test_the_sheet_to_begin_with_can_be_used(browser: Browser, address: str) -> None:
    page = Visit(browser, f"{address}/?page=evaluation", 1280).page
    with page.expect_download() as example:
        page.get_by_role("button", name=wording.EXAMPLE_SHEET).click()
    hand_over(page, example.value.path().read_bytes())
    expect(page.get_by_text(wording.sheet_summary(3, 2, 1))).to_be_visible(timeout=TIMEOUT_MS)
