"""The folder of a run and the forms of its files, so that it can be scored and read anywhere, without the library.

manifest.json     what was run: dataset, code, models, settings
gold.jsonl        the questions with their gold, in the order they were asked
run.jsonl         the answers, in the form of the command line's contract
retrieved.jsonl   what was retrieved for each question, best first, if the subject tells
documents.jsonl   the stored texts of the documents that were quoted, and of those with gold that were retrieved
memory.json       what the process that ran it took
scores.json, questions.jsonl, times.json    written by scoring
report.html, report.md, report.json         written by reporting
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.datasets.files import json_lines
from evals.datasets.values import Form, GoldSpan, Question
from index.document import Span
from index.errors import InvalidInputError, MissingDataError

MANIFEST, GOLD, RUN, DOCUMENTS = "manifest.json", "gold.jsonl", "run.jsonl", "documents.jsonl"
RETRIEVED, MEMORY = "retrieved.jsonl", "memory.json"
SCORES, ROWS, TIMES = "scores.json", "questions.jsonl", "times.json"


@dataclass(frozen=True, slots=True)
class SavedQuote:
    """A quote as it was shown."""

    document_id: str
    revision: str
    place: str
    span: Span
    text: str
    answers: tuple[str, ...]
    """The words inside the quote that answer the question."""
    page: int | None = None
    """The page that was shown for it, from 1."""
    marks: tuple[Span, ...] = ()
    """Where the answering words stand in the document."""


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """An answer as it was given."""

    id: str
    answer: str
    refused: bool
    confidence: float
    quotes: tuple[SavedQuote, ...]
    nearest: tuple[SavedQuote, ...]
    seconds: float
    searched_for: str


@dataclass(frozen=True, slots=True)
class SavedDocument:
    """A document that was quoted: its text as the library stores it."""

    document_id: str
    revision: str
    title: str
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class SavedPassage:
    """A passage as it was retrieved."""

    document_id: str
    revision: str
    span: Span


@dataclass(frozen=True, slots=True)
class SavedRun:
    """Everything that scoring needs of a run; ``answers`` may lack questions that it did not come to.

    ``retrieved`` has the passages of each question, best first; it is None for a subject that does not tell them.
    """

    dataset: str
    questions: tuple[Question, ...]
    answers: Mapping[str, SavedAnswer]
    documents: Mapping[tuple[str, str], SavedDocument]
    retrieved: Mapping[str, tuple[SavedPassage, ...]] | None = None


def read_run(folder: Path) -> SavedRun:
    """Read a run's folder.

    Raises:
        MissingDataError: the folder holds no run.
        InvalidInputError: a file of it is malformed.
    """
    if not (folder / MANIFEST).is_file():
        raise MissingDataError(f"{folder} holds no run. Make one with: quotewise eval run SET --out {folder}")
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        answers = [_answer(row) for row in _rows(folder / RUN)]
        documents = [SavedDocument(**row) for row in _rows(folder / DOCUMENTS)]
        return SavedRun(
            dataset=manifest["dataset"],
            questions=tuple(_question(row) for row in _rows(folder / GOLD)),
            answers={answer.id: answer for answer in answers},
            documents={(document.document_id, document.revision): document for document in documents},
            retrieved=_retrieved(folder),
        )
    except (KeyError, TypeError, ValueError) as exc:
        raise InvalidInputError(f"The run in {folder} is damaged ({exc!r}). Run it again into another folder.") from exc


def read_rows(folder: Path, name: str) -> tuple[dict[str, Any], ...]:
    """The rows of one of the folder's JSON Lines files.

    Raises:
        MissingDataError: it is not there.
    """
    if not (folder / name).is_file():
        raise MissingDataError(f"{folder} has no {name}. Score the run first: quotewise eval score {folder}")
    return _rows(folder / name)


def write_json(path: Path, value: object) -> None:
    """Write one JSON file, in a form that is the same for the same value and pleasant to compare."""
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write_rows(path: Path, rows: Iterable[object]) -> None:
    """Write a JSON Lines file."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def append_row(path: Path, row: object) -> None:
    """Add one line to a JSON Lines file."""
    with path.open("a", encoding="utf-8", newline="\n") as lines:
        lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def drop_torn_line(path: Path) -> None:
    """Cut off a last line that a crash left unfinished."""
    if path.exists() and not (content := path.read_bytes()).endswith(b"\n"):
        path.write_bytes(content[: content.rfind(b"\n") + 1])


def question_as_row(question: Question) -> dict[str, Any]:
    """A question with its gold as a line of ``gold.jsonl``."""
    return asdict(question)


def retrieved_as_row(question_id: str, passages: Iterable[SavedPassage]) -> dict[str, Any]:
    """The passages of a question as a line of ``retrieved.jsonl``: document, revision, start and end of each."""
    places = [[one.document_id, one.revision, one.span.start, one.span.end] for one in passages]
    return {"id": question_id, "passages": places}


def _rows(path: Path) -> tuple[dict[str, Any], ...]:
    return tuple(json_lines(path)) if path.exists() else ()


def _question(row: dict[str, Any]) -> Question:
    return Question(
        id=row["id"],
        question=row["question"],
        answers=None if row["answers"] is None else tuple(row["answers"]),
        history=tuple(row["history"]),
        form=Form(row["form"]),
        gold=tuple(tuple(GoldSpan(**span) for span in piece) for piece in row["gold"]),
        type=row["type"],
    )


def _answer(row: dict[str, Any]) -> SavedAnswer:
    return SavedAnswer(
        id=row["id"],
        answer=row["answer"],
        refused=row["status"] == "not_found",
        confidence=row["confidence"],
        quotes=tuple(_quote(quote) for quote in row["quotes"]),
        nearest=tuple(_quote(quote) for quote in row["nearest"]),
        seconds=row["seconds"],
        searched_for=row["searched_for"],
    )


def _retrieved(folder: Path) -> dict[str, tuple[SavedPassage, ...]] | None:
    if not (folder / RETRIEVED).exists():
        return None
    return {
        row["id"]: tuple(
            SavedPassage(document_id, revision, Span(start, end))
            for document_id, revision, start, end in row["passages"]
        )
        for row in _rows(folder / RETRIEVED)
    }


def _quote(row: dict[str, Any]) -> SavedQuote:
    span = Span(row["start"], row["end"])
    found = tuple(Span(start, end) for start, end in row["answers"])
    return SavedQuote(
        document_id=row["document_id"],
        revision=row["revision"],
        place=row["place"]["label"],
        span=span,
        text=row["text"],
        answers=tuple(row["text"][part.start - span.start : part.end - span.start] for part in found),
        page=row["place"].get("page"),
        marks=found,
    )
