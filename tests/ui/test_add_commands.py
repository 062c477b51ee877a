"""``quotewise add``, ``sync`` and ``remove``: what comes in, what goes out, and what stays when it cannot."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from index.models import cache_folder
from tests.ui.command_line import CLUB, LEASE, Run
from tests.ui.command_line import filled as filled
from tests.ui.command_line import papers as papers
from tests.ui.command_line import run as run


def test_add_prints_a_line_per_file_and_is_1_if_one_was_refused(run: Run, papers: Path) -> None:
    (papers / "photo.xyz").write_bytes(b"\x00\x01")
    (papers / "empty.txt").write_bytes(b"")
    result = run("add", papers)
    assert result.code == 1
    assert len(result.out.splitlines()) == 4
    assert "photo.xyz: " in result.out
    assert "empty.txt: The file is empty" in result.out
    assert "lease.md" in run("list").out


def test_a_path_that_is_not_there_is_told_in_one_line(run: Run, tmp_path: Path) -> None:
    result = run("add", tmp_path / "nowhere.txt")
    assert result.code == 1
    assert "nowhere.txt" in result.out + result.err
    assert "Traceback" not in result.err


def test_a_full_disk_leaves_the_library_as_it_was(filled: Run, tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_text(
        "\n\n".join(f"Paragraph {n} speaks of the matter number {n * 7}." for n in range(4000)), encoding="utf-8"
    )

    def small_files_only() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    arguments = ["add", "--library", str(tmp_path / "library"), str(big)]
    result = subprocess.run(
        [sys.executable, "-m", "ui.command_line", *arguments],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        preexec_fn=small_files_only,
    )
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1, result.stderr
    assert {entry["title"] for entry in json.loads(filled("list", "--json").out)} == {"Lease", "Rowing club"}
    assert "two months" in filled("ask", "How much is the deposit?").out


@pytest.mark.skipif(os.getuid() != 0, reason="needs root to become another user")
def test_a_file_that_may_not_be_read_is_refused_and_the_others_go_in(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as name:
        common = Path(name)
        shutil.copytree(cache_folder(), common / "cache")
        (common / "papers").mkdir()
        (common / "papers" / "club.md").write_text(CLUB, encoding="utf-8")
        secret = common / "papers" / "secret.md"
        secret.write_text(LEASE, encoding="utf-8")
        for path in (common, *common.rglob("*")):
            path.chmod(0o777)
        secret.chmod(0o000)
        monkeypatch.setenv("QUOTEWISE_CACHE", str(common / "cache"))
        # the library is made by root for a first file, then left to everybody
        first = ["add", "--library", str(common / "library"), str(common / "papers" / "club.md")]
        program = (
            "import os, sys\n"
            "from pathlib import Path\n"
            "from ui.command_line import main\n"
            f"main({first!r})\n"
            f"for path in Path({str(common / 'library')!r}).rglob('*'): path.chmod(0o777)\n"
            f"Path({str(common / 'library')!r}).chmod(0o777)\n"
            # this user may lack the right to start or import what root's interpreter has, so nothing is left to load
            "from index import ingest\n"
            "from index.library import Library\n"
            "from index.loaders import load\n"
            "from index.preparing import InThisProcess, prepare\n"
            "from index.settings import ChunkSettings\n"
            "from rag.assemble import default_embedder\n"
            "from ui.console import report_line\n"
            "prepare(b'# Warm', 'warm.md', ChunkSettings(), load)\n"
            "sys.stdout.flush(); os.setgid(65534); os.setuid(65534)\n"
            "embedder = default_embedder()\n"
            f"library = Library.open(Path({str(common / 'library')!r}), embedder.identity)\n"
            f"papers = [Path({str(common / 'papers')!r})]\n"
            "for report in ingest.add(library, papers, embedder, preparing=InThisProcess(load)):\n"
            "    print(report_line(report))\n"
        )
        result = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=False, encoding="utf-8"
        )
    assert result.returncode == 0, result.stderr
    (line,) = [line for line in result.stdout.splitlines() if "secret.md" in line]
    assert line.lstrip().startswith("not read")
    assert "Traceback" not in result.stderr


def test_sync_follows_the_folder(filled: Run, papers: Path) -> None:
    (papers / "club.md").unlink()
    (papers / "new.md").write_text("# News\n\nThe ferry stops in winter.\n", encoding="utf-8")
    result = filled("sync")
    assert result.code == 0
    assert "added" in result.out
    assert "removed" in result.out
    assert {entry["title"] for entry in json.loads(filled("list", "--json").out)} == {"Lease", "News"}


def test_remove_by_name_path_or_id(filled: Run, papers: Path) -> None:
    assert filled("remove", "lease.md").code == 0
    assert filled("remove", papers / "club.md").code == 0
    assert filled("list").out == ""
    gone = filled("remove", "lease.md")
    assert gone.code == 1
    assert "lease.md" in gone.err


def test_a_name_that_fits_two_documents_lists_them(run: Run, papers: Path) -> None:
    (papers / "deep").mkdir()
    (papers / "deep" / "lease.md").write_text(LEASE + "\nAnother one.\n", encoding="utf-8")
    run("add", papers)
    result = run("remove", "lease.md")
    assert result.code == 1
    assert str(papers / "deep" / "lease.md") in result.err
    assert str(papers / "lease.md") in result.err
    assert len(run("list").out.splitlines()) == 3
