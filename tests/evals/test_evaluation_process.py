"""What the process of an evaluation writes down, played without a process."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.evaluation_process import dataset_of, evaluate
from evals.evaluation_status import State, Status, read_status
from evals.evaluations import begin
from rag.answer import Answer
from tests.evals.fakes import WordSpotter


class Watcher(WordSpotter):
    """Refuses everything, and notes at each question what the status says just then."""

    def __init__(self, questions: Sequence[str], status: Path) -> None:
        super().__init__(dict.fromkeys(questions))
        self.status = status
        self.seen: list[dict[str, Any]] = []

    def ask(self, question: str, history: Sequence[str], question_id: str) -> Answer:
        self.seen.append(json.loads(self.status.read_text(encoding="utf-8")))
        return super().ask(question, history, question_id)


def test_an_estimate_is_told_once_it_can_be_trusted(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("question\n" + "".join(f"Who is number {n}?\n" for n in range(12)), encoding="utf-8")
    folder = begin(tmp_path / "home", sheet, 12)
    watcher = Watcher([one.question for one in dataset_of(folder).questions], folder / "status.json")
    evaluate(folder, lambda show: watcher.open, threading.Event())
    assert [one["done"] for one in watcher.seen] == list(range(12))
    assert [one["done"] for one in watcher.seen if one["seconds_left"] is not None] == list(range(5, 12))
    assert read_status(folder) == Status(State.DONE, "questions", 12, 12)


def test_it_ends_when_nobody_is_there_any_more(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("question\nWho?\n", encoding="utf-8")
    folder = begin(tmp_path / "home", sheet, 1)
    closed = threading.Event()
    closed.set()
    evaluate(folder, lambda show: WordSpotter({"Who?": None}).open, closed)
    status = read_status(folder)
    assert (status.state, status.done) == (State.FAILED, 0) and "Quotewise was closed" in status.reason


def test_a_sheet_that_went_away_is_told(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("question\nWho?\n", encoding="utf-8")
    folder = begin(tmp_path / "home", sheet, 1)
    (folder / "sheet" / "sheet.csv").write_text("nothing", encoding="utf-8")
    evaluate(folder, lambda show: WordSpotter({}).open, threading.Event())
    assert "expected a column “question”" in read_status(folder).reason
