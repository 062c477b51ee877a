"""Where the results of an evaluation are: of one that ended early, those of the questions that it came to."""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from evals.evaluation_status import State, read_object
from evals.evaluations import ASKED_FOLDER, RUN_FOLDER, Evaluation
from evals.reporting import report
from evals.run_folder import GOLD, MANIFEST, RUN, drop_torn_line, question_as_row, read_run, write_json, write_rows


def results_folder(evaluation: Evaluation) -> Path | None:
    """The folder of the scored and reported run; None while it is running, or if it came to no question.

    Raises:
        InvalidInputError: the run is damaged.
    """
    match evaluation.status.state:
        case State.RUNNING:
            return None
        case State.DONE:
            return evaluation.folder / RUN_FOLDER
        case State.STOPPED | State.FAILED:
            return asked_part(evaluation.folder)


def asked_part(folder: Path) -> Path | None:
    """The run of an evaluation with only the questions that have an answer, made if it is not there yet.

    Questions that were never asked would count as wrong. Because a run asks its questions in an order that has nothing
    to do with them, those at its beginning are a fair sample. None without an answer.

    Raises:
        InvalidInputError: the run is damaged.
    """
    whole, part = folder / RUN_FOLDER, folder / ASKED_FOLDER
    if part.is_dir():
        return part
    if not (whole / RUN).is_file():
        return None
    unfinished = folder / f".{ASKED_FOLDER}-{secrets.token_hex(3)}"
    try:
        if not _copy(whole, unfinished):
            return None
        report(unfinished)
        with suppress(OSError):  # another window was faster; its copy is the same
            unfinished.rename(part)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return part


def _copy(whole: Path, part: Path) -> bool:
    """Copy what has an answer; whether there was any. A last line that a crash tore is left out."""
    shutil.copytree(whole, part)
    for lines in part.glob("*.jsonl"):
        drop_torn_line(lines)
    run = read_run(part)
    gold = [question_as_row(question) for question in run.questions if question.id in run.answers]
    write_rows(part / GOLD, gold)
    manifest = read_object(part / MANIFEST)
    told = {"questions": len(gold), "questions_sha256": hashlib.sha256(json.dumps(gold).encode()).hexdigest()}
    write_json(part / MANIFEST, manifest | told | {"ended_early": {"questions": manifest["questions"]}})
    return bool(gold)
