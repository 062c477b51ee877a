"""Libraries that are moved, missing, damaged, busy, of another model, or not to be written: ``quotewise`` says so."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from index import ingest
from index.library import Library
from index.models import cache_folder
from tests.fakes import WordEmbedder
from tests.ui.command_line import Run
from tests.ui.command_line import filled as filled
from tests.ui.command_line import papers as papers
from tests.ui.command_line import run as run
from ui.command_line import main


def test_rebuild_export_and_import(filled: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = filled("ask", "How much is the deposit?", "--json").out
    assert filled("rebuild").code == 0
    assert filled("export", tmp_path / "moved.zip").code == 0
    assert main(["import", "--library", str(tmp_path / "other"), str(tmp_path / "moved.zip")]) == 0
    capsys.readouterr()
    assert main(["ask", "--library", str(tmp_path / "other"), "How much is the deposit?", "--json"]) == 0
    after = json.loads(capsys.readouterr().out)
    assert after["quotes"] == json.loads(before)["quotes"]
    refused = filled("import", tmp_path / "moved.zip")
    assert refused.code == 1, "an existing library is never overwritten"


@pytest.mark.parametrize(
    "command", [("ask", "x?"), ("list",), ("status",), ("remove", "x"), ("show", "x"), ("sync",), ("rebuild",)]
)
def test_without_a_library_it_says_what_to_do(run: Run, command: tuple[str, ...]) -> None:
    result = run(*command)
    assert result.code == 1
    assert "quotewise add" in result.err


def test_a_damaged_library_is_one_line(filled: Run, tmp_path: Path) -> None:
    for file in (tmp_path / "library").glob("library.sqlite3*"):
        file.write_bytes(b"not a database, whatever its name says" * 300)
    result = filled("ask", "How much is the deposit?")
    assert result.code == 1
    assert len(result.err.splitlines()) == 1


def as_nobody(arguments: list[str], before: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command as another user, after one as root that loads what only root may read: interpreter and model."""
    program = (
        "import os, sys, index.ingest, index.loaders, index.chunking\n"
        "from ui.command_line import main\n"
        f"index.loaders.loaders(); main({before!r}); sys.stdout.flush()\n"
        "os.setgid(65534); os.setuid(65534)\n"
        f"sys.exit(main({arguments!r}))"
    )
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, encoding="utf-8"
    )


@pytest.mark.skipif(os.getuid() != 0, reason="needs root to become another user")
def test_a_read_only_library_can_be_asked_but_not_changed(
    filled: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # pytest keeps its own folders to root alone
    with tempfile.TemporaryDirectory() as name:
        common = Path(name)
        shutil.copytree(tmp_path / "library", common / "library")
        shutil.copytree(cache_folder(), common / "cache")
        (common / "new.md").write_text("# News\n\nThe ferry stops.\n", encoding="utf-8")
        for path in (common, *common.rglob("*")):
            path.chmod(0o755)
        monkeypatch.setenv("QUOTEWISE_CACHE", str(common / "cache"))
        ask = ["ask", "--library", str(common / "library"), "How much is the deposit?"]
        asked = as_nobody(ask, before=ask)
        assert asked.returncode == 0, asked.stderr
        assert asked.stdout.count("two months") == 4, "answer and quote, once as root and once as nobody"
        added = as_nobody(["add", "--library", str(common / "library"), str(common / "new.md")], before=ask)
        assert added.returncode == 1
        assert len(added.stderr.splitlines()) == 1, added.stderr


def test_a_busy_library_names_who_is_changing_it(filled: Run, tmp_path: Path, papers: Path) -> None:
    (papers / "new.md").write_text("# News\n\nThe ferry stops.\n", encoding="utf-8")
    with Library.open(tmp_path / "library").writing():
        result = filled("add", papers)
        assert result.code == 1
        assert str(os.getpid()) in result.err
        assert "two months" in filled("ask", "How much is the deposit?").out, "readers never wait"


def test_a_library_of_another_model_is_one_line_that_says_how_to_rebuild(
    run: Run, tmp_path: Path, papers: Path
) -> None:
    other = WordEmbedder()
    with Library.create(tmp_path / "library", other.identity) as library:
        ingest.add(library, [papers / "lease.md"], other)
    for command in (("ask", "How much is the deposit?"), ("add", papers / "club.md")):
        result = run(*command)
        assert (result.code, result.out) == (1, "")
        assert len(result.err.splitlines()) == 1
        assert "quotewise rebuild" in result.err
    assert run("rebuild").code == 0
    assert "two months" in run("ask", "How much is the deposit?").out
