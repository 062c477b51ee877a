"""Makes a text of spreadsheets: every row stands as ``Name: value | Name: value``, so that a quote explains itself.

The names are those of the table's own head; a table without one is kept as ``value | value``. Hidden rows, columns and
sheets are furniture at the end of their sheet, so that they part nothing that is seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.document import BlockKind, LoadedText, Notice, NoticeCode, Place, PlaceKind, PlaceMark
from index.loaders.builder import TextBuilder
from index.loaders.table_heads import Row, Table, read_table, stacked_tables
from index.titles import from_file_name, squeeze, tidy, title_of

_MAX_CELL_CHARS = 400  # a longer one is a text of its own
_MAX_CHARS = 100_000_000


@dataclass(frozen=True, slots=True)
class Remark:
    """Words beside the cells; ``where`` says where they stand, such as "comment on cell B5"."""

    where: str
    words: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: ``name`` is "" where the format has none, ``hidden_columns`` count from 0."""

    name: str
    rows: Sequence[Row]
    is_hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    remarks: tuple[Remark, ...] = ()


@dataclass
class _Writer:
    """The text as it grows, with a place for every row."""

    builder: TextBuilder = field(default_factory=TextBuilder)
    places: list[PlaceMark] = field(default_factory=list)
    is_cut: bool = False

    def add(self, place: Place, words: str, kind: BlockKind, level: int = 0) -> None:
        if self.builder.length > _MAX_CHARS:
            self.is_cut = True
            return
        span = self.builder.add(words, kind, level)
        if span:
            self.places.append(PlaceMark(span.start, place))


def load_sheets(
    sheets: Sequence[Sheet],
    name: str,
    format_name: str,
    *,
    stated_title: str = "",
    notices: Iterable[Notice] = (),
    first_row_names: bool = False,
) -> LoadedText:
    """The text of all sheets, in order; ``first_row_names`` as in ``read_table``."""
    writer = _Writer()
    for sheet in sheets:
        _write_sheet(writer, sheet, first_row_names)
    text, blocks = writer.builder.text, writer.builder.blocks
    return LoadedText(
        text=text,
        title=tidy(stated_title) or from_file_name(name) or title_of(text, blocks, name),
        blocks=blocks,
        places=tuple(writer.places),
        notices=(*notices, *_hidden(sheets), *_cut(writer)),
        format=format_name,
    )


def _write_sheet(writer: _Writer, sheet: Sheet, first_row_names: bool) -> None:
    in_sheet = f"sheet “{sheet.name}”" if sheet.name else ""
    if sheet.name and (sheet.remarks or any(row.filled for row in sheet.rows)):
        is_seen = sheet.remarks or any(row.filled and not row.is_hidden for row in sheet.rows)
        kind, level = (BlockKind.HEADING, 2) if is_seen and not sheet.is_hidden else (BlockKind.FURNITURE, 0)
        writer.add(Place(PlaceKind.SHEET, in_sheet), sheet.name, kind, level)
    unseen: list[tuple[Place, str]] = []
    for run in (table for rows in _runs(sheet.rows) for table in stacked_tables(rows)):
        table = read_table(run, first_row_names)
        for row in run:
            place = Place(PlaceKind.SHEET, f"{in_sheet}, row {row.number}" if in_sheet else f"row {row.number}")
            is_named = table.is_named(row)
            seen, covered = _parted(row, sheet.hidden_columns)
            if row.is_hidden or sheet.is_hidden:
                unseen.append((place, _words(row, table, is_named)))
                continue
            for words, kind in _pieces(seen, table, is_named):
                writer.add(place, words, kind)
            if covered.filled:
                unseen.append((place, _words(covered, table, is_named)))
    for remark in sheet.remarks:
        where = f"{in_sheet}, {remark.where}" if in_sheet else remark.where
        kind = BlockKind.FURNITURE if sheet.is_hidden else BlockKind.PARAGRAPH
        writer.add(Place(PlaceKind.SHEET, where), remark.words, kind)
    for place, words in unseen:
        writer.add(place, words, BlockKind.FURNITURE)


def _runs(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows without an empty one between them."""
    run: list[Row] = []
    for row in rows:
        if not row.filled:
            continue
        if run and row.number > run[-1].number + 1:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _parted(row: Row, hidden_columns: frozenset[int]) -> tuple[Row, Row]:
    """What is seen of a row, and what stands in hidden columns."""
    if not hidden_columns:
        return row, replace(row, cells=())
    seen = tuple("" if column in hidden_columns else cell for column, cell in enumerate(row.cells))
    covered = tuple(cell if column in hidden_columns else "" for column, cell in enumerate(row.cells))
    return replace(row, cells=seen), replace(row, cells=covered)


def _pieces(row: Row, table: Table, is_named: bool) -> Iterator[tuple[str, BlockKind]]:
    """A row as one piece; texts in its cells, and what stands alone, are paragraphs."""
    filled = row.filled
    if len(filled) == 1 and not (is_named and filled[0] > 0):
        yield row.cells[filled[0]], BlockKind.PARAGRAPH
    elif any(len(row.cells[column]) > _MAX_CELL_CHARS for column in filled):
        for column in filled:
            yield _cell(row.cells[column], table.label(column) if is_named else ""), BlockKind.PARAGRAPH
    else:
        yield _words(row, table, is_named), BlockKind.ROW


def _words(row: Row, table: Table, is_named: bool) -> str:
    cells = (_cell(squeeze(row.cells[column]), table.label(column) if is_named else "") for column in row.filled)
    return " | ".join(cells)


def _cell(words: str, label: str) -> str:
    return f"{label}: {words}" if label else words


def _hidden(sheets: Iterable[Sheet]) -> Iterator[Notice]:
    for sheet in sheets:
        rows = sum(row.is_hidden for row in sheet.rows if row.filled)
        used = {column for row in sheet.rows for column in row.filled} if sheet.hidden_columns else set()
        columns = len(used & sheet.hidden_columns)
        if sheet.is_hidden:
            yield Notice(NoticeCode.HIDDEN, f"The sheet “{sheet.name}” is hidden and is not quoted.")
        elif rows or columns:
            counted = ((rows, "row"), (columns, "column"))
            parts = " and ".join(f"{count} {what}{'s' * (count > 1)}" for count, what in counted if count)
            of_sheet = f" of the sheet “{sheet.name}”" if sheet.name else ""
            many = "are" if rows + columns > 1 else "is"
            yield Notice(NoticeCode.HIDDEN, f"{parts}{of_sheet} {many} hidden and not quoted.")


def _cut(writer: _Writer) -> Iterator[Notice]:
    if writer.is_cut:
        yield Notice(NoticeCode.CUT, f"Only the first {_MAX_CHARS:,} characters were read.")
