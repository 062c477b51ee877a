"""Reads the sheets of an OpenDocument spreadsheet row by row, without holding its XML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from index.loaders.archive import Archive
from index.loaders.joined_cells import Area
from index.loaders.sheet_text import Remark, Sheet
from index.loaders.sparse_rows import SparseRow, dense_rows
from index.loaders.xml_names import child, children, local_name, value
from index.titles import squeeze

_MAX_COLUMNS = 16_384
_MAX_REPEATED_CELLS = 100_000
_STORED = ("string-value", "date-value", "time-value", "boolean-value", "value")
_HIDDEN = ("collapse", "filter")


class OdsReader:
    """The sheets of one file; afterwards ``is_spreadsheet`` and ``is_cut`` say what was found."""

    def __init__(self) -> None:
        self.is_spreadsheet = False
        self.is_cut = False
        self._repeats_left = _MAX_REPEATED_CELLS
        self._hidden_styles: set[str] = set()
        self._sheet = _SheetSoFar()

    def sheets(self, archive: Archive) -> Iterator[Sheet]:
        """Every sheet, in order.

        Raises:
            UnreadableFileError: the content is damaged.
        """
        for element in archive.elements("content.xml", "style", "table-column", "table-row", "table", "spreadsheet"):
            tag = local_name(element)
            if tag == "style":
                if value(child(element, "table-properties"), "display") == "false":
                    self._hidden_styles.add(value(element, "name"))
            elif tag == "table-column":
                self._sheet.add_column(_count(element, "number-columns-repeated"), _is_hidden(element))
            elif tag == "table-row":
                self._add_row(element)
            elif tag == "table":
                sheet, is_hidden = self._sheet, value(element, "style-name") in self._hidden_styles
                shown = dense_rows(sheet.rows, sheet.areas, sheet.hidden_columns)
                self.is_cut = self.is_cut or shown.is_cut
                name = value(element, "name").strip()
                yield Sheet(name, shown.rows, is_hidden, shown.hidden_columns, tuple(sheet.remarks))
                self._sheet = _SheetSoFar()
            else:
                self.is_spreadsheet = True

    def _add_row(self, element: etree._Element) -> None:
        """Add a row as often as it repeats, as far as that is bearable."""
        cells = self._cells(element)
        repeats = _count(element, "number-rows-repeated")
        sheet = self._sheet
        for number in range(sheet.next_row, sheet.next_row + (self._allowed(repeats, len(cells)) if cells else 0)):
            sheet.rows.append(SparseRow(number, cells, _is_hidden(element)))
        sheet.next_row += repeats

    def _cells(self, element: etree._Element) -> dict[int, str]:
        cells: dict[int, str] = {}
        column = 0
        for cell in children(element):
            repeats = _count(cell, "number-columns-repeated")
            words = _shown(cell) if local_name(cell) == "table-cell" else ""
            if words:
                for number in range(column, min(_MAX_COLUMNS, column + self._allowed(repeats, 1))):
                    cells[number] = words
                self._sheet.note(cell, column)
            column += repeats
        return cells

    def _allowed(self, repeats: int, width: int) -> int:
        """How many of ``repeats`` copies of ``width`` cells may be written out; the first always."""
        allowed = min(repeats - 1, self._repeats_left // max(1, width))
        self._repeats_left -= allowed * width
        self.is_cut = self.is_cut or allowed < repeats - 1
        return 1 + allowed


@dataclass
class _SheetSoFar:
    """A sheet while its rows go by."""

    rows: list[SparseRow] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    next_column: int = 0
    next_row: int = 1

    def add_column(self, repeats: int, is_hidden: bool) -> None:
        if is_hidden:
            self.hidden_columns.update(range(self.next_column, min(_MAX_COLUMNS, self.next_column + repeats)))
        self.next_column += repeats

    def note(self, cell: etree._Element, column: int) -> None:
        """Keep what a cell says beside its words: how far it reaches, and a comment."""
        down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if (down > 1 or across > 1) and column + across <= _MAX_COLUMNS:
            top = self.next_row - 1
            self.areas.append(Area(top, column, top + down - 1, column + across - 1))
        for comment in children(cell, "annotation"):
            words = _lines(comment)
            self.remarks.append(Remark(f"comment on row {self.next_row}", words))


def _shown(cell: etree._Element) -> str:
    """The words of a cell as they are shown; a stored value where a program left them out."""
    words = _lines(cell)
    return words or next((stored for name in _STORED if (stored := value(cell, name))), "")


def _lines(element: etree._Element) -> str:
    return "\n".join(filter(None, (_line(paragraph) for paragraph in children(element, "p"))))


def _line(paragraph: etree._Element) -> str:
    return squeeze("".join(_words(paragraph)))


def _words(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        yield " " if local_name(inner) in ("s", "tab", "line-break") else ""
        yield from _words(inner) if local_name(inner) else ()
        yield inner.tail or ""


def _is_hidden(element: etree._Element) -> bool:
    return value(element, "visibility") in _HIDDEN


def _count(element: etree._Element, attribute: str) -> int:
    stated = value(element, attribute)
    return max(1, int(stated)) if stated.isdecimal() else 1
