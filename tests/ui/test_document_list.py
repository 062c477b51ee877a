from __future__ import annotations

from dataclasses import replace

import pytest

from index.document import Notice, NoticeCode
from tests.ui.fakes import document
from tests.ui.hostile import HOSTILE
from tests.ui.shown import Shown
from ui.desk import Receipt
from ui.document_list import distinct_names, documents_html, heading_html, matching, receipts_html
from ui.wording import chat as wording

LEASE = document("Tenancy agreement", "/home/me/lease.pdf")


def test_a_document_is_listed_with_kind_pages_day_and_notices() -> None:
    text = Shown(
        documents_html(
            [
                replace(
                    LEASE,
                    format="plain text",
                    notices=(Notice(NoticeCode.PAGES_WITHOUT_TEXT, "2 pages are pictures."),),
                )
            ]
        )
    ).text
    assert text == "Tenancy agreementPlain text · 12 pages · 3 March 20262 pages are pictures."


def test_a_format_without_pages_says_none() -> None:
    assert "page" not in Shown(documents_html([replace(LEASE, pages=None)])).text


@pytest.mark.parametrize("text", HOSTILE)
def test_names_and_notices_are_text(text: str) -> None:
    page = Shown(documents_html([replace(LEASE, title=text, notices=(Notice(NoticeCode.CUT, text),))]))
    assert page.texts["bdi"] == [text]
    assert set(page.elements) == {"ul", "li", "strong", "bdi", "small"}
    lines = Shown(receipts_html([Receipt(text, added=False, message=text)]))
    assert lines.text == text + text


def test_a_long_list_is_cut_and_says_so() -> None:
    page = Shown(documents_html([document(f"Paper {n}", "p", n) for n in range(1912)]))
    assert page.elements.count("li") == 60
    assert page.text.endswith(wording.more_documents(1852))


def test_typing_finds_documents_by_words_of_title_or_file_in_any_case() -> None:
    other = document("Letter", "/home/me/Müller.pdf", 2)
    assert matching([LEASE, other], "TENANCY lease") == (LEASE,)
    assert matching([LEASE, other], "MÜLLER") == (other,)
    assert matching([LEASE, other], "  ") == (LEASE, other)
    assert matching([LEASE, other], "nothing") == ()


def test_nothing_found_is_said() -> None:
    assert Shown(documents_html([])).text == wording.NO_MATCH


def test_every_name_is_different() -> None:
    twins = [
        document("Report", "/a/report.pdf", 1),
        document("Report", "/b/report.pdf", 2),
        document("x.md", "x.md", 3),
    ]
    assert distinct_names(twins) == {"d1": "Report (report.pdf)", "d2": "Report (report.pdf) – 2", "d3": "x.md"}


def test_the_heading_counts() -> None:
    assert Shown(heading_html(1912)).text == f"{wording.DOCUMENTS} 1,912"


def test_a_receipt_is_told_apart_by_more_than_colour() -> None:
    page = Shown(receipts_html([Receipt("a.pdf", True, "Ready."), Receipt("b.pdf", False, "It is empty.")]))
    assert page.text == "a.pdfReady.b.pdfIt is empty."
    assert [value for name, value in page.attributes if name == "class"][1:] == ["qw-added", "qw-refused"]
