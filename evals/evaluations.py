"""A person's evaluations on disk, a folder for each, which is the whole of its state.

request.json   the name of the sheet, when it was begun, how many questions it has
sheet/         the sheet as it was handed over; absent when the questions are those of the sample documents
status.json    how far it has come, or how it ended (see ``evals.evaluation_status``)
run/           the run (see ``evals.run_folder``), to which answers are added as they come
asked/         the same run with only the questions that it came to, if it ended early
marks.jsonl    which answers a person marked as right or wrong

Files, not a database: the answers are files already, and a row elsewhere could only contradict them. To delete an
evaluation is to delete its folder.
"""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from evals.evaluation_status import State, Status, read_object, read_status, tell_if_lost
from evals.run_folder import write_json
from index.errors import InvalidInputError, LibraryUnwritableError

RUN_FOLDER, ASKED_FOLDER, SHEET_FOLDER = "run", "asked", "sheet"
_REQUEST = "request.json"
_DELETED = ".deleted-"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation: ``sheet`` is the name of the file with its questions, None for those of the sample documents."""

    id: str
    folder: Path
    sheet: str | None
    started_at: str
    questions: int
    status: Status


def evaluations(home: Path) -> tuple[Evaluation, ...]:
    """All evaluations in ``home``, the latest first."""
    names = sorted((path.name for path in home.iterdir() if path.is_dir()), reverse=True) if home.is_dir() else []
    return tuple(one for one in (find(home, name) for name in names) if one)


def find(home: Path, evaluation_id: str) -> Evaluation | None:
    """The evaluation with this id, None if there is none (any more)."""
    folder = home / evaluation_id
    if folder.parent != home or evaluation_id.startswith("."):
        return None
    try:
        request = read_object(folder / _REQUEST)
        return Evaluation(
            id=evaluation_id,
            folder=folder,
            sheet=request["sheet"],
            started_at=request["started_at"],
            questions=request["questions"],
            status=read_status(folder),
        )
    except (OSError, ValueError, KeyError):
        return None


def begin(home: Path, sheet: Path | None, questions: int) -> Path:
    """Make the folder of a new evaluation, which is listed from its first status on.

    Args:
        home: the folder of all evaluations over one library.
        sheet: the file with the questions, which is copied; None for those of the sample documents.
        questions: how many it has.

    Raises:
        LibraryUnwritableError: the folder cannot be written.
    """
    now = datetime.now(UTC)
    folder = home / f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    try:
        folder.mkdir(parents=True)
        if sheet is not None:
            (folder / SHEET_FOLDER).mkdir()
            shutil.copy(sheet, folder / SHEET_FOLDER / sheet.name)
        request = {"sheet": sheet and sheet.name, "started_at": now.isoformat(timespec="seconds")}
        write_json(folder / _REQUEST, request | {"questions": questions})
    except OSError as exc:
        shutil.rmtree(folder, ignore_errors=True)
        raise LibraryUnwritableError(
            f"The evaluation could not be written into {home}: {exc.strerror}. Make room or check the folder."
        ) from exc
    return folder


def delete(home: Path, evaluation_id: str) -> None:
    """Delete an evaluation with everything that belongs to it.

    Raises:
        InvalidInputError: it is still running, or a file of it is in use.
    """
    found = find(home, evaluation_id)
    if found is None:
        return
    if found.status.state is State.RUNNING:
        raise InvalidInputError("This evaluation is still running. Stop it first, then delete it.")
    try:
        # Renamed first, so that what is left of a deletion that fails is no evaluation and is swept away later.
        shutil.rmtree(found.folder.rename(home / f"{_DELETED}{evaluation_id}"))
    except OSError as exc:
        raise InvalidInputError(
            f"The evaluation could not be deleted: {exc.strerror}. Close what shows its files and try again."
        ) from exc


def sweep(home: Path, mine: Path) -> None:
    """Tidy up as the one who holds the lock: end what died without a word, finish deletions that were interrupted."""
    for folder in (path for path in home.iterdir() if path.is_dir() and path != mine):
        if folder.name.startswith(_DELETED):
            shutil.rmtree(folder, ignore_errors=True)
        else:
            tell_if_lost(folder)
