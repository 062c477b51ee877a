"""The rungs over a small library: what each shows first, judged alike, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from evals.datasets.values import Dataset, GoldSpan, Question, SourceFile
from evals.ladder import climb, main
from evals.ladder_table import Rung, Shown, as_table
from evals.run_folder import read_run
from evals.running import run
from evals.statistics import Share
from rag.answer import Answer
from tests.evals.fakes import WordSpotter
from tests.fakes import WordEmbedder
from tests.rag.reader_models import ToldModel

FILES = (
    SourceFile("harbour.txt", b"The clock of the harbour was mended by Ada Hale."),
    SourceFile("clock.txt", b"Who mended the clock? Nobody knows."),
    SourceFile("gate.txt", b"The gate is three metres wide."),
)
QUESTIONS = (
    Question("clock", "Who mended the clock?", ("Ada Hale", "Hale"), gold=((GoldSpan("harbour.txt", "Ada Hale"),),)),
    Question("gate", "How wide is the gate?", ("three metres",), gold=((GoldSpan("gate.txt", "three metres"),),)),
    Question("moon", "Who is on the moon?", ()),
    Question("open", "Anything else?", None),
)
ANSWERS: dict[str, tuple[str, str] | None] = {
    "Who mended the clock?": ("harbour.txt", "mended by Ada Hale"),
    "How wide is the gate?": None,
    "Who is on the moon?": None,
    "Anything else?": None,
}
MODEL = ToldModel({"Ada Hale": 6, "three metres": 3}, answers={"Ada Hale": 9}, relevant={"Ada Hale": 9})


class Hinting(WordSpotter):
    """Refuses a question about the gate with what is nearest."""

    def ask(self, question: str, history: Sequence[str], question_id: str) -> Answer:
        """What it was told to say."""
        answer = super().ask(question, history, question_id)
        return replace(answer, nearest=(self.quote("gate.txt", "three metres wide"),)) if "gate" in question else answer


@pytest.fixture(scope="module")
def rungs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rung]:
    folder = tmp_path_factory.mktemp("ladder")
    saved = run(Dataset("small", "report", FILES, QUESTIONS), Hinting(ANSWERS).open, folder / "run")
    climbed = climb(read_run(saved), FILES, WordEmbedder(), MODEL, folder / "cache", lambda progress: None)
    return {rung.name: rung for rung in climbed}


def firsts(rung: Rung) -> list[float]:
    return [one.first.part for one in rung.shown if one.first.whole]


def test_the_rungs_stand_one_above_the_other(rungs: dict[str, Rung]) -> None:
    assert list(rungs) == [
        "dense",
        "lexical",
        "hybrid",
        "hybrid + rerank",
        "hybrid + reader, before it refuses",
        "hybrid + reader",
    ]


def test_what_only_shares_words_with_the_question_comes_first_until_it_is_read(rungs: dict[str, Rung]) -> None:
    assert firsts(rungs["hybrid"]) == [0, 1]
    assert [one.among.part for one in rungs["hybrid"].shown[:2]] == [1, 1]
    assert firsts(rungs["hybrid + rerank"]) == [1, 1]


def test_the_nearest_places_count_only_before_it_refuses(rungs: dict[str, Rung]) -> None:
    assert firsts(rungs["hybrid + reader, before it refuses"]) == [1, 1]
    assert firsts(rungs["hybrid + reader"]) == [1, 0]


def test_words_are_those_of_the_best_passage_or_of_the_answer(rungs: dict[str, Rung]) -> None:
    assert [one.f1 for one in rungs["hybrid"].shown] == [Share(0, 0)] * 4
    assert [one.f1 for one in rungs["hybrid + rerank"].shown[:2]] == [Share(1), Share(1)]
    # four words, two of them gold
    assert rungs["hybrid + reader"].shown[0].f1.part == pytest.approx(2 * 2 / (4 + 2))


def test_the_unanswerable_and_what_nobody_scored_have_no_say_in_what_is_found(rungs: dict[str, Rung]) -> None:
    for rung in rungs.values():
        assert [one.first.whole for one in rung.shown] == [1, 1, 0, 0]
        assert [(one.answerable, one.scored) for one in rung.shown] == [
            (True, True), (True, True), (False, True), (False, False),
        ]  # fmt: skip


def shown(hit: float, score: float, answerable: bool = True) -> Shown:
    share = Share(hit) if answerable else Share(0, 0)
    return Shown(share, share, Share(0, 0), score, answerable, True)


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")[1:-1]]


def test_the_table_has_each_rung_with_its_change() -> None:
    below = Rung("below", (shown(0, 1), shown(0, 2), shown(1, 3), shown(0, 4, answerable=False)))
    above = Rung("above", (shown(1, 500), shown(0, 600), shown(1, 700), shown(0, 5, answerable=False)))
    _, _, first, second = map(cells, as_table([below, above]).splitlines())
    assert (first[0], first[1].split()[0], first[2]) == ("below", "0.333", "")
    assert (second[0], second[1].split()[0], second[2].split(",")[0]) == ("above", "0.667", "+0.333")
    assert first[5:7] == second[5:7] == ["", ""], "neither has words that answer"
    assert (first[7].split()[0], second[7].split()[0], second[8].split(",")[0]) == ("0.000", "1.000", "+1.000")


def test_the_scale_of_a_score_tells_nothing() -> None:
    one = [shown(0, score, answerable) for score, answerable in ((1, True), (2, False), (3, True), (4, False))]
    other = [shown(0, 1000 * each.score, each.answerable) for each in one]
    last = cells(as_table([Rung("a", tuple(one)), Rung("b", tuple(other))]).splitlines()[-1])
    assert last[8] == "+0.000, p 1.0000"


def test_runs_that_are_not_there_are_a_problem_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--runs", str(tmp_path), "--sets", "own"]) == 1
    assert "holds no run" in capsys.readouterr().err
