"""The standard selection: every set in its folder, one summary, what is missing said plainly."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from evals.confidence_measures import CONFIDENCE_MEASURES
from evals.datasets.public import PUBLIC_SETS
from evals.measures import MEASURES
from evals.run_folder import RUN
from evals.running import run
from evals.standard import STANDARD, SUMMARY, main
from evals.summary import GROUPS
from index.errors import InvalidInputError, MissingDataError
from tests.evals.fakes import RankingSpotter
from tests.evals.test_retrieved_pages_and_times import ANSWERS, DATASET, RANKINGS


class Sets:
    """Stands for the catalogue and the product: knows these sets, at any size the same few questions."""

    def __init__(self, *known: str, broken: str = "", stops_at: str = "") -> None:
        self.known, self.broken, self.stops_at = known, broken, stops_at
        self.asked: list[tuple[str, int | None]] = []
        self.spotters: list[RankingSpotter] = []

    def run_set(self, name: str, out: Path, *, limit: int | None, **others: object) -> Path:
        assert others.keys() == {"data", "cache", "progress"}
        self.asked.append((name, limit))
        if name not in self.known:
            raise MissingDataError(f"Expected “{name}.jsonl” in the data folder.")
        if name == self.broken:
            raise InvalidInputError("Line 3 of it is not JSON.")
        self.spotters.append(RankingSpotter(ANSWERS, RANKINGS, fails_at="lost?" if name == self.stops_at else ""))
        return run(replace(DATASET, name=name), self.spotters[-1].open, out)


def test_the_selection_is_what_nothing_is_tuned_on() -> None:
    assert STANDARD[0] == "own"
    assert len(STANDARD) >= 8
    assert not any("tune" in name or "qamr" in name for name in STANDARD)
    assert all(PUBLIC_SETS[name].split == "report" for name in STANDARD[1:])


def test_each_set_gets_a_folder_and_all_of_them_a_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sets = Sets("own", "clapnq")
    assert main([str(tmp_path), "--out", str(tmp_path / "out")], sets.run_set) == 0
    assert [name for name, _ in sets.asked] == list(STANDARD)
    for name in ("own", "clapnq"):
        assert (tmp_path / "out" / name / "report.html").is_file()
    summary = (tmp_path / "out" / SUMMARY).read_text(encoding="utf-8")
    assert "- own: 4 questions, [report](own/report.html)" in summary
    assert "- squad1-report: **not measured**. Expected “squad1-report.jsonl”" in summary
    assert "| clapnq | 0.667 (0.000 to 1.000), n 3 |" in summary
    assert "| own | 4 | 0.500 | 0.500 |" in summary
    assert "--out" in summary.splitlines()[2]
    told = capsys.readouterr()
    assert str(tmp_path / "out" / SUMMARY) in told.out
    assert "squad1-report: not measured." in told.err


def test_every_value_of_a_summary_has_its_interval_and_n(tmp_path: Path) -> None:
    main(["--out", str(tmp_path), "--sets", "own"], Sets("own").run_set)
    rows = [
        line for line in (tmp_path / SUMMARY).read_text(encoding="utf-8").splitlines() if line.startswith("| own |")
    ]
    cells = [cell.strip() for line in rows[:-1] for cell in line.strip("|").split("|")[1:]]
    assert len(cells) > 10
    assert all(re.fullmatch(r"\d+\.\d{3} \(\d+\.\d{3} to \d+\.\d{3}\), n \d+", cell) for cell in cells)


def test_every_measure_is_in_one_table_of_the_summary() -> None:
    there_are = [one.name for one in MEASURES] + [one.name for one in CONFIDENCE_MEASURES]
    assert sorted(name for _, names in GROUPS for name in names) == sorted(there_are)


def test_quick_asks_fewer_questions(tmp_path: Path) -> None:
    sets = Sets("own")
    main(["--out", str(tmp_path), "--quick", "--sets", "own"], sets.run_set)
    main(["--out", str(tmp_path), "--sets", "own"], sets.run_set)
    assert sets.asked == [("own", 300), ("own", None)]


def test_a_set_that_fails_stops_no_other_and_is_told(tmp_path: Path) -> None:
    assert main([str(tmp_path), "--out", str(tmp_path)], Sets("own", "clapnq", broken="own").run_set) == 1
    summary = (tmp_path / SUMMARY).read_text(encoding="utf-8")
    assert "- own: **not measured**. Line 3 of it is not JSON." in summary
    assert "- clapnq: 4 questions" in summary


def test_without_data_only_the_own_set_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sets = Sets(*STANDARD)
    assert main(["--out", str(tmp_path)], sets.run_set) == 0
    assert [name for name, _ in sets.asked] == ["own"]
    assert "clapnq: not measured. It is a public set: name the folder" in capsys.readouterr().err


def test_a_set_that_was_asked_for_must_be_there(tmp_path: Path) -> None:
    assert main([str(tmp_path), "--out", str(tmp_path / "out"), "--sets", "clapnq", "own"], Sets("own").run_set) == 1
    assert main([str(tmp_path), "--out", str(tmp_path / "none")], Sets().run_set) == 1, "nothing was measured"
    with pytest.raises(SystemExit):
        main(["--out", str(tmp_path), "--sets", "nothing"], Sets().run_set)


def test_a_stopped_selection_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = [str(tmp_path), "--out", str(tmp_path)]
    assert main(command, Sets("own", "clapnq", stops_at="clapnq").run_set) == 1
    assert "goes on where it was" in capsys.readouterr().err
    assert "- own: 4 questions" in (tmp_path / SUMMARY).read_text(encoding="utf-8")
    again = Sets("own", "clapnq")
    assert main(command, again.run_set) == 0
    assert [spotter.asked for spotter in again.spotters] == [[], ["lost", "nothing"]]
    assert len((tmp_path / "clapnq" / RUN).read_text(encoding="utf-8").splitlines()) == 4


def test_the_reports_say_what_changed_since_an_earlier_selection(tmp_path: Path) -> None:
    main(["--out", str(tmp_path / "old"), "--sets", "own"], Sets("own").run_set)
    new = ["--out", str(tmp_path / "new"), "--before", str(tmp_path / "old"), "--sets", "own"]
    assert main(new, Sets("own").run_set) == 0
    assert "What changed" in (tmp_path / "new" / "own" / "report.md").read_text(encoding="utf-8")
