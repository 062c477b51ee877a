from __future__ import annotations

import pytest

from tests.ui.golden_turns import FOLDER, in_lines, turns
from tests.ui.shown import Shown


@pytest.mark.parametrize("name", turns())
def test_a_turn_is_shown_as_it_was_looked_at(name: str) -> None:
    _, html = turns()[name]
    assert in_lines(html) == (FOLDER / f"{name}.html").read_text(encoding="utf-8")
    assert Shown(html).text


def test_nothing_golden_is_left_over() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == set(turns())
