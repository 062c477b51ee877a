"""Speed of reading: files that are made for it are read, and an estimate is judged by the true time."""

from __future__ import annotations

import pytest

from evals.large_files import LARGE
from evals.loading_speed import estimates, measure
from index.loaders import load


@pytest.mark.parametrize("ending", sorted(LARGE))
def test_files_that_are_made_are_read_whole(ending: str) -> None:
    make, _ = LARGE[ending]
    one, three = (load(make(20 * size), f"large.{ending}") for size in (1, 3))
    assert not one.notices
    assert 2.5 * len(one.text) < len(three.text) < 3.5 * len(one.text)
    assert three.pages == (60 if ending == "pdf" else None)


def test_an_estimate_is_compared_with_the_true_time() -> None:
    told = [(0.0, 0.0), (1.0, 0.5), (10.0, 0.2), (50.0, 0.4), (90.0, 0.9)]
    assert estimates(told, 100.0) == (0.5, 0.5)
    assert estimates([(20.0, 0.1), (50.0, 0.5)], 100.0) == (2.0, 2.0)
    assert estimates([(0.1, 0.0), (50.0, 0.001)], 100.0) == (1.0, 1.0)


def test_a_case_is_taken_in_and_measured() -> None:
    taken = measure("small texts", 0.0003, with_model=False)
    assert (taken.files, taken.chunks) == (3, 3)
    assert taken.reading_s > 0 and taken.all_s > 0
