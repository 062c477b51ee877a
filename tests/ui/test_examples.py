from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import InvalidInputError, MissingDataError
from ui.examples import read_examples


def test_questions_are_read(tmp_path: Path) -> None:
    (tmp_path / "e.json").write_text('["How much?", "Où est-ce ?"]', encoding="utf-8")
    assert read_examples(tmp_path / "e.json") == ("How much?", "Où est-ce ?")


@pytest.mark.parametrize("content", ["", "{}", '["a", 1]', '"a"', "\xff"])
def test_anything_else_is_refused_by_name(tmp_path: Path, content: str) -> None:
    (tmp_path / "e.json").write_text(content, encoding="latin-1")
    with pytest.raises(InvalidInputError, match=r"e\.json"):
        read_examples(tmp_path / "e.json")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match=r"e\.json"):
        read_examples(tmp_path / "e.json")
