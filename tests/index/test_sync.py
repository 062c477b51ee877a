from __future__ import annotations

import os
import shutil
from pathlib import Path

from index import ingest
from index.file_reports import Outcome
from tests.index.conftest import Desk


def test_only_what_changed_is_read_again(desk: Desk) -> None:
    for name in ("same.txt", "edited.txt", "gone.txt"):
        desk.write(name, f"{name} tells of pears.")
    desk.add(desk.papers)
    desk.write("edited.txt", "It tells of plums.")
    desk.write("new.txt", "It tells of figs.")
    (desk.papers / "gone.txt").unlink()
    desk.embedder.embedded.clear()
    assert desk.sync() == {
        "same.txt": Outcome.UNCHANGED,
        "edited.txt": Outcome.UPDATED,
        "new.txt": Outcome.ADDED,
        "gone.txt": Outcome.REMOVED,
    }
    assert len(desk.embedder.embedded) == 2
    assert desk.by_words("pears") == ["same.txt tells of pears."]
    assert sorted(desk.by_words("plums figs")) == ["It tells of figs.", "It tells of plums."]


def test_an_edit_that_keeps_size_and_clock_tick_is_still_seen(desk: Desk) -> None:
    file = desk.write("a.txt", "Pears.")
    desk.add(desk.papers)
    times = file.stat().st_mtime_ns
    file.write_text("Plums.", encoding="utf-8")
    os.utime(file, ns=(times, times))
    assert desk.sync() == {"a.txt": Outcome.UPDATED}


def test_an_old_file_of_the_same_size_and_time_is_not_even_opened(desk: Desk) -> None:
    file = desk.write("a.txt", "Pears.")
    os.utime(file, (1_000_000, 1_000_000))
    desk.add(desk.papers)
    file.write_text("Plums.", encoding="utf-8")
    os.utime(file, (1_000_000, 1_000_000))
    assert desk.sync() == {"a.txt": Outcome.UNCHANGED}
    assert desk.by_words("pears") == ["Pears."]


def test_a_missing_folder_is_an_error_and_its_documents_stay(desk: Desk, tmp_path: Path) -> None:
    desk.write("a.txt", "Pears.")
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.txt").write_text("Plums.", encoding="utf-8")
    desk.add(desk.papers, other)
    shutil.move(desk.papers, tmp_path / "elsewhere")
    (other / "b.txt").unlink()
    (other / "c.txt").write_text("Figs.", encoding="utf-8")
    reports = {Path(report.name).name: report for report in ingest.sync(desk.library, desk.embedder)}
    assert reports["papers"].outcome is Outcome.REFUSED
    assert "not there" in reports["papers"].reason
    assert reports["b.txt"].outcome is Outcome.REMOVED
    assert reports["c.txt"].outcome is Outcome.ADDED
    assert desk.by_words("pears") == ["Pears."]
    assert [folder.present for folder in desk.library.status().folders] == [True, False]


def test_a_folder_that_is_suddenly_empty_is_taken_for_missing(desk: Desk) -> None:
    """The place where a drive is connected often stays behind as an empty folder."""
    file = desk.write("a.txt", "Pears.")
    desk.add(desk.papers)
    file.unlink()
    (report,) = ingest.sync(desk.library, desk.embedder)
    assert report.outcome is Outcome.REFUSED
    assert "empty" in report.reason
    assert desk.by_words("pears") == ["Pears."]


def test_what_cannot_be_looked_into_is_not_taken_for_gone(desk: Desk) -> None:
    desk.write("a.txt", "Pears.")
    deep = desk.write("deep/b.txt", "Plums.").parent
    desk.add(desk.papers)
    deep.rename(desk.papers / "real")
    deep.symlink_to(desk.papers / "real")
    assert desk.sync() == {"a.txt": Outcome.UNCHANGED, "deep": Outcome.REFUSED, "b.txt": Outcome.COPY}
    assert len(desk.library.find("b.txt").copies) == len(desk.by_words("plums")) == 1
    desk.papers.rename(desk.papers.with_name("moved"))
    desk.papers.symlink_to(desk.papers.with_name("moved"))
    assert set(desk.sync().values()) == {Outcome.REFUSED}
    assert len(desk.library.find("b.txt").copies) == len(desk.by_words("plums")) == 1


def test_a_folder_inside_another_keeps_what_is_missing_in_neither(desk: Desk) -> None:
    desk.write("a.txt", "Pears.")
    desk.write("deep/b.txt", "Plums.")
    desk.add(desk.papers, desk.papers / "deep")
    assert desk.sync() == {"a.txt": Outcome.UNCHANGED, "b.txt": Outcome.UNCHANGED}


def test_files_named_by_themselves_are_left_alone(desk: Desk, tmp_path: Path) -> None:
    single = tmp_path / "single.txt"
    single.write_text("Figs.", encoding="utf-8")
    desk.write("a.txt", "Pears.")
    desk.add(desk.papers, single)
    single.unlink()
    assert desk.sync() == {"a.txt": Outcome.UNCHANGED}
    assert desk.by_words("figs") == ["Figs."]


def test_without_folders_there_is_nothing_to_do(desk: Desk) -> None:
    assert desk.sync() == {}
