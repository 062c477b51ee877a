"""``quotewise eval`` from a sheet to a report."""

from __future__ import annotations

from pathlib import Path

from tests.ui.command_line import Run
from tests.ui.command_line import filled as filled
from tests.ui.command_line import papers as papers
from tests.ui.command_line import run as run


def test_a_sheet_is_run_scored_compared_and_reported(filled: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(
        "question,answers\nHow much is the deposit?,two months’ rent\nWho was Napoleon?,\n", encoding="utf-8"
    )
    for out in ("first", "second"):
        assert "| right |" in filled("eval", "run", sheet, "--out", tmp_path / out).out
        assert {path.name for path in (tmp_path / out).iterdir()} >= {"run.jsonl", "scores.json"}
    assert filled("eval", "score", tmp_path / "first").code == 0
    assert "| right |" in filled("eval", "compare", tmp_path / "first", tmp_path / "second").out
    report = Path(filled("eval", "report", tmp_path / "first").out.strip())
    assert "How much is the deposit?" in report.read_text(encoding="utf-8")
    later = Path(filled("eval", "report", tmp_path / "second", "--before", tmp_path / "first").out.strip())
    assert "What changed since <bdi>first</bdi>" in later.read_text(encoding="utf-8")
    sheet.write_text("q,answers\nx,y\n", encoding="utf-8")
    wrong = filled("eval", "run", sheet, "--out", tmp_path / "third")
    assert (wrong.code, wrong.out) == (1, "")
    assert "question" in wrong.err
