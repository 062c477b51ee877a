"""Asks every question of a dataset and saves the answers as they come, so that a run can be interrupted and resumed."""

from __future__ import annotations

import hashlib
import json
import platform
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, TypeVar

from evals.datasets.files import json_lines
from evals.datasets.values import Dataset, SourceFile
from evals.provenance import code_version
from evals.run_folder import (
    DOCUMENTS,
    GOLD,
    MANIFEST,
    RUN,
    SavedDocument,
    append_row,
    drop_torn_line,
    question_as_row,
    write_json,
    write_rows,
)
from index.errors import InvalidInputError, QuotewiseError
from rag.answer import Answer, answer_as_json

_FORMAT = 1
_Item = TypeVar("_Item")


class Subject(Protocol):
    """What is measured: an answerer over the library of a dataset."""

    def ask(self, question: str, history: Sequence[str], question_id: str) -> Answer:
        """The answer to one question."""
        ...

    def text_of(self, document_id: str) -> str:
        """The canonical text of a document, as the library stores it."""
        ...

    def facts(self) -> Mapping[str, str | int | float]:
        """What decides its answers and must be told with them: models, settings, size of the library."""
        ...


OpenSubject = Callable[[Sequence[SourceFile]], AbstractContextManager[Subject]]
"""Makes a library of the files (none: takes the one it knows) and opens the subject over it."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something long has come; ``seconds_left`` is an estimate, None before there is one."""

    stage: str
    done: int
    total: int
    seconds_left: float | None


ShowProgress = Callable[[Progress], None]


def run(dataset: Dataset, open_subject: OpenSubject, out: Path, show: ShowProgress = lambda progress: None) -> Path:
    """Ask all questions of ``dataset`` and save the run in the folder ``out``, which is returned.

    What ``out`` already holds of the very same run is not asked again.

    Raises:
        InvalidInputError: ``out`` holds another run.
        QuotewiseError: the library cannot be made, or a question cannot be asked.
    """
    with open_subject(dataset.documents) as subject:
        _begin(out, dataset, subject)
        answered = {row["id"] for row in json_lines(out / RUN)} if (out / RUN).exists() else set()
        known = {row["document_id"] for row in json_lines(out / DOCUMENTS)} if (out / DOCUMENTS).exists() else set()
        todo = [question for question in dataset.questions if question.id not in answered]
        for question in timed("questions", todo, show):
            try:
                answer = subject.ask(question.question, question.history, question.id)
            except QuotewiseError as exc:
                raise InvalidInputError(f"Question {question.id} could not be asked: {exc}") from exc
            # Documents first: an answer that was saved has everything that scoring it needs.
            for document in _unsaved(answer, known, subject):
                append_row(out / DOCUMENTS, asdict(document))
            append_row(out / RUN, answer_as_json(answer))
    return out


def timed(stage: str, items: Sequence[_Item], show: ShowProgress) -> Iterator[_Item]:
    """The items one by one, telling before each how far it has come."""
    started = time.monotonic()
    for done, item in enumerate(items):
        left = (time.monotonic() - started) / done * (len(items) - done) if done else None
        show(Progress(stage, done, len(items), left))
        yield item
    show(Progress(stage, len(items), len(items), 0.0))


def _begin(out: Path, dataset: Dataset, subject: Subject) -> None:
    out.mkdir(parents=True, exist_ok=True)
    gold = [question_as_row(question) for question in dataset.questions]
    code = code_version()
    deciding = {
        "format": _FORMAT,
        "dataset": dataset.name,
        "split": dataset.split,
        "questions": len(gold),
        "questions_sha256": hashlib.sha256(json.dumps(gold).encode()).hexdigest(),
        "code": {"version": code["version"], "sources": code["sources"]},
        "subject": dict(subject.facts()),
    }
    if (out / MANIFEST).exists():
        before = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        if changed := [name for name, value in deciding.items() if before.get(name) != value]:
            raise InvalidInputError(
                f"{out} holds a run that differs in: {', '.join(changed)}. Choose another folder with --out."
            )
        drop_torn_line(out / RUN)
        drop_torn_line(out / DOCUMENTS)
        return
    if any((out / name).exists() for name in (RUN, GOLD)):
        raise InvalidInputError(f"{out} holds answers without a manifest. Choose another folder with --out.")
    write_rows(out / GOLD, gold)
    made_by = {"commit": code["commit"], "python": platform.python_version(), "platform": platform.platform()}
    write_json(out / MANIFEST, deciding | made_by | {"started": datetime.now(UTC).isoformat(timespec="seconds")})


def _unsaved(answer: Answer, known: set[str], subject: Subject) -> Iterator[SavedDocument]:
    for quote in (*answer.quotes, *answer.nearest):
        if quote.document_id not in known:
            known.add(quote.document_id)
            text = subject.text_of(quote.document_id)
            yield SavedDocument(quote.document_id, quote.revision, quote.title, quote.source, text)
