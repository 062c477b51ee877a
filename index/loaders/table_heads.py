"""Finds the title, the head and the body in a run of spreadsheet rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.titles import squeeze

_NUMBER = re.compile(r"[^\w]*\d[\d\s.,:/%’'-]*(?:[^\w]*|[^\W\d]{1,3})")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ADDRESS = re.compile(r"\S@\S|://|www\.")
_MAX_HEAD_CHARS = 80
_MIN_COVERED = 0.6
_SAMPLE_ROWS = 50
_MAX_HEAD_ROWS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: ``number`` as its program shows it, from 1, and its cells as they are shown there.

    ``joined`` names the columns whose cell is one with the cell to its left, and repeats its words.
    """

    number: int
    cells: tuple[str, ...]
    is_hidden: bool = False
    is_bold: bool = False
    joined: frozenset[int] = frozenset()

    @property
    def filled(self) -> tuple[int, ...]:
        """The columns that hold words of their own."""
        return tuple(n for n, cell in enumerate(self.cells) if cell and n not in self.joined)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that belong together: lines above, rows of names, and the rows below; ``labels`` name the columns."""

    titles: tuple[Row, ...]
    heads: tuple[Row, ...]
    body: tuple[Row, ...]
    labels: tuple[str, ...]

    def is_named(self, row: Row) -> bool:
        """Whether the names of the columns are meant for this row."""
        return bool(self.heads) and row.number > self.heads[-1].number

    def label(self, column: int) -> str:
        """The name of a column, "" when it has none."""
        return self.labels[column] if column < len(self.labels) else ""


def read_table(rows: Sequence[Row], first_row_names: bool = False) -> Table:
    """The parts of a run of rows without an empty one between them.

    Args:
        rows: at least one.
        first_row_names: whether a first row of words is taken for names even in a table of two columns, as in files
            that programs export.
    """
    first = _first_wide(rows)
    count = _count_heads(rows[first:], first_row_names)
    heads = tuple(rows[first : first + count])
    return Table(tuple(rows[:first]), heads, tuple(rows[first + count :]), _labels(heads))


def stacked_tables(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """A run of rows cut where a further table begins without an empty row before it: a title, then names over amounts.

    >>> lines = ["Item Cost", "Rent 9", "Income", "From Sum", "Job 5"]
    >>> rows = [Row(number, tuple(line.split())) for number, line in enumerate(lines, 1)]
    >>> [len(table) for table in stacked_tables(rows)]
    [2, 3]
    """
    first = 0
    for number in range(2, len(rows) - 2):
        if len(rows[number].filled) == 1 and _are_names_between(*rows[number - 1 : number + 3]):
            yield rows[first:number]
            first = number
    yield rows[first:]


def _are_names_between(above: Row, _: Row, names: Row, below: Row) -> bool:
    """Whether a row of words stands in a column of amounts, with amounts below it again."""
    shared = min(len(above.cells), len(names.cells), len(below.cells))
    return _may_name(names, is_first=True) and any(
        is_number(above.cells[column]) and not is_number(names.cells[column]) and is_number(below.cells[column])
        for column in names.filled
        if column < shared
    )


def is_number(cell: str) -> bool:
    """Whether a cell shows an amount, a date, a time or the like rather than words."""
    return _NUMBER.fullmatch(cell) is not None


def _first_wide(rows: Sequence[Row]) -> int:
    """How many lines of a single cell stand above the first row of several."""
    return next((number for number, row in enumerate(rows) if len(row.filled) > 1), len(rows))


def _count_heads(rows: Sequence[Row], first_row_names: bool) -> int:
    """How many rows name the columns: more than one only where names above are joined over several below."""
    count = 0
    while count < min(_MAX_HEAD_ROWS, len(rows) - 1) and _may_name(rows[count], is_first=count == 0):
        count += 1
        if not rows[count - 1].joined:
            break
    heads, body = rows[:count], rows[count : count + _SAMPLE_ROWS]
    covered, columns = _covered(heads, body)
    if not count or covered < _MIN_COVERED:
        return 0
    stands_out = heads[0].is_bold and not body[0].is_bold
    is_table = columns > 2 and covered == 1
    return count if stands_out or is_table or first_row_names or _differs(heads[-1], body) else 0


def _may_name(row: Row, is_first: bool) -> bool:
    """Whether the cells of a row could name columns: short, different from each other, words or years."""
    words = [row.cells[column] for column in row.filled]
    if len(words) < 2 or (is_first and len({word.casefold() for word in words}) < len(words)):
        return False
    named = [word for word in words if not is_number(word)]
    years = [word for word in words if _YEAR.fullmatch(word)]
    is_short = all(len(word) <= _MAX_HEAD_CHARS and not _ADDRESS.search(word) for word in words)
    return is_short and bool(named) and len(named) + len(years) == len(words)


def _covered(heads: Sequence[Row], body: Sequence[Row]) -> tuple[float, int]:
    """The share of the columns filled below that have a name, 0 to 1, and how many columns are filled."""
    named = {column for row in heads for column, cell in enumerate(row.cells) if cell}
    used = {column for row in body for column in row.filled}
    return (len(used & named) / len(used) if used else 0.0), len(used)


def _differs(head: Row, body: Sequence[Row]) -> bool:
    """Whether a column with a word on top holds mostly amounts below."""
    for column in head.filled:
        below = [row.cells[column] for row in body if column < len(row.cells) and row.cells[column]]
        amounts = sum(map(is_number, below))
        if below and not is_number(head.cells[column]) and amounts * 2 > len(below):
            return True
    return False


def _labels(heads: Sequence[Row]) -> tuple[str, ...]:
    width = max((len(row.cells) for row in heads), default=0)
    above = [[squeeze(row.cells[column]) for row in heads if column < len(row.cells)] for column in range(width)]
    return tuple(" ".join(filter(None, dict.fromkeys(words))).rstrip(": ") for words in above)
