from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.test_evaluation_rendering import load
from ui.evaluation_desk import Item
from ui.evaluation_view import VIEWS, matching, paged
from ui.wording import evaluation as wording


@pytest.fixture
def items(tmp_path: Path) -> tuple[Item, ...]:
    _, found = load(tmp_path, {"open": False, "refused": True})
    return tuple(found.values())


@pytest.mark.parametrize(
    ("view", "names"),
    [
        (wording.SHOW_FAILED, ["answered", "list", "open", "wrong"]),
        (wording.SHOW_OPEN, ["open refusal"]),
        (wording.SHOW_MARKED, ["open", "refused"]),
    ],
)
def test_a_view_shows_its_questions(items: tuple[Item, ...], view: str, names: list[str]) -> None:
    assert sorted(item.shown.id for item in matching(items, view, "")) == names


def test_all_are_shown_in_the_view_of_all_and_of_an_unknown_name(items: tuple[Item, ...]) -> None:
    assert matching(items, wording.SHOW_ALL, "") == matching(items, "?", "") == items


def test_words_are_looked_for_in_question_and_answer(items: tuple[Item, ...]) -> None:
    assert [item.shown.id for item in matching(items, wording.SHOW_ALL, "COLOUR snow")] == ["answered"]
    assert {item.shown.id for item in matching(items, wording.SHOW_ALL, "red")} >= {"answered", "open"}
    assert matching(items, wording.SHOW_FAILED, "moon") == ()


def test_a_view_says_how_many_it_has(items: tuple[Item, ...]) -> None:
    assert [view.label(items) for view in VIEWS] == [
        "All (8)", "Went wrong (4)", "Not judged yet (1)", "Marked by you (2)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("total", "number", "shown"),
    [
        (0, 0, (0, 0, 1, 0)),
        (20, 5, (0, 0, 1, 20)),
        (21, 1, (1, 1, 21, 21)),
        (45, 1, (1, 2, 21, 40)),
        (8, -1, (0, 0, 1, 8)),
    ],
)
def test_pages(items: tuple[Item, ...], total: int, number: int, shown: tuple[int, int, int, int]) -> None:
    page = paged((items * 6)[:total], number)
    assert (page.number, page.last, page.first_shown, page.last_shown) == shown
    assert page.several == (total > 20)
