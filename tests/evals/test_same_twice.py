"""Two runs of the own set give identical answers, rankings and scores, to the byte."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from evals.datasets.own import read_own
from evals.datasets.values import sample
from evals.product import product
from evals.run_folder import DOCUMENTS, GOLD, RETRIEVED, ROWS, RUN, SCORES
from evals.running import run
from evals.scoring import score
from tests.fakes import WordEmbedder


def answers(folder: Path) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in (folder / RUN).read_text(encoding="utf-8").splitlines()]
    return [row | {"seconds": 0} for row in rows]


def test_two_runs_of_the_own_set_are_the_same(tmp_path: Path) -> None:
    whole = read_own("all")
    dataset = replace(whole, questions=sample(whole.questions, 12))
    one, other = (
        run(dataset, product(tmp_path / "cache", make_embedder=WordEmbedder), tmp_path / name)
        for name in ("one", "other")
    )
    scores = score(one)
    assert score(other) == scores
    assert answers(one) == answers(other)
    for file in (GOLD, RETRIEVED, DOCUMENTS, SCORES, ROWS):
        assert (one / file).read_bytes() == (other / file).read_bytes(), file
    told = {one.name: one.estimate for one in scores.scores}
    assert told["right"].n == 12
    assert told["verbatim rate"].value == 1
    assert told["recall@20"].n > 6, "the product tells what it retrieved"
