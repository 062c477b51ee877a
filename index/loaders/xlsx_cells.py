"""Reads the rows of one worksheet of an Excel file, as they are shown there."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from index.loaders.archive import Archive
from index.loaders.joined_cells import Area
from index.loaders.number_formats import BUILT_IN, plain, shown
from index.loaders.sparse_rows import DenseRows, SparseRow, dense_rows
from index.loaders.xml_names import child, children, local_name, value

_AREA = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SHOWS_NOTHING = ";;;"
_TRUTHS = {"1": "TRUE", "0": "FALSE"}
_MAX_COLUMNS = 16_384


@dataclass(frozen=True, slots=True)
class Looks:
    """How cells are shown, by the number of their style: the format code, and whether the words are bold."""

    codes: tuple[str, ...]
    bold: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class SheetCells:
    """A worksheet: what it shows, how many formulas have no result, and how many cells a format keeps from sight."""

    shown: DenseRows
    not_computed: int
    unseen: int


def read_looks(styles: etree._Element) -> Looks:
    """The formats of a workbook's cells."""
    codes = dict(BUILT_IN)
    for one in children(child(styles, "numFmts")):
        codes[_number(value(one, "numFmtId"))] = value(one, "formatCode")
    fonts = [_is_bold(font) for font in children(child(styles, "fonts"))]
    formats = list(children(child(styles, "cellXfs")))
    return Looks(
        tuple(codes.get(_number(value(one, "numFmtId")), "") for one in formats),
        tuple(dict(enumerate(fonts)).get(_number(value(one, "fontId")), False) for one in formats),
    )


def shared_words(archive: Archive, part: str) -> list[str]:
    """The words that cells refer to by number."""
    return [words_of(entry) for entry in archive.elements(part, "si")]


def words_of(entry: etree._Element) -> str:
    """The words of a cell or comment that may change their looks on the way; how to pronounce them is left out."""
    found: list[str] = []
    for inner in entry:
        tag = local_name(inner)
        if tag == "t":
            found.append(inner.text or "")
        elif tag == "r":
            found += [part.text or "" for part in inner if local_name(part) == "t"]
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), "".join(found))


def read_cells(archive: Archive, part: str, shared: Sequence[str], looks: Looks, from_1904: bool) -> SheetCells:
    """The rows of a worksheet that hold something, in order.

    Raises:
        UnreadableFileError: the part is damaged.
    """
    rows: list[SparseRow] = []
    areas: list[Area] = []
    hidden_columns: set[int] = set()
    not_computed = unseen = 0
    for element in archive.elements(part, "row", "col", "mergeCell"):
        tag = local_name(element)
        if tag == "row":
            number = _number(value(element, "r")) or (rows[-1].number + 1 if rows else 1)
            cells, is_bold, missing, blank = _read_row(element, shared, looks, from_1904)
            not_computed += missing
            unseen += blank
            if cells:
                rows.append(SparseRow(number, cells, value(element, "hidden") in ("1", "true"), is_bold))
        elif tag == "col" and value(element, "hidden") in ("1", "true"):
            last = min(_number(value(element, "max")), _MAX_COLUMNS)
            hidden_columns.update(range(max(0, _number(value(element, "min")) - 1), last))
        elif tag == "mergeCell":
            areas += _areas(value(element, "ref"))
    return SheetCells(dense_rows(rows, areas, hidden_columns), not_computed, unseen)


def _read_row(
    element: etree._Element, shared: Sequence[str], looks: Looks, from_1904: bool
) -> tuple[dict[int, str], bool, int, int]:
    """The cells of a row, whether they are bold, how many formulas have no result, how many cells show nothing."""
    cells: dict[int, str] = {}
    bold: list[bool] = []
    missing = unseen = 0
    column = -1
    for cell in children(element, "c"):
        reference = cell.get("r")
        column = _column(reference.rstrip("0123456789")) if reference else column + 1
        style = _number(cell.get("s") or "")
        code = looks.codes[style] if style < len(looks.codes) else ""
        words = _shown(cell, shared, code, from_1904).strip()
        if words and code == _SHOWS_NOTHING:
            unseen += 1
        elif words and column < _MAX_COLUMNS:
            cells[column] = words
            bold.append(style < len(looks.bold) and looks.bold[style])
        elif not words and child(cell, "f") is not None and child(cell, "v") is None:
            missing += 1
    return cells, bool(bold) and all(bold), missing, unseen


def _shown(cell: etree._Element, shared: Sequence[str], code: str, from_1904: bool) -> str:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        inline = child(cell, "is")
        return words_of(inline) if inline is not None else ""
    stored = child(cell, "v")
    words = (stored.text or "") if stored is not None else ""
    if kind == "s":
        number = _number(words)
        return shared[number] if words and number < len(shared) else ""
    if kind == "b":
        return _TRUTHS.get(words, words)
    if kind != "n" or not words:
        return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), words)
    try:
        amount = float(words)
    except ValueError:
        return words
    if not math.isfinite(amount):
        return words
    return shown(amount, code, from_1904) if code else plain(amount)


def _areas(reference: str) -> Iterator[Area]:
    found = _AREA.fullmatch(reference)
    if found:
        left, top, right, bottom = found.groups()
        if int(top) <= int(bottom) and _column(left) <= _column(right) < _MAX_COLUMNS:
            yield Area(int(top) - 1, _column(left), int(bottom) - 1, _column(right))


@lru_cache(maxsize=1000)
def _column(letters: str) -> int:
    """The number of a column from 0; beyond the last one for what is no column."""
    number = 0
    for letter in letters[:4]:
        number = number * 26 + ord(letter.upper()) - 64 if letter.isascii() and letter.isalpha() else _MAX_COLUMNS + 1
    return number - 1 if letters else _MAX_COLUMNS


def _is_bold(font: etree._Element) -> bool:
    mark = child(font, "b")
    return mark is not None and value(mark, "val") not in ("0", "false")


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else 0
