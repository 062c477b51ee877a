"""Evaluations for tests of the page, with a process that was told what to say."""

from __future__ import annotations

from pathlib import Path

from evals.background import Background
from evals.evaluation_status import State, Status, write_status
from evals.evaluations import RUN_FOLDER, begin
from evals.reporting import report
from tests.evals.judged_by_hand import QUESTIONS, told_run
from tests.evals.test_background import child
from ui.evaluation_desk import EvaluationDesk


def desk_in(folder: Path) -> EvaluationDesk:
    """The desk over a folder for everything."""
    library = folder / "library"
    library.mkdir(exist_ok=True)
    return EvaluationDesk(Background(folder / "evaluations", library, child))


def ended(
    folder: Path, state: State = State.DONE, *, repeat: int = 1, reason: str = "", sheet: str = "colours.csv"
) -> str:
    """An evaluation that has ended, made without a process; returns its id."""
    from dataclasses import replace

    questions = [replace(one, id=f"{one.id} {copy}") for copy in range(repeat) for one in QUESTIONS]
    file = folder / sheet
    file.write_text("question\nWhat colour is the sky?\n", encoding="utf-8")
    made = begin(folder / "evaluations", file, len(questions))
    report(told_run(made / RUN_FOLDER, questions if repeat > 1 else QUESTIONS))
    total = len(questions)
    write_status(made, Status(state, "questions", total, total + (state is not State.DONE), reason=reason))
    return made.name
