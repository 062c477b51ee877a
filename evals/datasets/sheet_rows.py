"""The rows of a sheet as text, whichever way it was saved: CSV, or a spreadsheet (XLSX, ODS)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import PurePath

from index.errors import InvalidInputError

Row = tuple[int, list[str | None]]
"""Its number, from 1, and its cells; None is a formula whose value is not in the file."""

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SPREADSHEETS = {".xlsx", ".xlsm", ".ods"}
_OTHERS = {".xls", ".xlsb", ".numbers"}


def sheet_rows(name: str, content: bytes) -> Iterator[Row]:
    """The rows of the sheet; of a spreadsheet, those of the worksheet with the questions.

    Raises:
        InvalidInputError: it cannot be read; the message names the row where one is to blame.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in _OTHERS:
        raise InvalidInputError(f"{name}: sheets of the kind “{suffix}” cannot be read. Save it as .xlsx, .ods or CSV.")
    if suffix in _SPREADSHEETS or content.startswith(b"PK\x03\x04"):
        from evals.datasets.spreadsheets import spreadsheet_rows  # heavy, and most sheets are CSV

        return spreadsheet_rows(name, content)
    return _csv_rows(name, _decode(name, content))


def _decode(name: str, content: bytes) -> str:
    encoding = next((encoding for mark, encoding in _BYTE_ORDER_MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as exc:
        before = content[: exc.start].decode(encoding, errors="ignore") + "?"
        row = sum(1 for _ in csv.reader(io.StringIO(before, newline="")))
        raise InvalidInputError(
            f"{name}, row {row}: a character is not in {encoding[:5].upper()}. In the spreadsheet program, save the "
            "sheet as “CSV UTF-8”."
        ) from exc


def _csv_rows(name: str, text: str) -> Iterator[Row]:
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
        yield number, [*row]
