"""Colours that can be read: contrast by the formula of WCAG 2, on what they stand on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ui
from ui.page_flags import page_flags

CSS = (Path(ui.__file__).parent / "style.css").read_text(encoding="utf-8")
PAIRS = {
    name: colours.split(", ") for name, colours in re.findall(r"--qw-([a-z-]+): light-dark\(([#0-9a-f, ]+)\)", CSS)
}
THEMES = ("light", "dark")


def themed(theme: str, name: str) -> str:
    start = f"--theme.{theme}.{name}="
    return next(flag.removeprefix(start) for flag in page_flags(1) if flag.startswith(start))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_can_be_read_on_everything_it_stands_on(theme: str) -> None:
    side = THEMES.index(theme)
    own = {name: pair[side] for name, pair in PAIRS.items()}
    text, page, sidebar = (themed(theme, name) for name in ("textColor", "backgroundColor", "secondaryBackgroundColor"))
    papers = [page, sidebar, own["page"], own["card"], own["caution-card"]]
    low = [(ink, paper) for ink in (text, own["soft"], own["accent"], own["caution"]) for paper in papers]
    low += [(text, own["mark"]), (themed(theme, "primaryColor"), page)]
    assert [(ink, paper, contrast(ink, paper)) for ink, paper in low if contrast(ink, paper) < 4.5] == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_style_sheet_and_the_flags_agree_on_the_page(theme: str) -> None:
    assert PAIRS["page"][THEMES.index(theme)] == themed(theme, "backgroundColor")
    assert PAIRS["accent"][THEMES.index(theme)] == themed(theme, "primaryColor")


def test_the_answering_words_are_marked_by_more_than_colour() -> None:
    rule = re.search(r"\.qw-turn mark \{(.*?)\}", CSS)
    assert rule is not None
    assert "font-weight: 700" in rule[1] and "text-decoration: underline" in rule[1]


def test_the_style_sheet_fetches_nothing() -> None:
    assert "url(" not in CSS and "@import" not in CSS and "@font-face" not in CSS
