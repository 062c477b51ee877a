"""The desk of the evaluation page, over real folders."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.datasets.sheets import parse_sheet
from evals.evaluation_status import State
from index.errors import InvalidInputError
from tests.ui.evaluated import desk_in, ended
from tests.ui.hostile import HOSTILE

SHEET = b"question,answers\nWhat colour is the sky?,blue\nWho is on the moon?,\n"


def test_a_sheet_is_counted(tmp_path: Path) -> None:
    sheet = desk_in(tmp_path).check("colours.csv", SHEET)
    assert (sheet.questions, sheet.answerable, sheet.unanswerable, sheet.open) == (2, 1, 1, 0)
    open_ = desk_in(tmp_path).check("open.csv", b"question\nWhy?\n")
    assert (open_.questions, open_.open) == (1, 1)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"answers\nblue\n", "colours.csv, row 1: expected a column"),
        (b"question,id\nWhy?,1\nHow?,1\n", "colours.csv, row 3: the id"),
        (b"question\n\xff\xfe\xfa\n", "colours.csv, row 2"),
        (b"", "colours.csv"),
    ],
)
def test_a_malformed_sheet_names_itself_and_the_row(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(InvalidInputError, match=message):
        desk_in(tmp_path).check("colours.csv", content)


@pytest.mark.parametrize(
    "name", [*HOSTILE, "../../colours.csv", "C:\\sheets\\colours.csv", "x" * 400 + ".csv", "a\0b.csv"]
)
def test_a_sheet_of_any_name_stays_in_its_folder(tmp_path: Path, name: str) -> None:
    desk = desk_in(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert desk.check(name, SHEET).questions == 2
    assert sorted(tmp_path.rglob("*")) == before


def test_a_sheet_is_kept_as_it_was_handed_over(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    (tmp_path / "library" / "all").touch()
    evaluation = desk.find(desk.begin(desk.check("../a:b.csv", SHEET)))
    desk._background.close()
    assert evaluation is not None and evaluation.sheet == "a_b.csv"
    assert (evaluation.folder / "sheet" / "a_b.csv").read_bytes() == SHEET


def test_the_sample_questions_are_there(tmp_path: Path) -> None:
    samples = desk_in(tmp_path).samples()
    assert samples.answerable > 50 and samples.unanswerable > 10 and samples.open == 0


def test_the_example_sheet_can_be_used(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    sheet = desk.check("questions.csv", desk.example_sheet())
    assert (sheet.questions, sheet.answerable, sheet.unanswerable) == (3, 2, 1)


def test_what_is_taken_away(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    evaluation = desk.find(ended(tmp_path))
    assert evaluation is not None
    result = desk.result(evaluation)
    assert result is not None
    assert desk.report(evaluation).startswith(b"<!doctype html>")
    assert len(json.loads(desk.data(evaluation))["questions"]) == 8
    desk.mark(evaluation, "open", True)
    table = desk.table(evaluation, result).decode("utf-8-sig")
    assert table.count("\r\n") == 9 and ",yes,not scored,right," in table
    assert desk.has_gold(evaluation, result)
    again = {one.id: one.answers for one in parse_sheet("again.csv", desk.marked_sheet(evaluation)).questions}
    assert again["open"] == ("red",) and "open refusal" not in again and len(again) == 7


def test_one_that_came_to_nothing_has_no_result(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    evaluation = desk.find(ended(tmp_path, State.FAILED))
    assert evaluation is not None
    for file in (evaluation.folder / "run").iterdir():
        file.unlink()
    assert desk.result(evaluation) is None
    assert desk.report(evaluation) == b""


def test_questions_stand_in_the_order_of_the_rows(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    evaluation = desk.find(ended(tmp_path, repeat=11))
    assert evaluation is not None
    result = desk.result(evaluation)
    assert result is not None
    assert [one.id for one in result.shown if one.id.startswith("wrong")] == [f"wrong {copy}" for copy in range(11)]
