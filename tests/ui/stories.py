"""Four stories over the real answer chain, with pictures: ``python -m tests.ui.stories --out FOLDER``.

A first visit; a table on page 41 of 60; a refusal and what is asked next; two documents that disagree. Each is played
at the width of a laptop and of a phone, and checks what it shows.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.index.makers import Words, column, make_docx, make_pdf, paragraph
from tests.ui.running import running_chat
from tests.ui.test_browser import EXAMPLE, FLAGS, FOLLOW_UP, TIMEOUT_MS, Visit
from ui.folders import example_questions, sample_documents
from ui.library_desk import open_desk
from ui.wording import chat as wording
from ui.wording import source

WIDTHS = (1280, 390)
PAGES, TABLE_PAGE = 60, 41
PLACES = ("Alder Lane", "Birch Row", "Cotter's Yard", "Drayton Quay", "Elm Terrace", "Fuller Street", "Gate Hill")
TABLE_QUESTION = "Who inspected the pump at Drayton Quay?"
INSPECTOR = "Ines Hallworth"
REFUSED = "Who won the football World Cup in 1998?"
CONFLICT_QUESTION = "When does the library close on Fridays?"
Shoot = Callable[[Page, str], None]


def report_pdf() -> bytes:
    """A report of 60 pages; on page 41 stands a table of pumps, and on every seventh another one of costs."""
    return make_pdf([_page(number) for number in range(1, PAGES + 1)], title="Pumping stations: annual report")


def _page(number: int) -> list[Words]:
    head = [Words(f"{number}. District {number}", 50, 740, 16)]
    text = column(
        [
            f"The works in district {number} went on through the spring and ended before the first frost.",
            f"In all {number * 7 + 100} metres of pipe were laid, and the roads were made good again.",
            "Nobody was hurt, and the water was never off for longer than a morning.",
        ],
        top=700,
    )
    if number == TABLE_PAGE:
        names = ("Owen Pritchard", "Lena Sorrel", "Amit Khanna", INSPECTOR, "Tom Garland", "Ruth Abel", "Jan Bakker")
        rows = [
            ("Station", "Pump", "Inspected by", "Litres a second"),
            *((place, f"P-{n + 201}", names[n], f"{40 + 3 * n}") for n, place in enumerate(PLACES)),
        ]
        return head + text + _table(rows)
    if number % 7 == 0:
        return head + text + _table([("Item", "Planned", "Spent"), ("Pipes", f"{number}00", f"{number}10")])
    return head + text


def _table(rows: Sequence[Sequence[str]]) -> list[Words]:
    return [
        Words(cell, 50 + 130 * place, 620 - 22 * line, 11)
        for line, row in enumerate(rows)
        for place, cell in enumerate(row)
    ]


def disagreeing() -> dict[str, bytes]:
    """Two documents that tell another time for one thing."""
    leaflet = paragraph("Library leaflet", "Heading1") + paragraph("On Fridays the library closes at 6 pm.")
    notice = paragraph("Notice to readers", "Heading1") + paragraph("On Fridays the library closes at 8 pm.")
    return {"library-leaflet.docx": make_docx(leaflet), "notice-to-readers.docx": make_docx(notice)}


def first_visit(visit: Visit, shoot: Shoot) -> None:
    """Someone opens the chat over the sample documents, asks what is offered, and goes on."""
    page = visit.page
    shoot(page, "a1-start")
    page.locator(".st-key-examples").get_by_role("button", name=EXAMPLE).click()
    visit.wait_for_reply(EXAMPLE)
    assert "£52" in visit.reply() and wording.DISAGREE not in visit.reply()
    shoot(page, "a2-answer")
    page.get_by_role("button", name=FOLLOW_UP).click()
    visit.wait_for_reply(FOLLOW_UP)
    shoot(page, "a3-follow-up")


def table_of_a_report(visit: Visit, shoot: Shoot) -> None:
    """A row of a table in a long report, and its page with the quote boxed."""
    page = visit.page
    visit.ask(TABLE_QUESTION)
    shoot(page, "b1-table-answer")
    assert INSPECTOR in visit.reply()
    assert f"page {TABLE_PAGE}" in visit.reply()
    page.get_by_role("button", name=source.show_source(1, f"page {TABLE_PAGE}")).last.click()
    pane = page.get_by_role("region", name=source.REGION)
    expect(pane.locator(".qw-box").first).to_be_in_viewport(timeout=TIMEOUT_MS)
    shoot(page, "b2-table-page")
    page.keyboard.press("Escape")
    expect(pane).to_have_count(0, timeout=TIMEOUT_MS)


def refusal(visit: Visit, shoot: Shoot) -> None:
    """What the documents do not say, and then what they do."""
    visit.ask(REFUSED)
    assert wording.NOT_FOUND in visit.reply()
    shoot(visit.page, "c1-refusal")
    visit.ask(EXAMPLE)
    visit.ask(FOLLOW_UP)
    assert wording.SEARCHED_FOR in visit.reply()
    shoot(visit.page, "c2-follow-up")


def conflict(visit: Visit, shoot: Shoot) -> None:
    """Two documents that disagree stand side by side."""
    visit.ask(CONFLICT_QUESTION)
    shoot(visit.page, "d1-conflict")
    assert wording.DISAGREE in visit.reply()
    visit.page.locator(".qw-conflict").scroll_into_view_if_needed()
    shoot(visit.page, "d2-conflict-sides")


STORIES = (first_visit, table_of_a_report, refusal, conflict)


def fill(library: Path) -> None:
    """The sample documents, the report, and the two that disagree."""
    desk = open_desk(library)
    files = {one.name: one.read_bytes() for one in sorted(sample_documents().iterdir()) if one.is_file()}
    for name, content in {**files, "pumping-stations.pdf": report_pdf(), **disagreeing()}.items():
        assert desk.add(name, content, lambda part: None).added, name
    desk.close()


def play(out: Path) -> tuple[str, ...]:
    """Play every story at every width, with pictures into a folder that exists; returns which did not go as told."""
    went_wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        library = Path(folder) / "library"
        fill(library)
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        with running_chat(library, example_questions()) as (_, address):
            for width in WIDTHS:
                for story in STORIES:
                    visit = Visit(browser, address, width)

                    def shoot(page: Page, name: str, width: int = width) -> None:
                        page.wait_for_timeout(600)  # scrolling and fading come to rest
                        page.screenshot(path=out / f"{width}-{name}.png")

                    try:
                        story(visit, shoot)
                        assert visit.fits()
                        assert visit.hosts == {"127.0.0.1"}
                    except AssertionError:  # the other stories are still worth their pictures
                        went_wrong.append(f"{story.__name__} at {width}")
                    visit.page.context.close()
        browser.close()
    return tuple(went_wrong)


def main() -> None:
    """Read the folder from the command line."""
    parser = argparse.ArgumentParser(description="Play four stories and take pictures of them.")
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    if went_wrong := play(out):
        raise SystemExit(f"Not as it should be: {', '.join(went_wrong)}.")


if __name__ == "__main__":
    main()
