from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import InvalidInputError, MissingDataError
from ui.examples import Example, follow_up_of, read_examples
from ui.folders import sample_documents

CONTENT = '[{"question": "How much?", "follow_up": null}, {"question": "Où ?", "follow_up": "Et quand ?"}]'


def test_questions_and_what_may_follow_them_are_read(tmp_path: Path) -> None:
    (tmp_path / "e.json").write_text(CONTENT, encoding="utf-8")
    assert read_examples(tmp_path / "e.json") == (Example("How much?"), Example("Où ?", "Et quand ?"))


def test_only_an_example_has_something_to_follow() -> None:
    examples = (Example("How much?"), Example("Où ?", "Et quand ?"))
    assert [follow_up_of(asked, examples) for asked in ("Où ?", "How much?", "Else?")] == ["Et quand ?", "", ""]


@pytest.mark.parametrize(
    "content",
    ["", '{"question": "a"}', '"a"', '["a"]', "[1]", '[{"follow_up": "a"}]', '[{"question": 1}]', "[\xff]", "7"],
)
def test_anything_else_is_refused_by_name(tmp_path: Path, content: str) -> None:
    (tmp_path / "e.json").write_text(content, encoding="latin-1")
    with pytest.raises(InvalidInputError, match=r"e\.json"):
        read_examples(tmp_path / "e.json")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match=r"e\.json"):
        read_examples(tmp_path / "e.json")


def test_the_examples_of_the_sample_documents_can_be_read() -> None:
    assert len(read_examples(sample_documents().parent / "examples.json")) >= 3
