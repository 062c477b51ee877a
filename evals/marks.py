"""What a person says of answers: right or wrong by hand, kept beside the run, and what follows from it.

A mark speaks of what was said, an answer or a refusal, and outweighs the verdict that was reached by comparing words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.datasets.values import Form, GoldSpan, Question
from evals.judging import Judged
from evals.run_folder import SavedDocument, SavedRun, append_row, drop_torn_line

_MARKS = "marks.jsonl"


@dataclass(frozen=True, slots=True)
class Opinion:
    """A judged question with what a person marked, None if nothing."""

    judged: Judged
    marked: bool | None

    @property
    def right(self) -> bool | None:
        """Whether what was said is right: by the mark, else by the gold; None if neither says."""
        if self.marked is not None:
            return self.marked
        return self.judged.right if self.judged.scored else None

    @property
    def answerable(self) -> bool | None:
        """Whether the documents answer the question, by the mark, else by the gold; None if nobody knows."""
        if self.marked is None or self.judged.answer is None:
            return self.judged.answerable if self.judged.scored else None
        if self.marked:
            return self.judged.answered
        if self.judged.refused:
            return True
        return self.judged.answerable if self.judged.scored else None

    @property
    def has_gold(self) -> bool:
        """Whether anybody has said what is right: not if what fits the gold was marked as wrong all the same."""
        if self.marked is not None and self.marked != self.judged.right:
            return self.marked
        return self.judged.scored


def mark(folder: Path, question_id: str, right: bool | None) -> None:
    """Keep a mark in the evaluation's folder, or take it back with None; the last one counts."""
    drop_torn_line(folder / _MARKS)
    append_row(folder / _MARKS, {"id": question_id, "right": right})


def opinions(folder: Path, judged: Sequence[Judged]) -> tuple[Opinion, ...]:
    """The judged questions with the marks that are kept in ``folder``."""
    marks = _marks(folder / _MARKS)
    return tuple(Opinion(one, marks.get(one.question.id)) for one in judged)


def with_gold(opinion: Opinion, run: SavedRun) -> Question | None:
    """The question with gold for the next run, as far as gold and mark agree on one.

    What was marked right becomes the gold, with its first quote as evidence where there is none yet. None if nobody has
    said what is right: there is neither gold nor mark, or a mark says that what fits the gold is wrong all the same.
    """
    judged, question = opinion.judged, opinion.judged.question
    if not opinion.has_gold:
        return None
    return _as_said(judged, run) if opinion.marked and not judged.right else question


def _as_said(judged: Judged, run: SavedRun) -> Question:
    question = judged.question
    if judged.refused:
        return replace(question, answers=(), gold=())
    said = judged.items if question.form is Form.LIST else (*(question.answers or ()), judged.text)
    return replace(question, answers=tuple(dict.fromkeys(said)), gold=question.gold or _first_quote(judged, run))


def _first_quote(judged: Judged, run: SavedRun) -> tuple[tuple[GoldSpan, ...], ...]:
    for quote in judged.shown[:1]:
        document = run.documents.get((quote.document_id, quote.revision))
        if document is not None:
            return ((GoldSpan(_file_name(document), quote.text, quote.span.start),),)
    return ()


def _file_name(document: SavedDocument) -> str:
    return document.source.replace("\\", "/").rsplit("/", 1)[-1]


def _marks(path: Path) -> Mapping[str, bool | None]:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    # A last line without its end is one that is being written, or that a crash tore.
    rows = [json.loads(line) for line in text[: text.rfind("\n") + 1].split("\n") if line]
    return {row["id"]: row["right"] for row in rows}
