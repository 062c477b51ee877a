"""Question sheets: a person's own questions as a CSV file, read strictly, every complaint naming its row.

Columns: ``question`` (required), ``answers`` (several apart by ``|``; empty: the documents do not say), ``id``,
``document``, ``quote``, ``type``, ``history`` (earlier questions apart by ``|``). A sheet without the column
``answers`` says nothing about the answers: they are shown and not scored. A column whose name begins with "note" is
ignored. With ``list`` as its type, a question wants all of its answers; otherwise any one is right. Cells are text: a
formula is read as its characters and never evaluated.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from evals.datasets.values import Dataset, Form, GoldSpan, Question
from index.errors import InvalidInputError, MissingDataError
from rag.answerer import LONGEST_QUESTION_CHARS

COLUMNS = ("question", "answers", "id", "document", "quote", "type", "history")
MOST_QUESTIONS = 10_000
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_sheet(path: Path) -> Dataset:
    """The questions of a sheet; its first row has the names of the columns, and rows are numbered from 1 with it.

    Raises:
        MissingDataError: there is no such file.
        InvalidInputError: it is not such a sheet; the message names the row and what to do.
    """
    if not path.is_file():
        raise MissingDataError(f"There is no sheet {path}. Check the name, or give the name of a dataset.")
    if path.suffix.lower() in {".xlsx", ".xls", ".ods", ".numbers"}:
        raise InvalidInputError(f"{path.name} is a spreadsheet. Save it as “CSV UTF-8” and use that file.")
    rows = _rows(path.name, _decode(path.name, path.read_bytes()))
    header = _header(path.name, rows)
    questions: dict[str, Question] = {}
    row_of: dict[str, int] = {}
    for number, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        question = _question(f"{path.name}, row {number}", number, header, row)
        if question.id in questions:
            raise InvalidInputError(
                f"{path.name}, row {number}: the id “{question.id}” was already used in row {row_of[question.id]}. "
                "Give each question an id of its own, or leave the column out."
            )
        if len(questions) == MOST_QUESTIONS:
            raise InvalidInputError(
                f"{path.name}, row {number}: a sheet can have at most {MOST_QUESTIONS:,} questions. Split it in two."
            )
        questions[question.id] = question
        row_of[question.id] = number
    if not questions:
        raise InvalidInputError(f"{path.name} has no questions. Write one in each row under the heading “question”.")
    return Dataset(path.stem, "sheet", (), tuple(questions.values()))


def _decode(name: str, content: bytes) -> str:
    encoding = next((encoding for mark, encoding in _BYTE_ORDER_MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as exc:
        row = content[: exc.start].count(b"\n") + 1
        raise InvalidInputError(
            f"{name}, row {row}: a character is not in {encoding[:5].upper()}. In the spreadsheet program, save the "
            "sheet as “CSV UTF-8”."
        ) from exc


def _rows(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    first_line = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error as exc:
            raise InvalidInputError(
                f"{name}, row {number}: the row cannot be read ({exc}). Look for a quotation mark without its partner."
            ) from exc
        if row is None:
            return
        yield number, row


def _header(name: str, rows: Iterator[tuple[int, list[str]]]) -> tuple[str, ...]:
    _, first = next(rows, (1, []))
    header = tuple(cell.strip().lower() for cell in first)
    if "question" not in header:
        found = ", ".join(f"“{cell}”" for cell in header if cell) or "nothing"
        raise InvalidInputError(f"{name}, row 1: expected a column “question”, found {found}.")
    for column in header:
        if header.count(column) > 1 and column:
            raise InvalidInputError(f"{name}, row 1: the column “{column}” is there twice.")
        if column and column not in COLUMNS and not column.startswith("note"):
            raise InvalidInputError(
                f"{name}, row 1: the column “{column}” is not known. The columns are {', '.join(COLUMNS)}; "
                "begin the name of a column of your own with “note”."
            )
    return header


def _question(where: str, number: int, header: tuple[str, ...], row: list[str]) -> Question:
    if any(cell.strip() for cell in row[len(header) :]):
        raise InvalidInputError(
            f"{where}: {len(row)} cells, but row 1 names {len(header)} columns. "
            "Put a cell that contains a comma in quotation marks."
        )
    cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
    if not cells.get("question"):
        raise InvalidInputError(f"{where}: the cell under “question” is empty.")
    if len(cells["question"]) > LONGEST_QUESTION_CHARS:
        raise InvalidInputError(
            f"{where}: the question has {len(cells['question']):,} characters; at most {LONGEST_QUESTION_CHARS:,} "
            "can be asked. Look for a quotation mark without its partner."
        )
    answers = _several(cells.get("answers", "")) if "answers" in header else None
    document, quote = cells.get("document", ""), cells.get("quote", "")
    if quote and not document:
        raise InvalidInputError(f"{where}: there is a quote, but no document that it is from.")
    if quote and answers == ():
        raise InvalidInputError(
            f"{where}: there is a quote but no answer, and an empty answer means that the documents do not say."
        )
    kind = cells.get("type", "").lower().replace("-", "_").replace(" ", "_")
    return Question(
        id=cells.get("id") or f"row {number}",
        question=cells["question"],
        answers=answers,
        history=_several(cells.get("history", "")),
        form=Form.LIST if kind == "list" else Form.SHORT,
        gold=((GoldSpan(document, quote),),) if quote else (),
        type=kind,
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
