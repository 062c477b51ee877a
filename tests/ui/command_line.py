"""The command line played through the installed command's own entry point: fixtures for the tests of commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ui.command_line import main

LEASE = "# Lease\n\n## Money\n\nThe **deposit** is two months’ rent. It is repaid within 30 days of moving out.\n"
LEASE_TEXT = "Lease\n\nMoney\n\nThe deposit is two months’ rent. It is repaid within 30 days of moving out."
CLUB = "# Rowing club\n\nThe rowing club meets on Tuesdays at the boathouse. The club has 84 members.\n"
Run = Callable[..., "Result"]


class Result:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "lease.md").write_text(LEASE, encoding="utf-8")
    (folder / "club.md").write_text(CLUB, encoding="utf-8")
    return folder


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> Result:
        capsys.readouterr()
        words = [str(argument) for argument in arguments]
        verbs = 2 if words[0] == "eval" else 1
        try:
            code = main([*words[:verbs], "--library", str(tmp_path / "library"), *words[verbs:]])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run


@pytest.fixture
def filled(run: Run, papers: Path) -> Run:
    assert run("add", papers).code == 0
    return run
