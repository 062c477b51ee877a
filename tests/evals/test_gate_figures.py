"""Figures of the gate: measured on a small system, stored and read again, and the command around it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals import gate
from evals.datasets.values import Dataset, GoldSpan, Question, SourceFile
from evals.gate_figures import Figures, QuestionFigures, System, measure, read_figures, write_figures
from evals.statistics import Share
from index.errors import InvalidInputError, MissingDataError
from rag.settings import Settings
from tests.fakes import WordEmbedder

TEXT = (
    b"The lighthouse\n\nThe lighthouse of Carrow was built in 1911 by the harbour board and painted red.\n\n"
    b"Nobody has lived in it since the war, when the keeper Osgood Marsh moved to the mainland with his goats."
)
GOLD = ((GoldSpan("lighthouse.txt", "1911"),),)
DATASET = Dataset(
    "small",
    "all",
    (SourceFile("lighthouse.txt", TEXT),),
    (Question("built", "When was the lighthouse of Carrow built?", ("1911",), gold=GOLD),),
)
FIGURES = Figures(
    0.9375,
    (
        QuestionFigures("a", (("right", Share(1.0)), ("verbatim rate", Share(2.0, 3.0)))),
        QuestionFigures("b", ()),
    ),
)


def test_a_small_system_is_measured(tmp_path: Path) -> None:
    system = System(WordEmbedder(), Settings(threshold=0.0))
    found = measure(system, DATASET, tmp_path / "cache", tmp_path / "run", lambda progress: None)
    (built,) = found.questions
    assert (built.share("right"), built.share("verbatim rate")) == (Share(1.0), Share(1.0))
    assert built.share("refusal recall, off-topic") == Share(0.0, 0.0)
    assert found.known_items == 1.0


def test_figures_are_read_as_they_were_written(tmp_path: Path) -> None:
    write_figures(tmp_path / "gate.json", FIGURES, ("right", "verbatim rate"), "Why “so”?")
    assert read_figures(tmp_path / "gate.json") == FIGURES
    assert json.loads((tmp_path / "gate.json").read_text(encoding="utf-8"))["reason"] == "Why “so”?"


def test_only_what_is_gated_is_stored(tmp_path: Path) -> None:
    write_figures(tmp_path / "gate.json", FIGURES, ("right",), "why")
    assert read_figures(tmp_path / "gate.json").questions[0].shares == (("right", Share(1.0)),)


def test_a_missing_or_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="--write REASON"):
        read_figures(tmp_path / "gate.json")
    for damaged in ("{", "[]", '{"questions": {}}', '{"known item RR@10": 1, "questions": {"a": {"right": 3}}}'):
        (tmp_path / "gate.json").write_text(damaged, encoding="utf-8")
        with pytest.raises(InvalidInputError, match="is damaged"):
            read_figures(tmp_path / "gate.json")


def test_the_command_tells_what_fails(capsys: pytest.CaptureFixture[str]) -> None:
    worse = Figures(0.5, FIGURES.questions)
    assert gate.verdict(FIGURES, FIGURES) == 1, "two of three quotes are verbatim"
    assert gate.verdict(FIGURES, worse) == 1
    assert "The gate fails: verbatim rate, known item RR@10." in capsys.readouterr().err
    verbatim = Figures(0.9375, (QuestionFigures("a", (("verbatim rate", Share(3.0, 3.0)),)),))
    assert gate.verdict(verbatim, verbatim) == 0


def test_a_reason_is_needed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for reason in ("", "  "):
        with pytest.raises(SystemExit) as stopped:
            gate.main(["--write", reason])
        assert stopped.value.code == 2
    assert "say why" in capsys.readouterr().err
