"""What every public file has in common."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.datasets.files import json_lines, json_object
from index.errors import InvalidInputError


def test_half_a_character_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"question": "When?"}\n{"question": "What is \\ud83d?"}\n', encoding="utf-8")
    with pytest.raises(InvalidInputError, match=r"line 2: U\+D83D is half a character"):
        list(json_lines(file))


def test_a_character_written_in_two_halves_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "questions.json"
    file.write_text('{"question": "What is \\ud83d\\ude00?"}', encoding="utf-8")
    assert json_object(file) == {"question": "What is 😀?"}


def test_half_a_character_in_one_object_is_told(tmp_path: Path) -> None:
    file = tmp_path / "questions.json"
    file.write_text('{"question": "What is \\uDE00?"}', encoding="utf-8")
    with pytest.raises(InvalidInputError, match="half a character"):
        json_object(file)
