"""Tables as text (.csv, .tsv): values apart by commas, semicolons, tabs or bars, in any encoding."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from index.document import LoadedText, Notice, NoticeCode
from index.errors import UnreadableFileError
from index.loaders.decoding import decode
from index.loaders.joined_cells import with_joined_names
from index.loaders.sheet_text import Sheet, load_sheets
from index.loaders.table_heads import Row

SUFFIXES = (".csv", ".tsv", ".tab")
FORMAT = "CSV table"

_DELIMITERS = ",;\t|"
_STATED = re.compile(r"sep=(?P<sign>[,;\t|])\n")  # as Excel writes and heeds it
_ESCAPED_MARK = re.compile(r'[^,;\t|\n\\]\\"[^,;\t|\n]')
_FORMULA_OF_WORDS = re.compile(r'="([^"]*)"')  # keeps the noughts before a number, which Excel would drop
_SAMPLE_CHARS = 50_000
_SAMPLE_ROWS = 100
_MAX_FIELD_CHARS = 10_000_000


def load(content: bytes, name: str) -> LoadedText:
    """The rows of a table, each with the names of its first row.

    Raises:
        UnreadableFileError: the file holds binary data, or a quotation that is never closed.
    """
    text = decode(content)
    stated = _STATED.match(text)
    delimiter = stated["sign"] if stated else _delimiter(text)
    text = text[stated.end() :] if stated else text
    rows = tuple(_rows(text, delimiter, _escape(text)))
    notices = []
    if text.count('"') % 2 and rows and "\n" in rows[-1].cells[-1]:
        message = "A quotation mark is never closed: the last cell may hold what were further rows."
        notices.append(Notice(NoticeCode.TRUNCATED, message))
    return load_sheets([Sheet("", with_joined_names(rows))], name, FORMAT, notices=notices, first_row_names=True)


def _delimiter(text: str) -> str:
    """The sign that cuts most rows of a sample into the same number of cells, more than one."""
    return max(_DELIMITERS, key=lambda delimiter: _evenness(text[:_SAMPLE_CHARS], delimiter))


def _escape(text: str) -> str | None:
    """The sign before a quotation mark inside a cell where a program writes them so, as databases do."""
    return "\\" if _ESCAPED_MARK.search(text[:_SAMPLE_CHARS]) else None


def _evenness(sample: str, delimiter: str) -> tuple[float, bool, int]:
    """How even the rows are; of two signs a comma is the less likely, for many write "2,50" with it."""
    read = csv.reader(io.StringIO(sample), delimiter=delimiter, escapechar=_escape(sample), skipinitialspace=True)
    rows = [row for row in read if row][:_SAMPLE_ROWS]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0.0, False, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count / len(rows), delimiter != ",", width


def _rows(text: str, delimiter: str, escape: str | None) -> Iterator[Row]:
    """Every row, numbered as a spreadsheet program numbers them."""
    before = csv.field_size_limit(_MAX_FIELD_CHARS)
    try:
        source = io.StringIO(text, newline="")
        read = csv.reader(source, delimiter=delimiter, escapechar=escape, skipinitialspace=True)
        for number, cells in enumerate(read, 1):
            if any(cells):
                yield Row(number, tuple(_FORMULA_OF_WORDS.sub(r"\1", cell.strip()) for cell in cells))
    except csv.Error as exc:
        raise UnreadableFileError(
            "The file is no table: a quotation mark in it is never closed.",
            "Open it in a spreadsheet program and save it again as CSV.",
        ) from exc
    finally:
        csv.field_size_limit(before)
