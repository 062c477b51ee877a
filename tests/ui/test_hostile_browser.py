"""Every hostile text in a real browser, in every part of the page at once: shown, never obeyed, and nothing fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.ui.hostile import HOSTILE, UNSHOWABLE
from tests.ui.running import running_chat
from tests.ui.test_browser import TIMEOUT_MS, Visit, browser
from ui.command_line import main
from ui.library_desk import open_desk
from ui.wording import chat, exporting

pytestmark = pytest.mark.browser
__all__ = ["browser"]

NAME = "<img src=x onerror=alert(1)> $x$ :smile: **b** [l](http:x) \u202etxt.txt"
QUESTIONS = (HOSTILE[0], HOSTILE[17], HOSTILE[21], next(text for text in HOSTILE if text.startswith("=HYPERLINK")))
OUR_PATHS = ("/_stcore/", "/static/", "/media/", "/favicon")
NEVER_OURS = "a[href]:not([href^='#']), img, iframe, object, embed, form, video, audio, math, base, meta, link, [onmouseover], [onfocus]"


@dataclass
class Witness:
    """Writes down whatever a page does that it should not."""

    dialogs: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    windows: list[str] = field(default_factory=list)
    navigations: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        def dismiss(dialog: Dialog) -> None:
            self.dialogs.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", dismiss)
        page.on("request", lambda request: self.addresses.append(request.url))
        page.on("popup", lambda window: self.windows.append(window.url))
        page.on("framenavigated", lambda frame: self.navigations.append(frame.url))

    def strange_paths(self) -> set[str]:
        parts = [urlsplit(url) for url in self.addresses]
        return {one.path for one in parts if one.scheme in ("http", "https") and not one.path.startswith(OUR_PATHS)}


@pytest.fixture(scope="module")
def hostile_chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The chat over a library of hostile texts, with hostile example questions."""
    folder = tmp_path_factory.mktemp("hostile")
    desk = open_desk(folder / "library")
    showable = [text.encode("utf-8", "replace").decode() for text in (*HOSTILE, *UNSHOWABLE)]
    text = "\n\n".join(f"Item {number}: {' '.join(words.split())}" for number, words in enumerate(showable))
    assert desk.add(NAME, text.encode("utf-8"), lambda part: None).added
    sheet = "\n".join(['"words","value"', *(f'"{words.replace(chr(34), chr(34) * 2)}","7"' for words in HOSTILE)])
    assert desk.add("../../=1+1.csv", sheet.encode("utf-8"), lambda part: None).added
    (folder / "examples.json").write_text(json.dumps([{"question": words} for words in HOSTILE]), encoding="utf-8")
    with running_chat(folder / "library", folder / "examples.json") as (_, address):
        yield folder / "library", address


def test_hostile_words_are_shown_and_not_obeyed(
    browser: Browser, hostile_chat: tuple[Path, str], tmp_path: Path
) -> None:
    library, address = hostile_chat
    visit, witness = Visit(browser, address, 1280), Witness()
    page = visit.page
    witness.watch(page)
    title = page.title()

    page.get_by_text(chat.MORE_EXAMPLES, exact=True).click()
    labels = page.locator(".st-key-examples button")
    expect(labels).to_have_count(len(HOSTILE), timeout=TIMEOUT_MS)
    expect(labels.last).to_be_visible(timeout=TIMEOUT_MS)
    shown = [label.replace("\u2060", "") for label in labels.all_inner_texts()]
    assert shown == [" ".join(words.split()).replace("\u2060", "") for words in HOSTILE]
    assert page.locator(".st-key-examples").locator(f"{NEVER_OURS}, .katex, code, em, strong").count() == 0

    for words in QUESTIONS:
        visit.ask(words)
        assert words in page.locator(".qw-question").last.inner_text()
    assert page.locator(".stHtml").locator(NEVER_OURS).count() == 0
    assert HOSTILE[0] in page.get_by_test_id("stSidebar").inner_text()

    page.get_by_role("button", name=exporting.TAKE_ALL_AWAY).click()
    page.locator(".qw-copy").click()
    expect(page.locator(".qw-told")).not_to_be_empty()
    assert QUESTIONS[0] in page.locator(".st-key-taking-all textarea").input_value()
    for label in (exporting.AS_WORD, exporting.AS_MARKDOWN, exporting.AS_JSON):
        with page.expect_download() as saved:
            page.get_by_role("button", name=label, exact=True).click()
        file = tmp_path / saved.value.suggested_filename
        saved.value.save_as(file)
        assert main(["verify", str(file), "--library", str(library)]) == 0

    page.wait_for_timeout(300)
    assert page.title() == title
    assert (witness.dialogs, witness.windows) == ([], [])
    assert [url for url in witness.navigations if not url.startswith(f"{address}/?")] == []
    assert visit.hosts == {"127.0.0.1"}
    assert witness.strange_paths() <= {"/"}


def test_a_page_that_obeyed_would_be_noticed(browser: Browser) -> None:
    context = browser.new_context()
    page, witness = context.new_page(), Witness()
    witness.watch(page)
    page.route("**/*", lambda route: route.fulfill(body=""))
    page.set_content("<img src='http://127.0.0.1:1/evil.png'><script>alert(1)</script><a href='/x'>x</a>")
    page.wait_for_timeout(100)
    assert witness.dialogs == ["1"] and witness.strange_paths() == {"/evil.png"}
    assert page.locator(NEVER_OURS).count() == 2
    context.close()
