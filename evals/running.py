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
from typing import Protocol, TypeVar, runtime_checkable

from evals.datasets.files import json_lines
from evals.datasets.values import Dataset, Question, SourceFile
from evals.judging import is_called
from evals.memory import peak_memory_mb
from evals.provenance import code_version
from evals.run_folder import (
    DOCUMENTS,
    GOLD,
    MANIFEST,
    MEMORY,
    RETRIEVED,
    RUN,
    SavedDocument,
    SavedPassage,
    append_row,
    drop_torn_line,
    question_as_row,
    retrieved_as_row,
    write_json,
    write_rows,
)
from index.document import Span
from index.errors import InvalidInputError, QuotewiseError
from rag.answer import Answer, answer_as_json

_FORMAT = 2
_Item = TypeVar("_Item")


class OtherRunError(InvalidInputError):
    """The folder holds a run of other questions, other code or another library, which cannot go on as this one."""


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


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage as a subject retrieved it, with the names by which a person knows its document."""

    document_id: str
    revision: str
    title: str
    source: str
    span: Span


@runtime_checkable
class Retrieving(Protocol):
    """What a subject also has if it tells what it retrieved, so that its retrieval is scored by itself."""

    def retrieved(self) -> Sequence[FoundPassage]:
        """The passages for the question that was asked last, best first; none if nothing was searched."""
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
        OtherRunError: ``out`` holds another run.
        QuotewiseError: the library cannot be made, or a question cannot be asked.
    """
    with open_subject(dataset.documents) as subject:
        _begin(out, dataset, subject)
        answered = {row["id"] for row in json_lines(out / RUN)} if (out / RUN).exists() else set()
        known = {row["document_id"] for row in json_lines(out / DOCUMENTS)} if (out / DOCUMENTS).exists() else set()
        todo = [question for question in dataset.questions if question.id not in answered]
        try:
            for question in timed("questions", todo, show):
                _ask(question, subject, out, known)
        finally:
            _note_memory(out)
    return out


def _ask(question: Question, subject: Subject, out: Path, known: set[str]) -> None:
    try:
        answer = subject.ask(question.question, question.history, question.id)
    except QuotewiseError as exc:
        raise InvalidInputError(f"Question {question.id} could not be asked: {exc}") from exc
    # The answer last: one that was saved has everything that scoring it needs.
    for document in _unsaved(answer, known, subject):
        append_row(out / DOCUMENTS, asdict(document))
    if isinstance(subject, Retrieving):
        found = subject.retrieved()
        for document in _with_gold(question, found, known, subject):
            append_row(out / DOCUMENTS, asdict(document))
        passages = (SavedPassage(each.document_id, each.revision, each.span) for each in found)
        append_row(out / RETRIEVED, retrieved_as_row(question.id, passages))
    append_row(out / RUN, answer_as_json(answer))


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
            raise OtherRunError(
                f"{out} holds a run that differs in: {', '.join(changed)}. Choose another folder with --out."
            )
        for name in (RUN, RETRIEVED, DOCUMENTS):
            drop_torn_line(out / name)
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


def _with_gold(
    question: Question, found: Sequence[FoundPassage], known: set[str], subject: Subject
) -> Iterator[SavedDocument]:
    """Of the documents that were retrieved, those that are marked as evidence: what scoring the ranking needs."""
    golden = {span.document for piece in question.gold for span in piece}
    for one in found:
        if one.document_id not in known and any(is_called(one, name) for name in golden):
            known.add(one.document_id)
            yield SavedDocument(one.document_id, one.revision, one.title, one.source, subject.text_of(one.document_id))


def _note_memory(out: Path) -> None:
    """Write the peak of this process, or of an earlier one that answered a part of the run, if that was higher."""
    path, now = out / MEMORY, peak_memory_mb()
    before = json.loads(path.read_text(encoding="utf-8"))["peak_mb"] if path.exists() else None
    write_json(path, {"peak_mb": max((value for value in (now, before) if value is not None), default=None)})
