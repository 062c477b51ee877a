"""Reads the rows of one worksheet of an Excel file, as they are shown there."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from index.loaders.archive import Archive
from index.loaders.joined_cells import Area
from index.loaders.number_formats import BUILT_IN, plain, shown
from index.loaders.raised_signs import BACK, LOWERED, RAISED, with_raised
from index.loaders.sparse_rows import DenseRows, SparseRow, dense_rows
from index.loaders.xml_names import child, children, local_name, value

_AREA = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
STRUCK = "\ue013"
"""Stands where words with a line through them were left out; of Unicode's private use."""
_SHIFTS = {"superscript": RAISED, "subscript": LOWERED}
_SHOWS_NOTHING = ";;;"
_TRUTHS = {"1": "TRUE", "0": "FALSE"}
_MAX_COLUMNS = 16_384


@dataclass(frozen=True, slots=True)
class Looks:
    """How cells are shown, by the number of their style: the format code, and how the words look."""

    codes: tuple[str, ...]
    bold: tuple[bool, ...]
    struck: tuple[bool, ...] = ()
    white: tuple[bool, ...] = ()
    """Whether the words are white on nothing."""

    def is_struck(self, style: int) -> bool:
        """Whether a line goes through the words."""
        return style < len(self.struck) and self.struck[style]

    def is_white(self, style: int) -> bool:
        """Whether nothing is seen of the words, unless something else colours the cell."""
        return style < len(self.white) and self.white[style]


@dataclass(frozen=True, slots=True)
class SheetCells:
    """A worksheet: what it shows, how many formulas have no result, and how many cells are unseen or struck through."""

    shown: DenseRows
    not_computed: int
    unseen: int
    struck: int


def read_looks(styles: etree._Element) -> Looks:
    """The formats of a workbook's cells."""
    codes = dict(BUILT_IN)
    for one in children(child(styles, "numFmts")):
        codes[_number(value(one, "numFmtId"))] = value(one, "formatCode")
    fonts = dict(enumerate(children(child(styles, "fonts"))))
    fills = dict(enumerate(children(child(styles, "fills"))))
    formats = list(children(child(styles, "cellXfs")))
    used = [fonts.get(_number(value(one, "fontId"))) for one in formats]
    grounds = [fills.get(_number(value(one, "fillId"))) for one in formats]
    return Looks(
        tuple(codes.get(_number(value(one, "numFmtId")), "") for one in formats),
        tuple(_is_on(child(font, "b")) for font in used),
        tuple(_is_on(child(font, "strike")) for font in used),
        tuple(_is_white(font) and _is_empty(ground) for font, ground in zip(used, grounds, strict=True)),
    )


def shared_words(archive: Archive, part: str) -> list[str]:
    """The words that cells refer to by number."""
    return [words_of(entry) for entry in archive.elements(part, "si")]


def words_of(entry: etree._Element) -> str:
    """The words of a cell or comment that may change their looks on the way; how to pronounce them is left out.

    ``STRUCK`` stands for those with a line through them.
    """
    found: list[str] = []
    for inner in entry:
        tag = local_name(inner)
        if tag == "t":
            found.append(inner.text or "")
        elif tag == "r":
            looks = child(inner, "rPr")
            words = "".join(part.text or "" for part in inner if local_name(part) == "t")
            shift = _SHIFTS.get(value(child(looks, "vertAlign"), "val"), "")
            found.append(STRUCK if _is_on(child(looks, "strike")) else f"{shift}{words}{BACK}" if shift else words)
    return with_raised(_ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), "".join(found)))


def read_cells(archive: Archive, part: str, shared: Sequence[str], looks: Looks, from_1904: bool) -> SheetCells:
    """The rows of a worksheet that hold something, in order.

    Raises:
        UnreadableFileError: the part is damaged.
    """
    rows: list[SparseRow] = []
    areas: list[Area] = []
    hidden_columns: set[int] = set()
    not_computed = unseen = struck = 0
    pale: list[tuple[dict[int, str], int]] = []
    may_colour = False
    for element in archive.elements(part, "row", "col", "mergeCell", "conditionalFormatting", "tablePart"):
        tag = local_name(element)
        if tag == "row":
            number = _number(value(element, "r")) or (rows[-1].number + 1 if rows else 1)
            read = _read_row(element, shared, looks, from_1904)
            not_computed += read.not_computed
            unseen += read.unseen
            struck += read.struck
            pale += ((read.cells, column) for column in read.white)
            if read.cells:
                rows.append(SparseRow(number, read.cells, value(element, "hidden") in ("1", "true"), read.is_bold))
        elif tag == "col" and (value(element, "hidden") in ("1", "true") or _is_nought(value(element, "width"))):
            last = min(_number(value(element, "max")), _MAX_COLUMNS)
            hidden_columns.update(range(max(0, _number(value(element, "min")) - 1), last))
        elif tag == "mergeCell":
            areas += _areas(value(element, "ref"))
        elif tag in ("conditionalFormatting", "tablePart"):
            may_colour = True
    if not may_colour:
        unseen += len(pale)
        for cells, column in pale:
            del cells[column]
    kept = [row for row in rows if row.cells]
    return SheetCells(dense_rows(kept, areas, hidden_columns), not_computed, unseen, struck)


@dataclass
class _ReadRow:
    """The cells of one row by column, and how many are left out and why; ``white`` may not be seen."""

    cells: dict[int, str] = field(default_factory=dict)
    is_bold: bool = False
    not_computed: int = 0
    unseen: int = 0
    struck: int = 0
    white: list[int] = field(default_factory=list)


def _read_row(element: etree._Element, shared: Sequence[str], looks: Looks, from_1904: bool) -> _ReadRow:
    read = _ReadRow()
    bold: list[bool] = []
    column = -1
    for cell in children(element, "c"):
        reference = cell.get("r")
        column = _column(reference.rstrip("0123456789")) if reference else column + 1
        style = _number(cell.get("s") or "")
        code = looks.codes[style] if style < len(looks.codes) else ""
        stored = _shown(cell, shared, code, from_1904)
        words = stored.replace(STRUCK, "").strip()
        is_struck = bool(words) and looks.is_struck(style)
        read.struck += is_struck or STRUCK in stored
        if words and code == _SHOWS_NOTHING:
            read.unseen += 1
        elif words and column < _MAX_COLUMNS and not is_struck:
            read.cells[column] = words
            read.white += [column] if looks.is_white(style) else []
            bold.append(style < len(looks.bold) and looks.bold[style])
        elif not stored and child(cell, "f") is not None and child(cell, "v") is None:
            read.not_computed += 1
    read.is_bold = bool(bold) and all(bold)
    return read


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


def _is_on(mark: etree._Element | None) -> bool:
    return mark is not None and value(mark, "val") not in ("0", "false")


def _is_white(font: etree._Element | None) -> bool:
    color = child(font, "color")
    is_paper = value(color, "theme") == "0" and not value(color, "tint")
    return is_paper or value(color, "rgb").upper() in ("FFFFFFFF", "00FFFFFF") or value(color, "indexed") in ("1", "9")


def _is_empty(fill: etree._Element | None) -> bool:
    """Whether a cell has no ground of its own."""
    patterns = () if fill is None else children(fill)
    return all(local_name(one) == "patternFill" and value(one, "patternType") in ("", "none") for one in patterns)


def _is_nought(width: str) -> bool:
    return bool(width) and not width.strip("0.")


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else 0
