"""The rows of the worksheet with the questions, read by calamine, which gives the values of cells and no formulas."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator

import python_calamine as calamine

from evals.datasets.formulas import Cell, without_value
from evals.datasets.sheet_rows import Row
from index.errors import InvalidInputError, UnreadableFileError
from index.loaders.archive import Archive


def spreadsheet_rows(name: str, content: bytes) -> Iterator[Row]:
    """The rows of the worksheet whose first row has the column ``question``; the first worksheet if none has.

    A formula is its value as the spreadsheet program last computed it. A whole number has no decimals, a date is
    written like 2026-11-30; to have a cell word for word as it is shown, give it the format “Text”.

    Raises:
        InvalidInputError: protected by a password, damaged, suspiciously large, or with questions on two worksheets.
    """
    try:
        archive = Archive(content)
        book = calamine.load_workbook(io.BytesIO(content))
        sheet = _with_questions(name, book)
        rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        unknown = without_value(archive, sheet)
    except UnreadableFileError as exc:
        raise InvalidInputError(f"{name}: {exc.reason} {_NEXT_STEP}") from exc
    except (calamine.CalamineError, IndexError, ValueError) as exc:  # the latter two: no worksheet, a broken number
        raise InvalidInputError(f"{name} cannot be read as a spreadsheet ({exc}). {_NEXT_STEP}") from exc
    return _numbered(rows, unknown)


_NEXT_STEP = "Open it in the spreadsheet program and save it without a password as .xlsx, or as “CSV UTF-8”."


def _with_questions(name: str, book: calamine.CalamineWorkbook) -> str:
    visible = [sheet.name for sheet in book.sheets_metadata if sheet.visible is calamine.SheetVisibleEnum.Visible]
    found = [sheet for sheet in visible if "question" in _first_row(book.get_sheet_by_name(sheet))]
    if len(found) > 1:
        raise InvalidInputError(
            f"{name} has questions on the worksheets “{found[0]}” and “{found[1]}”. Keep them all on one."
        )
    return (found or visible or book.sheet_names)[0]


def _first_row(sheet: calamine.CalamineSheet) -> set[str]:
    (row,) = sheet.to_python(skip_empty_area=False, nrows=1) or [[]]
    return {_as_text(value).strip().lower() for value in row}


def _numbered(rows: list[list[_Value]], unknown: set[Cell]) -> Iterator[Row]:
    for number, row in enumerate(rows, start=1):
        cells = enumerate(row, start=1)
        yield number, [None if (number, column) in unknown else _as_text(value) for column, value in cells]


_Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


def _as_text(value: _Value) -> str:
    match value:
        case bool():
            return str(value).upper()
        case float() if value.is_integer():
            return str(int(value))
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case _:
            return str(value)
