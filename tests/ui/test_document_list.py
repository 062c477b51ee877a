from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.document import Copy, Notice, NoticeCode, Origin
from tests.ui.fakes import document
from tests.ui.hostile import HOSTILE
from tests.ui.shown import Shown
from ui.document_list import (
    PAGE_LENGTH,
    distinct_names,
    document_head_html,
    document_html,
    facts,
    heading_html,
    listed,
    matching,
)
from ui.standing import Standing, standing_of
from ui.wording import documents as wording

LEASE = document("Tenancy agreement", "/home/me/lease.pdf")
CURRENT = Standing.CURRENT


def test_a_document_is_listed_with_kind_length_day_and_what_is_missing() -> None:
    notices = (
        Notice(NoticeCode.MACROS, "Macros were not run."),
        Notice(NoticeCode.PAGES_WITHOUT_TEXT, "2 pages are pictures."),
    )
    text = Shown(document_html(replace(LEASE, format="plain text", notices=notices), CURRENT)).text
    assert text == "Plain text · 12 pages2 pages are pictures."


def test_shown_by_itself_it_says_everything() -> None:
    notices = (Notice(NoticeCode.MACROS, "Macros were not run."), Notice(NoticeCode.CUT, "Cut."))
    text = Shown(document_head_html(replace(LEASE, notices=notices), Standing.CHANGED)).text
    for words in ("Tenancy agreement", wording.CHANGED, "Macros were not run.", "Cut.", "12 pages"):
        assert words in text


def test_the_other_places_of_a_file_are_named() -> None:
    again = Copy("0" * 12, "/home/me/old/<b>lease</b>.pdf", Origin.FILE, LEASE.added_at, 0)
    info = replace(LEASE, copies=(again,))
    assert Shown(document_html(info, CURRENT)).text.endswith("· at 2 places")
    shown = Shown(document_head_html(info, CURRENT))
    assert "/home/me/old/<b>lease</b>.pdf" in shown.texts["bdi"]
    assert wording.ALSO_AT in shown.text
    assert "places" not in Shown(document_html(LEASE, CURRENT)).text


@pytest.mark.parametrize(
    ("characters", "words"), [(60, "a few words"), (500, "less than 100"), (6_000, "about 1,000 words")]
)
def test_a_format_without_pages_says_how_long_it_is(characters: int, words: str) -> None:
    text = Shown(document_html(replace(LEASE, pages=None, characters=characters), CURRENT)).text
    assert "page" not in text and words in text


@pytest.mark.parametrize("text", HOSTILE)
def test_names_and_notices_are_text(text: str) -> None:
    info = replace(LEASE, title=text, source=text, notices=(Notice(NoticeCode.CUT, text),))
    page = Shown(document_html(info, CURRENT) + document_head_html(info, CURRENT))
    assert page.texts["bdi"][0] == text and page.texts["li"] == [text]
    assert set(page.elements) <= {"small", "bdi", "div", "h2", "p", "ul", "li"}


def test_hundreds_are_listed_a_part_at_a_time() -> None:
    papers = [document(f"Paper {number}", "p", number) for number in range(1912)]
    assert [one.title for one in listed(papers, 0)] == [f"Paper {number}" for number in range(PAGE_LENGTH)]
    assert len(listed(papers, 1900)) == 12
    assert wording.more_documents(1901, 1912, 1912) == "1,901–1,912 of 1,912"


def test_typing_finds_documents_by_words_of_title_or_file_in_any_case() -> None:
    other = document("Letter", "/home/me/Müller.pdf", 2)
    assert matching([LEASE, other], "TENANCY lease") == (LEASE,)
    assert matching([LEASE, other], "MÜLLER") == (other,)
    assert matching([LEASE, other], "  ") == (LEASE, other)
    assert matching([LEASE, other], "nothing") == ()


def test_every_name_is_different() -> None:
    twins = [
        document("Report", "/a/report.pdf", 1),
        document("Report", "/b/report.pdf", 2),
        document("x.md", "x.md", 3),
    ]
    assert distinct_names(twins) == {"d1": "Report (report.pdf)", "d2": "Report (report.pdf) – 2", "d3": "x.md"}


def test_the_heading_counts() -> None:
    assert Shown(heading_html(1912)).text == f"{wording.DOCUMENTS} 1,912"


def test_a_file_that_is_another_now_or_gone_is_told(tmp_path: Path) -> None:
    file = tmp_path / "lease.txt"
    file.write_text("The rent is 950.", encoding="utf-8")
    facts = file.stat()
    info = replace(
        LEASE, source=str(file), origin=Origin.FOLDER, size_bytes=facts.st_size, modified_ns=facts.st_mtime_ns
    )
    assert standing_of(info) is Standing.CURRENT
    file.write_text("The rent is 1050.", encoding="utf-8")
    assert standing_of(info) is Standing.CHANGED
    file.unlink()
    assert standing_of(info) is Standing.MISSING
    assert standing_of(replace(info, origin=Origin.UPLOAD)) is Standing.CURRENT


def test_tables_are_counted_and_a_newer_version_is_named() -> None:
    info = replace(document("Lease", "lease.xlsx"), tables=2)
    assert " · 2 tables · " in facts(info)
    assert "table" not in facts(replace(info, tables=0)) + facts(replace(info, tables=None))
    assert "There is a newer version: Lease (lease v2.xlsx)" in document_html(
        info, Standing.CURRENT, "Lease (lease v2.xlsx)"
    )
    assert "newer" not in document_html(info, Standing.CURRENT)
