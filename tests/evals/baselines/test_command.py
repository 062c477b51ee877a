"""The command that compares."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.baselines.__main__ import main
from tests.fakes import WordEmbedder


def test_an_unknown_set_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sets", "nothing", "--out", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("Error: There is no dataset “nothing”.")


def test_an_unknown_subject_is_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--only", "everything", "--out", str(tmp_path)])
    assert stopped.value.code == 2
    assert "langchain-faiss" in capsys.readouterr().err


def test_the_product_and_a_baseline_in_one_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ["--only", "quotewise", "langchain-faiss", "--limit", "3"]
    assert main([*chosen, "--out", str(tmp_path / "out"), "--cache", str(tmp_path / "cache")], WordEmbedder) == 0
    shown = capsys.readouterr().out
    assert "own, report: 3 questions" in shown
    assert [line.split(" | ")[0] for line in shown.splitlines() if line.startswith("| ")] == [
        "| subject",
        "| quotewise",
        "| langchain-faiss",
    ]
