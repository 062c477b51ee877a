"""Old Excel workbooks (.xls): every sheet in order, its rows as they are shown, then its comments."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING

from index.document import LoadedText
from index.errors import UnreadableFileError
from index.loaders import left_out
from index.loaders.archive import damaged, protected
from index.loaders.joined_cells import Area, join_cells
from index.loaders.number_formats import BUILT_IN, plain, shown
from index.loaders.sheet_text import Remark, Sheet, load_sheets
from index.loaders.table_heads import Row

if TYPE_CHECKING:
    import xlrd

SUFFIXES = (".xls", ".xlt")
FORMAT = "Excel workbook"

_MACROS = "_VBA_PROJECT".encode("utf-16-le")


def load(content: bytes, name: str) -> LoadedText:
    """The rows of a workbook with the names of their columns.

    Raises:
        UnreadableFileError: it is no workbook, damaged or protected by a password.
    """
    book = _open(content)
    sheets = [_sheet(book, sheet) for sheet in book.sheets()]
    return load_sheets(sheets, name, FORMAT, notices=left_out.macros(_MACROS in content))


def _open(content: bytes) -> xlrd.book.Book:
    import xlrd

    if "EncryptedPackage".encode("utf-16-le") in content:
        raise protected()
    try:
        return xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    except xlrd.XLRDError as exc:
        if "encrypted" in str(exc).lower():
            raise protected() from exc
        raise UnreadableFileError(
            "The file is not an Excel workbook, or it is damaged.",
            "Open it in a spreadsheet program and save it as .xlsx.",
        ) from exc
    except Exception as exc:  # of a damaged workbook anything may be raised
        raise damaged() from exc


def _sheet(book: xlrd.book.Book, sheet: xlrd.sheet.Sheet) -> Sheet:
    rows = [_row(book, sheet, number) for number in range(sheet.nrows)]
    areas = [Area(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    hidden = frozenset(number for number, column in sheet.colinfo_map.items() if column.hidden)
    remarks = (Remark(f"comment on row {row + 1}", note.text) for (row, _), note in sorted(sheet.cell_note_map.items()))
    return Sheet(sheet.name.strip(), join_cells(rows, areas), sheet.visibility != 0, hidden, tuple(remarks))


def _row(book: xlrd.book.Book, sheet: xlrd.sheet.Sheet, number: int) -> Row:
    cells = sheet.row(number)
    words = tuple(_shown(book, cell).strip() for cell in cells)
    info = sheet.rowinfo_map.get(number)
    looks = (book.xf_list[cell.xf_index] for cell, one in zip(cells, words, strict=True) if one)
    fonts = [book.font_list[look.font_index] for look in looks]
    is_bold = bool(fonts) and all(font.bold for font in fonts)
    return Row(number + 1, words, info is not None and bool(info.hidden), is_bold)


def _shown(book: xlrd.book.Book, cell: xlrd.sheet.Cell) -> str:
    import xlrd

    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE) and math.isfinite(cell.value):
        key = book.xf_list[cell.xf_index].format_key
        stated = book.format_map.get(key)
        code = BUILT_IN.get(key) or (stated.format_str if stated else "")
        return shown(cell.value, code, book.datemode == 1) if code else plain(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#ERROR"))
    return str(cell.value)
