"""Models side by side on the same passages, with models that were told what to find."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from evals.readers import Measured, as_table, main, on_report_sets, on_tuning_sets
from tests.evals import test_one_passage
from tests.evals.test_one_passage import MODEL, PASSAGE, row
from tests.rag.reader_models import ToldModel, word_spotting_model

data = test_one_passage.data


def value(one: Measured) -> float:
    return one.value(np.arange(one.n))


@pytest.fixture
def all_sets(data: Path) -> Path:
    rows = [row(f"nq-dev:{n}", "Bridge", "who brought them", "Ada Hale") for n in range(3)]
    (data / "spans" / "nq_qed_dev.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return data


def test_report_sets_have_the_figures_of_one_passage(data: Path) -> None:
    found = {one.name: one for one in on_report_sets(data, 100, MODEL, lambda progress: None)}
    assert list(found) == ["SQuAD 1.1 F1", "SQuAD 2.0 F1", "SQuAD 2.0 AUROC", "MultiSpanQA partial F1"]
    assert (value(found["SQuAD 1.1 F1"]), found["SQuAD 1.1 F1"].n) == (1, 6)
    assert value(found["SQuAD 2.0 F1"]) == value(found["SQuAD 2.0 AUROC"]) == 0.5
    assert 0.85 < value(found["MultiSpanQA partial F1"]) < 0.92


def test_tuning_sets_are_others(all_sets: Path) -> None:
    found = {one.name: one for one in on_tuning_sets(all_sets, 100, MODEL, lambda progress: None)}
    assert (value(found["Natural Questions F1"]), found["Natural Questions F1"].n) == (1, 3)
    assert MODEL.read_texts[-1].words == PASSAGE
    assert list(found) == ["SQuAD 1.1 F1", "Natural Questions F1", "SQuAD 2.0 AUROC", "MultiSpanQA partial F1"]
    worse = on_tuning_sets(all_sets, 100, ToldModel({"ropes": 1}), lambda progress: None)
    assert value(worse[0]) == value(worse[1]) == 0


def held(*values: float) -> Measured:
    """The mean of these."""
    kept = np.array(values)
    return Measured("F1", len(kept), lambda rows: float(kept[rows].mean()))


def test_the_first_is_compared_with_question_by_question() -> None:
    rows = [0.1, 0.9, 0.5, 0.3]
    table = as_table([("whole", [held(*rows)]), ("rounded", [held(*(each - 0.1 for each in rows))])]).splitlines()
    assert table[0] == "| model | F1 (n 4) | change |"
    assert table[2].startswith("| whole | 0.450 (") and table[2].endswith(" |  |")
    # every question lost the same: pairs leave no doubt, though the questions differ widely
    assert table[3].startswith("| rounded | 0.350 (")
    assert table[3].endswith("| -0.100 (-0.100 to -0.100) |")


def test_the_command_prints_a_row_for_each_model(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = word_spotting_model(tmp_path / "model", {"ada": 3.0}, {"hale": 3.0}, {"ada": 1.0})
    assert main([str(data), "--reader", f"one={folder}", f"other={folder}", "--limit", "2"]) == 0
    assert [line.split(" | ")[0] for line in capsys.readouterr().out.splitlines()[2:]] == ["| one", "| other"]


def test_what_is_no_model_is_a_problem_in_one_line(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(data), "--reader", f"one={tmp_path / 'nothing'}"]) == 1
    assert capsys.readouterr().err.startswith("Error: The reader's model in")
    assert main([str(data), "--reader", "nothing"]) == 1
    assert "NAME=FOLDER" in capsys.readouterr().err
