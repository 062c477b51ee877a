"""Quotes on their pages: what the window shows, and stories at the page without a browser."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from index.pages.boxes import Box
from index.pages.messages import PagePicture
from tests.ui.fakes import FakeDesk, Texts, cut, document, found, not_found
from tests.ui.hostile import HOSTILE
from tests.ui.shown import Shown
from tests.ui.test_page import ask, buttons, open_page, seen
from ui.evidence import Reply, reply
from ui.source_rendering import numbered_quotes, pages_html, plain_page_html, quote_head_html
from ui.source_scripts import pane_script_html
from ui.wording import source as wording

TEXT = "The rent is 950 pounds a month. It is due on the first day."
ASKED = "What about the rent?"
AMOUNT, DAY = (
    cut(TEXT, "The rent is 950 pounds a month.", "950 pounds"),
    cut(TEXT, "It is due on the first day.", page=4),
)
PNG = b"\x89PNG\r\n\x1a\n"
MARKED = PagePicture(3, PNG, (Box(0.25, 0.5, 0.75, 0.525),))
UNMARKED = PagePicture(4, PNG, ())


def desk() -> FakeDesk:
    return FakeDesk(
        infos=[document("Lease", "/papers/lease.pdf")],
        texts={"d1": TEXT},
        answers={ASKED: found(ASKED, "950 pounds", AMOUNT, DAY)},
        pictures={AMOUNT.text: (MARKED,), DAY.text: (UNMARKED,)},
    )


def window_of(page: AppTest) -> str:
    return seen(page).partition("qw-source-head")[2]


def test_a_page_is_shown_with_a_box_for_every_line() -> None:
    shown = Shown(pages_html("Lease", [MARKED]).replace("><span", "></img><span"))
    attributes = dict(shown.attributes)
    assert attributes["alt"] == "Page 3 of Lease, the quote is marked"
    assert attributes["style"] == "left: 25.000%; top: 50.000%; width: 50.000%; height: 2.500%"
    assert attributes["tabindex"] == "0"
    assert shown.elements.count("span") == 1


def test_where_nothing_is_marked_that_is_said() -> None:
    assert wording.NOT_ON_PAGE in pages_html("Lease", [UNMARKED])
    assert wording.NOT_ON_PAGE not in pages_html("Lease", [MARKED])
    assert "nothing is marked" in pages_html("Lease", [UNMARKED])


def test_the_cells_of_a_row_stay_apart_above_its_page() -> None:
    row = "Drayton Quay\tP-204\tInes  Hallworth"
    shown = quote_head_html(1, cut(row, row))
    cell = '<span class="qw-cell"> </span>'
    assert f"<q>Drayton Quay{cell}P-204{cell}Ines Hallworth</q>" in shown


def test_what_does_not_answer_is_called_a_passage_wherever_it_is_shown() -> None:
    asked = desk()
    asked.answers["Who has keys?"] = not_found("Who has keys?", AMOUNT, DAY)
    page = ask(open_page(asked), "Who has keys?")
    assert "Show passage 1 on page 3" in seen(page) and "Show quote" not in seen(page)
    page = page.button(key="source-0-0").click().run()
    assert "<strong>Passage 1</strong>" in window_of(page)
    page.button(key="source-Next passage").click().run()
    assert "<strong>Passage 2</strong>" in window_of(page)


@pytest.mark.parametrize("words", HOSTILE)
def test_foreign_words_stay_words(words: str) -> None:
    quote = cut(words, words, title=words)
    shown = Shown(quote_head_html(1, quote))
    assert set(shown.elements) <= {"div", "h2", "p", "strong", "bdi", "blockquote", "q", "span"}
    assert pages_html(words, [MARKED]).count("<") == pages_html("Lease", [MARKED]).count("<")


def test_only_quotes_in_documents_that_are_there_have_a_button() -> None:
    replied: Reply = reply(found(ASKED, "950 pounds", AMOUNT, DAY), Texts({"d1": TEXT}))
    assert [number for number, _ in numbered_quotes(replied, {"d1"})] == [1, 2]
    assert numbered_quotes(replied, {"d2"}) == ()
    assert numbered_quotes(None, {"d1"}) == ()


def test_a_quote_is_shown_on_its_page_and_the_next_one_after_it() -> None:
    page = ask(open_page(desk()), ASKED)
    labels = [wording.show_source(1, "page 3"), wording.show_source(2, "page 4")]
    assert [label for label in buttons(page) if label in labels] == labels
    page.button(key="source-0-0").click().run()
    assert AMOUNT.text in window_of(page) and "qw-box" in window_of(page)
    assert page.button(key=f"source-{wording.previous_one()}").disabled
    page.button(key=f"source-{wording.next_one()}").click().run()
    assert DAY.text in window_of(page) and "qw-box" not in window_of(page).partition("<script>")[0]
    assert wording.NOT_ON_PAGE in window_of(page)
    assert page.button(key=f"source-{wording.next_one()}").disabled


def test_a_page_that_cannot_be_shown_says_why() -> None:
    at = desk()
    at.pictures.clear()
    page = ask(open_page(at), ASKED)
    page.button(key="source-0-1").click().run()
    assert "The file has changed since it was read." in window_of(page)


def test_a_quote_of_another_format_is_marked_in_its_text() -> None:
    at = desk()
    at.infos = [replace(document("Lease", "/papers/lease.docx"), format="Word document")]
    page = ask(open_page(at), ASKED)
    page.button(key="source-0-1").click().run()
    assert re.findall("<mark[^>]*>(.*?)</mark>", window_of(page)) == [DAY.text]
    page.button(key="source-close").click().run()
    assert "qw-text" not in seen(page)


def test_a_document_that_changed_since_marks_nothing_and_says_so() -> None:
    at = desk()
    at.infos = [replace(document("Lease", "/papers/lease.docx"), format="Word document")]
    at.answers = {ASKED: found(ASKED, "950 pounds", replace(AMOUNT, revision="r0"))}
    page = ask(open_page(at), ASKED)
    page.button(key="source-0-0").click().run()
    assert wording.CHANGED in window_of(page) and "<mark" not in window_of(page)


def test_a_removed_document_closes_its_view() -> None:
    at = desk()
    page = ask(open_page(at), ASKED)
    page.button(key="source-0-0").click().run()
    at.infos = []
    assert window_of(page.run()) == ""


def test_a_page_by_itself_says_which_it_is() -> None:
    page = plain_page_html("Lease", UNMARKED, 12)
    assert "Page 4 of 12, Lease" in page and wording.NOT_ON_PAGE not in page


@pytest.mark.parametrize("words", HOSTILE)
def test_no_word_leaves_the_script(words: str) -> None:
    script = pane_script_html(words)
    assert script.count("<") == 2 and script.count("*/") == 1
