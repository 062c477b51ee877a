"""What is refused where the line is drawn, by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.refusal_curve import Asked, main, refused_at, rows_of

ANSWERABLE = np.array([True] * 10 + [False] * 4)
CONFIDENCES = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 0.05, 0.15, 0.25, 0.95])


@pytest.mark.parametrize(("price", "share"), [(0.0, 0.25), (0.1, 0.5), (0.2, 0.75), (0.9, 1.0)])
def test_the_line_refuses_no_more_of_the_answerable_than_allowed(price: float, share: float) -> None:
    assert refused_at(price, CONFIDENCES, ANSWERABLE, ~ANSWERABLE) == share


@given(
    st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=2, max_size=40),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_who_pays_more_refuses_no_less(questions: list[tuple[float, bool]], one: float, other: float) -> None:
    confidences, answerable = np.array([each[0] for each in questions]), np.array([each[1] for each in questions])
    if answerable.all() or not answerable.any():
        assert np.isnan(refused_at(one, confidences, answerable, ~answerable))
        return
    low, high = sorted((one, other))
    refused = [refused_at(price, confidences, answerable, ~answerable) for price in (low, high)]
    assert refused[0] <= refused[1]
    assert refused_at(low, confidences, answerable, answerable) <= low + 1e-9


def test_kinds_are_counted_apart() -> None:
    asked = [Asked("fact", True, 0.5), Asked("near_miss", False, 0.9), Asked("off_topic", False, 0.1)]
    near, off = rows_of("set", asked)
    assert near.startswith("| set | near_miss | 1 | 0.000 ")
    assert off.startswith("| set | off_topic | 1 | 1.000 ")
    assert rows_of("set", asked[1:]) == []


def test_the_command_reads_scored_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 1
    assert "Score the run first" in capsys.readouterr().err
    rows = [
        {"type": "fact", "confidence": 0.5, "hits": {"AUROC, answerable": True}},
        {"type": "near_miss", "confidence": 0.1, "hits": {"AUROC, answerable": False}},
        {"type": "fact", "confidence": 0.0, "hits": {}},
    ]
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    assert f"| {tmp_path.name} | near_miss | 1 | 1.000 " in capsys.readouterr().out
