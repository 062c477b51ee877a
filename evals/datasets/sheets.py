"""Question sheets: a person's own questions as CSV or spreadsheet, read strictly, every complaint naming its row.

Columns: ``question`` (required), ``answers`` (several apart by ``|``; empty: the documents do not say), ``id``,
``document``, ``quote``, ``type``, ``history`` (earlier questions apart by ``|``). A sheet without the column
``answers`` says nothing about the answers: they are shown and not scored. A column whose name begins with "note" is
ignored. With ``list`` as its type, a question wants all of its answers; otherwise any one is right. In CSV a formula is
its characters, in a spreadsheet it is its value; neither is ever evaluated here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath

from evals.datasets.cells import parts, unguarded
from evals.datasets.sheet_rows import Row, sheet_rows
from evals.datasets.values import Dataset, Form, GoldSpan, Question
from index.errors import InvalidInputError, MissingDataError
from rag.answerer import LONGEST_QUESTION_CHARS

COLUMNS = ("question", "answers", "id", "document", "quote", "type", "history")
MOST_QUESTIONS = 10_000


def read_sheet(path: Path) -> Dataset:
    """The questions of a sheet; its first row has the names of the columns, and rows are numbered from 1 with it.

    Raises:
        MissingDataError: there is no such file.
        InvalidInputError: it is not such a sheet; the message names the row and what to do.
    """
    if not path.is_file():
        raise MissingDataError(f"There is no sheet {path}. Check the name, or give the name of a dataset.")
    return parse_sheet(path.name, path.read_bytes())


def parse_sheet(name: str, content: bytes) -> Dataset:
    """The questions of a sheet that was handed over as a file of that name.

    Raises:
        InvalidInputError: it is not such a sheet; the message names the row and what to do.
    """
    rows = sheet_rows(name, content)
    header = _header(name, rows)
    questions: dict[str, Question] = {}
    row_of: dict[str, int] = {}
    for number, row in rows:
        if not _width(row):
            continue
        if len(questions) == MOST_QUESTIONS:
            raise InvalidInputError(
                f"{name}, row {number}: a sheet can have at most {MOST_QUESTIONS:,} questions. Split it in two."
            )
        question = _question(f"{name}, row {number}", number, header, row)
        if question.id in questions:
            raise InvalidInputError(
                f"{name}, row {number}: the id “{question.id}” was already used in row {row_of[question.id]}. "
                "Give each question an id of its own, or leave the column out."
            )
        questions[question.id] = question
        row_of[question.id] = number
    if not questions:
        raise InvalidInputError(f"{name} has no questions. Write one in each row under the heading “question”.")
    return Dataset(PurePath(name).stem, "sheet", (), tuple(questions.values()))


def _header(name: str, rows: Iterator[Row]) -> tuple[str, ...]:
    _, first = next(rows, (1, []))
    header = tuple((cell or "").strip().lower() for cell in first[: _width(first)])
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


def _width(row: list[str | None]) -> int:
    """The number of the last cell that is not empty, 0 if there is none."""
    return max((number for number, cell in enumerate(row, start=1) if cell is None or cell.strip()), default=0)


def _question(where: str, number: int, header: tuple[str, ...], row: list[str | None]) -> Question:
    cells = _cells(where, header, row)
    _check_question(where, "the question", cells.get("question", ""))
    answers = _several(where, "answers", cells) if "answers" in header else None
    document, quote = cells.get("document", ""), cells.get("quote", "")
    if quote and not document:
        raise InvalidInputError(f"{where}: there is a quote, but no document that it is from.")
    if quote and answers == ():
        raise InvalidInputError(
            f"{where}: there is a quote but no answer, and an empty answer means that the documents do not say."
        )
    history = _several(where, "history", cells)
    for earlier in history:
        _check_question(where, f"the earlier question “{earlier[:30]}”", earlier)
    kind = cells.get("type", "").lower().replace("-", "_").replace(" ", "_")
    return Question(
        id=cells.get("id") or f"row {number}",
        question=cells["question"],
        answers=answers,
        history=history,
        form=Form.LIST if kind == "list" else Form.SHORT,
        gold=((GoldSpan(document, quote),),) if quote else (),
        type=kind,
    )


def _cells(where: str, header: tuple[str, ...], row: list[str | None]) -> dict[str, str]:
    """The cells that mean something, by column."""
    if _width(row) > len(header):
        raise InvalidInputError(
            f"{where}: {_width(row)} cells, but row 1 names {len(header)} columns. "
            "Put a cell that contains a comma in quotation marks."
        )
    cells: dict[str, str] = {}
    for column, cell in zip(header, row, strict=False):
        if not column and (cell is None or cell.strip()):
            raise InvalidInputError(
                f"{where}: “{cell}” is in a column that has no name in row 1. Name it, or empty it."
            )
        if column not in COLUMNS:
            continue
        if cell is None:
            raise InvalidInputError(
                f"{where}: the formula under “{column}” has no value, or an error. Put its result into the cell."
            )
        cells[column] = unguarded(cell)
    return cells


def _check_question(where: str, which: str, text: str) -> None:
    if not text:
        raise InvalidInputError(f"{where}: the cell under “question” is empty.")
    if len(text) > LONGEST_QUESTION_CHARS:
        raise InvalidInputError(
            f"{where}: {which} has {len(text):,} characters; at most {LONGEST_QUESTION_CHARS:,} can be asked. "
            "Look for a quotation mark without its partner."
        )


def _several(where: str, column: str, cells: dict[str, str]) -> tuple[str, ...]:
    found = parts(cells.get(column, ""))
    if not all(found):
        raise InvalidInputError(
            f"{where}: nothing stands on one side of a bar under “{column}”. Take that bar out; one that belongs to "
            r"the words is written “\|”."
        )
    return found
