"""What is said about documents and sources, and what it looks like."""

from __future__ import annotations

from pathlib import Path

import pytest

import ui
from tests.ui.test_wording import TECHNICAL
from ui.wording import documents, source

SHEETS = [Path(ui.__file__).parent / name for name in ("documents.css", "source.css")]


def test_no_technical_word_is_said() -> None:
    said = [value for part in (documents, source) for value in vars(part).values() if isinstance(value, str)]
    said += [documents.report_heading(3, 2, 1), documents.left_over(2), documents.reading("a.pdf", 1, 3)]
    said += [
        documents.removed(("Lease",)),
        documents.removed(("a", "b")),
        documents.words(9_000),
        documents.and_more(2),
    ]
    plain = [one for one in said if not one.startswith(("ui.", "/", "Every word about")) and "site-packages" not in one]
    assert [one for one in plain if TECHNICAL.search(one)] == []


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((3, 0, 0), "3 files are ready."),
        ((1, 1, 2), "1 file is ready, 1 was read in part, 2 could not be read."),
        ((0, 0, 1), "1 could not be read."),
        ((0, 0, 0), documents.NOTHING_NEW),
    ],
)
def test_a_report_begins_with_a_sentence(counts: tuple[int, int, int], words: str) -> None:
    assert documents.report_heading(*counts) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, ""), (20, "less than a minute left"), (170, "about 3 minutes left"), (7200, "about 2 hours left")],
)
def test_an_estimate_is_no_more_exact_than_it_is(seconds: float | None, words: str) -> None:
    assert documents.time_left(seconds) == words


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("page 3", "on page 3"),
        ("slide 2", "on slide 2"),
        ("line 3", "on line 3"),
        ("paragraph 3", "in paragraph 3"),
        ("0:01:12", "at 0:01:12"),
        ("2. Beginning", "in “2. Beginning”"),
        ("sheet “Plots”, row 3", "in sheet “Plots”, row 3"),
        ("", "in its document"),
    ],
)
def test_a_button_says_where_it_leads(label: str, words: str) -> None:
    assert source.show_source(1, label) == f"Show quote 1 {words}"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_style_sheet_fetches_nothing_and_has_no_colours_of_its_own(sheet: Path) -> None:
    css = sheet.read_text(encoding="utf-8")
    assert "url(" not in css and "@import" not in css and "@font-face" not in css
    assert "#" not in css  # the colours of style.css are tested for contrast, in both themes
