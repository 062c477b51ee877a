"""``quotewise list``, ``status`` and ``show``."""

from __future__ import annotations

import json
from pathlib import Path

from tests.ui.command_line import LEASE, LEASE_TEXT, Run
from tests.ui.command_line import filled as filled
from tests.ui.command_line import papers as papers
from tests.ui.command_line import run as run


def test_list_and_status(filled: Run) -> None:
    assert {line.split("  ")[-2].strip() for line in filled("list").out.splitlines()} == {"Lease", "Rowing club"}
    assert [entry["title"] for entry in json.loads(filled("list", "--json").out)] == ["Lease", "Rowing club"]
    assert "documents   2" in filled("status").out
    assert json.loads(filled("status", "--json").out)["documents"] == 2


def test_what_was_not_read_is_listed_until_it_is_removed(run: Run, papers: Path) -> None:
    (papers / "film.xyz").write_bytes(b"\x00\x01")
    (papers / "prices.csv").write_text("fruit,price\npears,3\nplums,4\n", encoding="utf-8")
    (papers / "prices cut.csv").write_text('fruit,price\npears,3\n"plums,4\nfigs,2\n', encoding="utf-8")
    added = run("add", papers)
    assert "1 table" in added.out
    listed = run("list").out
    (refused,) = [line for line in listed.splitlines() if "film.xyz" in line]
    assert refused.strip().startswith("not read") and "cannot be read" in refused and "Save it as" in refused
    assert "1 table" in listed and "quotation mark is never closed" in listed
    assert {one["title"]: one["tables"] for one in json.loads(run("list", "--json").out)}["Prices"] == 1
    (entry,) = json.loads(run("list", "--not-read", "--json").out)
    assert entry["source"] == str(papers / "film.xyz") and entry["reason"] and entry["next_step"]
    status = run("status").out
    assert "1 file could not be read" in status and "1 document was read in part" in status
    told = json.loads(run("status", "--json").out)
    assert told["refused"] == [entry]
    (partly,) = told["partly_read"]
    assert (partly["losses"][0]["code"], told["tables"], told["waiting_scans"]) == ("truncated", 2, [])
    assert "1 table" in run("show", "prices.csv").err
    assert run("remove", "film.xyz").code == 0
    assert json.loads(run("list", "--not-read", "--json").out) == []
    assert "film.xyz" not in run("list", "--not-read").out + run("status").out


def test_an_older_version_is_listed_with_the_newer_one_and_warned_of(run: Run, tmp_path: Path) -> None:
    for number, deposit in ((1, "two"), (2, "three")):
        (tmp_path / f"Flat v{number}.md").write_text(LEASE.replace("two", deposit), encoding="utf-8")
    run("add", tmp_path / "Flat v1.md", tmp_path / "Flat v2.md")
    listed = {Path(one["source"]).name: one for one in json.loads(run("list", "--json").out)}
    assert listed["Flat v1.md"]["newer_id"] == listed["Flat v2.md"]["document_id"]
    answer = json.loads(run("ask", "How much is the deposit?", "--in", "Flat v1.md", "--json").out)
    assert answer["warnings"] == ["Flat v1.md: there is a newer version: Flat v2.md"]


def test_show_prints_the_stored_text_exactly(filled: Run) -> None:
    assert filled("show", "Lease").out == LEASE_TEXT
    wrong = filled("show", "Lease", "--start", 5, "--end", 100_000)
    assert wrong.code == 1
    assert "100000" in wrong.err
