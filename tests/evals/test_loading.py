"""The table of what the loaders read of a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.loading import find_references, list_files, main, read_file, word_scores
from index.errors import MissingDataError
from index.loaders import load


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "groundtruth" / "in").mkdir(parents=True)
    (tmp_path / "in" / "people.csv").write_text("name,city\nAnn,Bath\n", encoding="utf-8")
    (tmp_path / "in" / "scan.png").write_bytes(b"\x89PNG")
    (tmp_path / "cut.eml").write_bytes(b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nwords\n")
    (tmp_path / "groundtruth" / "in" / "people.csv.md").write_text("| name | Ann |\n| Oslo | Bath |", encoding="utf-8")
    (tmp_path / "manifest.csv").write_text(
        "file,groundtruth\nin/people.csv,groundtruth/in/people.csv.md\ncut.eml,\n", encoding="utf-8"
    )
    return tmp_path


def test_every_file_has_a_line_and_every_format(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder)]) == 0
    out = capsys.readouterr().out
    lines = {line.split("  ! ")[0].split()[-1]: line for line in out.split("\n\n")[0].splitlines()}
    assert lines["in/people.csv"].startswith("read")
    assert " 0.75 0.50 " in lines["in/people.csv"]
    assert lines["in/scan.png"].startswith("refused")
    assert "! truncated 1" in lines["cut.eml"]
    assert len(lines) == 3
    assert out.splitlines()[-1].split()[:3] == ["all", "3", "2"]


def test_references_are_found_by_manifest_or_by_name(folder: Path) -> None:
    truth = folder / "groundtruth"
    assert find_references(folder, None) == {"in/people.csv": truth / "in" / "people.csv.md"}
    assert find_references(folder / "in", truth / "in") == {"people.csv": truth / "in" / "people.csv.md"}
    assert [path.name for path in list_files(folder)] == ["cut.eml", "people.csv", "scan.png"]


def test_words_are_counted_as_often_as_they_occur() -> None:
    loaded = load(b"one two two <b>three</b>", "x.md")
    assert word_scores("two two two four", loaded) == (0.5, 0.5)


def test_a_file_is_read_and_compared(folder: Path) -> None:
    reading = read_file(folder / "in" / "people.csv", "people.csv", folder / "groundtruth" / "in" / "people.csv.md")
    assert (reading.refusal, reading.is_failure, reading.recall) == ("", False, 0.75)


def test_a_folder_that_is_missing_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none")]) == 1
    assert "Give the folder" in capsys.readouterr().err
    with pytest.raises(MissingDataError):
        list_files(tmp_path / "none")


def test_tables_and_the_oddest_files_are_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "odd.txt").write_text("\ufffd\ue001 Some words are here.", encoding="utf-8")
    assert main([str(folder), "--worst", "1"]) == 0
    out = capsys.readouterr().out
    assert " 1 tb" in next(line for line in out.splitlines() if "in/people.csv" in line)
    assert out.split("signs without meaning in a thousand:\n")[1].splitlines()[0].split() == ["2.00", "odd.txt"]
