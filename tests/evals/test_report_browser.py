"""The report in a real browser: an evaluator looks through it, on a laptop and on a phone, and nothing leaves it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect, sync_playwright

from evals.datasets.values import Dataset, GoldSpan, Question, SourceFile
from evals.reporting import report
from evals.running import run
from tests.evals.fakes import WordSpotter
from tests.ui.hostile import HOSTILE

pytestmark = pytest.mark.browser

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
LONG = "unbroken" * 40
TEXT = "\n".join((*HOSTILE, f"The fee is 85 euros. {LONG}", "The key is kept by Marta."))
FILES = (SourceFile("rules.txt", TEXT.encode()),)
FEE = Question(
    "fee", "How much is the fee?", ("85 euros",), gold=((GoldSpan("rules.txt", "fee is 85 euros"),),), type="fact"
)
KEY = Question("a key/ü", "Who keeps the key?", ("Marta",), type="fact")
CUP = Question("cup", "Who won the cup?", (), type="off_topic")
ODD = tuple(
    Question(f"odd {at} {words}", words, (words,), history=(words,), type=words) for at, words in enumerate(HOSTILE)
)
ANSWERS = {FEE.question: ("rules.txt", "85 euros"), KEY.question: ("rules.txt", LONG), CUP.question: None}
EARLIER = ANSWERS | {FEE.question: None}
ODD_ANSWERS = {words: ("rules.txt", words) for words in HOSTILE}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(chromium).exists():
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing: the report cannot be looked at. Install it (Debian: chromium).")
        pytest.skip("Chromium is not installed, so the report cannot be looked at.")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report of a run with an earlier run beside it; many of its words are hostile."""
    folder = tmp_path_factory.mktemp("report")
    dataset = Dataset("boats", "report", FILES, (FEE, KEY, CUP, *ODD))
    earlier = run(dataset, WordSpotter(EARLIER | ODD_ANSWERS).open, folder / "earlier")
    now = run(dataset, WordSpotter(ANSWERS | ODD_ANSWERS).open, folder / "now")
    return report(now, earlier).as_uri()


class Look:
    """A window with the report in it; what it asks for, says and asks the person is written down."""

    def __init__(self, browser: Browser, address: str, width: int, scheme: str = "light") -> None:
        context = browser.new_context(
            viewport={"width": width, "height": 844}, color_scheme="dark" if scheme == "dark" else "light"
        )
        self.page: Page = context.new_page()
        self.asked_for: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked_for.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._dismiss)
        self.page.goto(address)

    def shown(self) -> list[str]:
        """The ids of the questions that can be seen."""
        found: list[str] = self.page.locator("details.question:visible").evaluate_all("all => all.map((one) => one.id)")
        return found

    def choose(self, name: str, option: str) -> None:
        """Choose an option of one of the filters."""
        self.page.locator("form").get_by_label(name).select_option(option)

    def fits(self) -> bool:
        """Whether nothing has to be scrolled sideways."""
        return bool(self.page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth"))

    def _dismiss(self, dialog: Dialog) -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()


def test_an_evaluator_looks_through_the_failures(browser: Browser, address: str) -> None:
    look = Look(browser, address, 1280)
    page = look.page
    everything = look.shown()
    assert len(everything) == 3 + len(ODD)
    expect(page.locator("#count")).to_have_text(f"{len(everything)} of {len(everything)} questions")
    assert page.get_by_role("img").count() == 5
    expect(page.get_by_role("img", name="Right, by type of question")).to_be_visible()

    page.get_by_label("Only what went wrong").check()
    failures = look.shown()
    assert "q-a key/ü" in failures and "q-fee" not in failures
    page.get_by_label("Only what went wrong").uncheck()

    look.choose("Type", "off_topic")
    assert look.shown() == ["q-cup"]
    look.choose("Type", "")
    look.choose("Turned", "right")
    assert look.shown() == ["q-fee"]
    look.choose("Turned", "")
    page.get_by_label("Search").fill("MARTA")
    assert "q-a key/ü" in look.shown() and "q-cup" not in look.shown()
    page.get_by_label("Search").fill("")

    page.get_by_role("button", name="rightly refused").click()
    assert look.shown() == ["q-cup"]
    look.choose("Verdict", "")
    look.choose("Order", "least sure first")
    assert look.shown()[0] == "q-cup"
    assert sorted(look.shown()) == sorted(everything)
    assert look.asked_for == [address]
    assert look.complaints == []


def test_a_question_opens_by_keyboard_and_shows_its_proof(browser: Browser, address: str) -> None:
    look = Look(browser, address, 1280)
    fee = look.page.locator("details.question").first
    expect(fee.locator(".body")).to_be_hidden()
    fee.locator("summary").press("Enter")
    expect(fee.locator(".body")).to_be_visible()
    expect(fee.locator("mark")).to_have_text("85 euros")
    assert fee.locator("u").all_inner_texts() == ["fee is ", "85 euros"]
    expect(fee).to_contain_text("shown in a quote")
    look.page.get_by_role("button", name="Open all").click()
    assert look.page.locator("details.question:not([open])").count() == 0
    look.page.get_by_role("button", name="Close all").click()
    assert look.page.locator("details.question[open]").count() == 0


def test_a_link_opens_its_question_even_when_it_was_filtered_away(browser: Browser, address: str) -> None:
    look = Look(browser, address + "#q-a%20key%2F%C3%BC", 1280)
    key = look.page.locator("details[id='q-a key/ü']")
    expect(key.locator(".body")).to_be_visible()
    look.page.wait_for_function("document.activeElement.parentElement.id === 'q-a key/ü'")
    look.choose("Type", "off_topic")
    look.page.locator(".changes").get_by_role("link", name=FEE.question).click()
    expect(look.page.locator("details[id=q-fee] .body")).to_be_visible()
    expect(look.page.locator("details[id=q-fee] summary")).to_be_in_viewport()
    look.page.wait_for_function(
        "document.getElementById('q-fee').getBoundingClientRect().top"
        " > document.querySelector('form').getBoundingClientRect().bottom"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_scrolled_sideways_on_a_phone(browser: Browser, address: str, scheme: str) -> None:
    look = Look(browser, address, 390, scheme)
    assert look.fits()
    look.page.get_by_role("button", name="Open all").click()
    assert look.fits()
    assert look.complaints == []


def test_print_shows_every_chosen_question_open(browser: Browser, address: str) -> None:
    look = Look(browser, address, 1280, "dark")
    look.choose("Type", "fact")
    look.page.emulate_media(media="print")
    look.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert look.page.locator("details.question[open]:visible").count() == 2
    expect(look.page.locator("form")).to_be_hidden()
    look.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert look.page.locator("details.question[open]").count() == 0


def test_hostile_words_are_shown_and_not_obeyed(browser: Browser, address: str) -> None:
    look = Look(browser, address, 1280)
    look.page.get_by_role("button", name="Open all").click()
    assert look.page.locator("details.question").locator("script, img, iframe, svg, style, h1, form").count() == 0
    assert look.page.locator("a:not([href^='#q-'])").count() == 0
    texts = look.page.locator("details.question .words").all_text_contents()
    assert texts[3:] == [question.question for question in ODD]
    assert look.page.evaluate("document.scripts.length") == 1
    assert look.asked_for == [address]
    assert look.complaints == []


CONTRAST = """() => {
  const canvas = Object.assign(document.createElement("canvas"), {width: 1, height: 1}).getContext("2d", {willReadFrequently: true});
  const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const light = (colour) => {
    const part = (value) => value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = rgb(colour);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (rgb(colour)[3]) return colour;
    }
    return "white";
  };
  const poor = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !one.checkVisibility() || one.closest("script, title, desc, option")) continue;
    const style = getComputedStyle(one);
    const [a, b] = [light(one.closest("svg") ? style.fill : style.color), light(ground(one))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) poor.add(one.tagName + "." + one.className + " " + ratio.toFixed(2));
  }
  return [...poor];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out_from_its_ground(browser: Browser, address: str, scheme: str) -> None:
    """WCAG 2.2, 1.4.3 (AA): a contrast of 4.5 to 1."""
    look = Look(browser, address, 1280, scheme)
    look.page.get_by_role("button", name="Open all").click()
    assert look.page.evaluate(CONTRAST) == []
