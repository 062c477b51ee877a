"""The benchmark's own sums; no test asserts a time."""

from __future__ import annotations

import subprocess
import sys

import pytest

from evals.benchmark import dearest_imports, questions, run_process

TOLD = """import time: self [us] | cumulative | imported package
import time:       500 |        500 |     numpy.core
import time:      1500 |       2000 |   numpy
import time:       700 |        700 | json
quotewise: a line of another kind
"""


def test_imports_are_summed_by_package_dearest_first() -> None:
    assert dearest_imports(TOLD) == [("numpy", 0.002), ("json", 0.0007)]


def test_a_process_is_measured_by_itself() -> None:
    held = bytearray(300_000_000)
    cost = run_process([sys.executable, "-c", "pass"])
    assert cost.wall_s > 0
    assert not cost.peak_mb > 150, f"{len(held)} bytes of this process count as the child's"


def test_a_process_that_fails_is_not_measured() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        run_process([sys.executable, "-c", "raise SystemExit(3)"])


def test_the_questions_are_the_examples_and_those_for_tuning() -> None:
    asked = questions()
    assert not asked[0].history
    assert len(asked) > 100
    assert any(each.history for each in asked)
