"""The project's own questions over the sample documents: ``evals/questions/own.jsonl``, explained in its README."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from evals.datasets.files import json_lines
from evals.datasets.values import Dataset, Form, Gold, GoldSpan, Question, SourceFile
from index.errors import InvalidInputError, MissingDataError

_PROJECT = Path(__file__).resolve().parents[2]
QUESTIONS = _PROJECT / "evals" / "questions" / "own.jsonl"
DOCUMENTS = _PROJECT / "ui" / "samples" / "documents"

_NEEDED = {"id", "question", "answers", "type", "split", "checked"}


def read_own(split: str, questions: Path = QUESTIONS, folder: Path = DOCUMENTS) -> Dataset:
    """The own set over all files of ``folder``; ``split`` is ``tune``, ``report`` or ``all``.

    Raises:
        MissingDataError: the questions or the documents are not installed.
        InvalidInputError: a line lacks a field or has it wrong, repeats an id or cites a file that is not there.
    """
    if not questions.exists():
        raise MissingDataError(f"The project's own questions were expected at {questions}. Install Quotewise again.")
    files = tuple(SourceFile(path.name, path.read_bytes()) for path in _files(folder))
    if not files:
        raise MissingDataError(f"No sample documents were found in {folder}. Install Quotewise again.")
    names = {file.name for file in files}
    read: dict[str, tuple[str, Question]] = {}
    for row in json_lines(questions):
        question = _question(row, names)
        if question.id in read:
            raise InvalidInputError(f"{questions.name}: the id {question.id} is used twice.")
        read[question.id] = (row["split"], question)
    chosen = tuple(question for its_split, question in read.values() if split in (its_split, "all"))
    return Dataset("own", split, files, chosen)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.is_file() and not path.name.startswith("."))


def _question(row: dict[str, Any], documents: set[str]) -> Question:
    where = f"Question {row.get('id', '?')} of the own set"
    if missing := _NEEDED - row.keys():
        raise InvalidInputError(f"{where} has no {', '.join(sorted(missing))}.")
    if not isinstance(row["checked"], bool):
        raise InvalidInputError(f"{where} must say with true or false whether a second person checked it.")
    gold = _gold(row.get("gold", ()), where)
    if unknown := {span.document for piece in gold for span in piece} - documents:
        raise InvalidInputError(f"{where} cites {sorted(unknown)[0]}, which is not among the sample documents.")
    return Question(
        id=row["id"],
        question=row["question"],
        answers=tuple(row["answers"]),
        history=tuple(row.get("history", ())),
        form=Form.LIST if row.get("list") else Form.SHORT,
        gold=gold,
        type=row["type"],
    )


def _gold(rows: Iterable[dict[str, Any]], where: str) -> tuple[Gold, ...]:
    """Pieces of evidence; a row that is marked ``or`` is another place of the piece before it."""
    pieces: list[Gold] = []
    for row in rows:
        span = GoldSpan(row["document"], row["text"], page=row.get("page"))
        if not row.get("or"):
            pieces.append((span,))
        elif pieces:
            pieces[-1] += (span,)
        else:
            raise InvalidInputError(f"{where} begins its gold with another place (“or”), but there is none before it.")
    return tuple(pieces)
