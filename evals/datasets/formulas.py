"""Formulas whose value a spreadsheet does not hold: never computed, or an error.

Read as nothing, such a cell would say "the documents do not answer this", and a whole evaluation would be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from index.loaders.archive import Archive

Cell = tuple[int, int]
"""Row and column, from 1."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC_EXTENSION = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"


def without_value(archive: Archive, sheet: str) -> set[Cell]:
    """The cells of the worksheet of that name (XLSX, ODS) that have a formula or an error, and no value.

    Raises:
        UnreadableFileError: a part of the file is damaged.
    """
    content = archive.xml("content.xml")
    return set(_of_ods(content, sheet) if content is not None else _of_xlsx(archive, sheet))


def _of_xlsx(archive: Archive, sheet: str) -> Iterator[Cell]:
    book, relations = archive.xml("xl/workbook.xml"), archive.xml("xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return
    wanted = [one.get(_RELATION) for one in book.iter(f"{_MAIN}sheet") if one.get("name") == sheet]
    targets = [one.get("Target", "") for one in relations if one.get("Id") in wanted]
    parts = (archive.xml(target if target.startswith("/") else f"xl/{target}") for target in targets)
    for part in parts:
        if part is not None:
            yield from _of_worksheet(part)


def _of_worksheet(worksheet: etree._Element) -> Iterator[Cell]:
    number = 0
    for row in worksheet.iter(f"{_MAIN}row"):
        number = int(row.get("r") or number + 1)
        for position, cell in enumerate(row.iter(f"{_MAIN}c"), start=1):
            kind = cell.get("t")
            is_unknown = cell.find(f"{_MAIN}f") is not None and kind != "str" and not cell.findtext(f"{_MAIN}v")
            if kind == "e" or is_unknown:
                yield number, _column(cell.get("r")) or position


def _column(reference: str | None) -> int:
    """The column of a reference such as ``AB12``, 0 without one."""
    column = 0
    for letter in re.match(r"[A-Z]*", reference or "").group():  # type: ignore[union-attr]  # it matches anything
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _of_ods(content: etree._Element, sheet: str) -> Iterator[Cell]:
    tables = (table for table in content.iter(f"{_TABLE}table") if table.get(f"{_TABLE}name") == sheet)
    number = 1
    for row in (row for table in tables for row in table.iter(f"{_TABLE}table-row")):
        column = 1
        for cell in row:
            is_unknown = cell.get(f"{_TABLE}formula") is not None and cell.get(f"{_OFFICE}value-type") is None
            if is_unknown or cell.get(f"{_CALC_EXTENSION}value-type") == "error":
                yield number, column
            column += int(cell.get(f"{_TABLE}number-columns-repeated", 1))
        number += int(row.get(f"{_TABLE}number-rows-repeated", 1))
