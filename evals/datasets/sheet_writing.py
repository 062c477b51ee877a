"""Writes questions as a sheet that any spreadsheet program opens, and that reads back as the same questions."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from evals.datasets.cells import guarded, joined
from evals.datasets.sheets import parse_sheet
from evals.datasets.values import GoldSpan, Question
from index.errors import InvalidInputError

_COLUMNS = ("id", "question", "answers", "document", "quote", "type", "history")


def write_sheet(questions: Iterable[Question], target: Path | BinaryIO) -> None:
    """Write a CSV sheet to a path or a stream of bytes; arguments and errors are those of ``sheet_of``."""
    content = sheet_of(tuple(questions))
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)


def sheet_of(questions: Sequence[Question]) -> bytes:
    """The sheet as CSV in UTF-8 with its mark; no cell of it is a formula to a spreadsheet program.

    What ``parse_sheet`` reads from it equals ``questions``, but for the offsets of gold spans, which a sheet has not.
    Where nobody has said what is right, for none of the questions, the column ``answers`` is left out.

    Raises:
        InvalidInputError: none, or one that a sheet cannot hold: a long answer, several pieces of evidence, an answer
            that nobody has given beside others that somebody has.
    """
    columns = tuple(name for name in _COLUMNS if name != "answers" or any(one.answers is not None for one in questions))
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([guarded(_cell(one, column)) for column in columns] for one in questions)
    content = text.getvalue().encode("utf-8-sig")
    for asked, read in zip(questions, parse_sheet("The sheet", content).questions, strict=True):
        if _without_offsets(asked) != read:
            raise InvalidInputError(
                f"Question {asked.id} cannot be written in a sheet, which has room for short answers and lists (type "
                "“list”), one quote, and no white space around anything. Take it out, or simplify it."
            )
    return content


def _cell(question: Question, column: str) -> str:
    evidence = next((span for piece in question.gold for span in piece), GoldSpan("", ""))
    match column:
        case "answers" | "history":
            return joined(getattr(question, column) or ())
        case "document":
            return evidence.document
        case "quote":
            return evidence.text
        case _:
            return str(getattr(question, column))


def _without_offsets(question: Question) -> Question:
    return replace(question, gold=tuple(tuple(replace(span, start=None) for span in piece) for piece in question.gold))
