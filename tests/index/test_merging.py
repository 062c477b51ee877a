from __future__ import annotations

import pytest

from index.merging import DEFAULT_POLICY, is_due, is_overdue, merge
from tests.index.conftest import Desk


@pytest.mark.parametrize(
    ("chunks", "pending", "due"),
    [
        (0, 0, False),
        (1_000_000, 0, False),
        (10, 1, True),
        (2_000, 1, True),
        (2_001, 255, False),
        (1_000_000, 256, True),
    ],
)
def test_a_generation_is_due_when_it_saves_more_than_it_costs(chunks: int, pending: int, due: bool) -> None:
    assert is_due(chunks, pending) is due


@pytest.mark.parametrize(
    ("chunks", "pending", "due"),
    [(10, 10, False), (100_000, 4_095, False), (100_000, 4_096, True)],
)
def test_midway_only_much_is_merged(chunks: int, pending: int, due: bool) -> None:
    assert is_overdue(chunks, pending) is due


def test_small_changes_of_a_large_library_do_not_rebuild_and_are_found_at_once(desk: Desk) -> None:
    desk.add_text("a.txt", "Pears are ripe.")
    with desk.library.writing() as store:
        merge(store)
    desk.add_text("b.txt", "Plums are ripe.")
    assert desk.library.header.generation == 1
    assert desk.library.status().pending_changes == 1
    assert sorted(desk.by_words("ripe")) == ["Pears are ripe.", "Plums are ripe."]
    desk.library.merge_policy = DEFAULT_POLICY
    desk.add_text("c.txt", "Figs are ripe.")
    assert desk.library.header.generation == 2
    assert desk.library.status().pending_changes == 0
    assert len(desk.by_words("ripe")) == 3


def test_many_small_changes_are_searched_together(desk: Desk) -> None:
    for number in range(20):
        desk.add_text(f"{number}.txt", f"Pears, {number} of them.")
        assert len(desk.by_words("pears")) == number + 1
    assert len(desk.by_meaning("pears")) == 20


def test_other_open_libraries_see_every_change(desk: Desk) -> None:
    with type(desk.library)(desk.folder) as other:
        assert other.snapshot().documents == ()
        desk.add_text("a.txt", "Pears are ripe.")
        assert len(other.snapshot().search_words("pears", 5)) == 1
        with desk.library.writing() as store:
            merge(store)
        assert len(other.snapshot().search_words("pears", 5)) == 1
        desk.add_text("a.txt", "Plums are ripe.")
        assert other.snapshot().search_words("pears", 5) == ()
        assert len(other.snapshot().search_words("plums", 5)) == 1
