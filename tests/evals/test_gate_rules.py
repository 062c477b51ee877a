"""What fails the gate and what does not, by figures made by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest

from evals.gate_figures import Figures, QuestionFigures
from evals.gate_rules import PAGES, PAIRED, STORED, VERBATIM, as_table, check
from evals.measures import MEASURES
from evals.statistics import Share

N = 40
IDS = [f"q{number}" for number in range(N)]
LOWER = "false refusals"


def figures(overrides: Mapping[str, Iterable[float]] | None = None, known_items: float = 0.95) -> Figures:
    """Forty questions: half of each measure is reached, every quote is verbatim and on its page."""
    parts = {name: [float(number % 2) for number in range(N)] for name in PAIRED}
    parts |= {VERBATIM: [1.0] * N, PAGES: [1.0] * N}
    parts |= {name: list(values) for name, values in (overrides or {}).items()}
    return Figures(
        known_items,
        tuple(
            QuestionFigures(name, tuple((measure, Share(values[row])) for measure, values in parts.items()))
            for row, name in enumerate(IDS)
        ),
    )


def failed(now: Figures, stored: Figures | None = None) -> set[str]:
    return {one.name for one in check(stored or figures(), now) if one.failure}


def turned(worse: int, better: int, up: float = 1.0) -> list[float]:
    """The usual half, with so many questions turned for the worse and for the better."""
    parts = [float(number % 2) for number in range(N)]
    reached = [row for row in range(N) if parts[row] == up]
    missed = [row for row in range(N) if parts[row] != up]
    for row in reached[:worse]:
        parts[row] = 1.0 - up
    for row in missed[:better]:
        parts[row] = up
    return parts


def test_the_same_figures_hold() -> None:
    assert failed(figures()) == set()


@pytest.mark.parametrize("measure", PAIRED)
def test_a_few_turned_questions_are_noise_and_many_are_not(measure: str) -> None:
    up = 0.0 if measure == LOWER else 1.0
    assert failed(figures({measure: turned(7, 0, up)})) == set()
    assert failed(figures({measure: turned(9, 0, up)})) == {measure}
    assert failed(figures({measure: turned(12, 9, up)})) == set(), "as many turned for the better, almost"


@pytest.mark.parametrize("measure", PAIRED)
def test_getting_better_never_fails(measure: str) -> None:
    assert failed(figures({measure: turned(0, 15, 0.0 if measure == LOWER else 1.0)})) == set()


def test_one_quote_that_is_not_verbatim_fails() -> None:
    assert failed(figures({VERBATIM: [0.0] + [1.0] * (N - 1)})) == {VERBATIM}


def test_pages_may_lose_one_in_twenty() -> None:
    assert failed(figures({PAGES: [0.0] * 2 + [1.0] * 38})) == set()
    assert failed(figures({PAGES: [0.0] * 3 + [1.0] * 37})) == {PAGES}


def test_a_measure_that_nobody_has_a_say_in_any_more_fails() -> None:
    now = figures()
    without = tuple(
        replace(one, shares=tuple(pair for pair in one.shares if pair[0] not in (PAGES, "right")))
        for one in now.questions
    )
    assert failed(replace(now, questions=without)) == {PAGES, "right"}


def test_known_items_may_lose_one_in_twenty() -> None:
    assert failed(figures(known_items=0.91)) == set()
    assert failed(figures(known_items=0.89)) == {"known item RR@10"}


def test_questions_may_come_and_a_few_may_go() -> None:
    assert failed(figures().only(IDS[:36])) == set()
    assert "stored questions asked" in failed(figures().only(IDS[:35]))
    assert failed(figures(), stored=figures().only(IDS[:10])) == set()


def test_the_table_names_what_fails() -> None:
    lines = as_table(check(figures(), figures({VERBATIM: [0.0] * N}))).splitlines()
    assert [line for line in lines if "FAILS" in line] == [
        "| verbatim rate | 1.000 | 0.000 | FAILS: at least 1.000 is expected |"
    ]


def test_stored_measures_exist() -> None:
    assert set(STORED) <= {measure.name for measure in MEASURES}
