"""Puts recognised lines into the order in which a person reads them, as lines like those of a PDF page."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.loaders.decoding import canonical
from index.loaders.pdf_lines import Cell, PageLine, PlacedWord
from index.ocr.recognised import Area, RecognisedLine, RecognisedPage

_FONT_SIZE = 0.8  # of the height of a recognised line, which has some air above and below its letters
# Shares of what is usual on the page. A line's height depends on whether letters reach up and down; its width a letter
# is steadier, so both must speak for larger or smaller type.
_LARGER_HEIGHT, _LARGER_WIDTH = 1.15, 1.4
_SMALLER_HEIGHT, _SMALLER_WIDTH = 0.75, 0.85
_CAPITALS = 1.3  # times as wide as small letters
_CELL_GAP = 1.5  # in font sizes: a wider gap parts two cells
_ON_ONE_LINE = 0.5  # of the lower one's height that the middles of two pieces may be apart
_MIN_LINES = 4  # in a column
_MIN_WORDS = 3  # in the middle one of a column's lines; the cells of a table have fewer
_MAX_ACROSS = 0.2  # of the lines that may run across the gap between two columns
_GUTTERS = [step / 100 for step in range(20, 81)]
_INVISIBLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A recognised line on the upright page, in points from the upper left corner, with skew taken out.

    ``words`` are the positions of its words among all of the page, with their offsets and lengths in ``text``.
    """

    text: str
    words: tuple[PlacedWord, ...]
    left: float
    right: float
    middle: float
    height: float


@dataclass(frozen=True, slots=True)
class _Usual:
    """Height of the lines and width of a letter that most of a page's text has, in points."""

    height: float
    letter: float

    @staticmethod
    def of(pieces: Sequence[_Piece]) -> _Usual:
        weighted = [piece for piece in pieces for _ in range(1 + len(piece.text) // 10)]
        return _Usual(median(piece.height for piece in weighted), max(median(map(_letter, weighted)), 0.1))

    def times(self, row: Sequence[_Piece]) -> float:
        """How many times as large as usual the type of a row is; 1 unless that is plain."""
        longest = max(row, key=lambda piece: len(piece.text))
        tall, wide = longest.height / self.height, _letter(longest) / self.letter
        if tall >= _LARGER_HEIGHT and wide >= _LARGER_WIDTH:
            return math.sqrt(tall * wide)
        return tall if tall < _SMALLER_HEIGHT and wide < _SMALLER_WIDTH else 1.0


def _letter(piece: _Piece) -> float:
    return (piece.right - piece.left) / len(piece.text) / (_CAPITALS if piece.text.isupper() else 1.0)


def recognised_lines(page: RecognisedPage) -> list[PageLine]:
    """The lines of a recognised page, in reading order; the ``index`` of a placed word counts the page's words."""
    pieces = _pieces(page)
    if not pieces:
        return []
    usual = _Usual.of(pieces)
    height = page.width if page.turn in (90, 270) else page.height
    return [_page_line(row, page.page, height, usual) for row in _in_order(pieces, _columns(pieces))]


def page_words(page: RecognisedPage) -> list[Area]:
    """Where each word of the page stands, as the lines of ``recognised_lines`` count them."""
    return [word.area for line in page.lines for word in line.words]


def _pieces(page: RecognisedPage) -> list[_Piece]:
    """The lines that have visible words; words that stand askew together are set straight by their usual slope."""
    width, height = (page.height, page.width) if page.turn in (90, 270) else (page.width, page.height)
    slope = _slope(page, width, height)
    pieces, first = [], 0
    for line in page.lines:
        text, words = _placed(line, first)
        first += len(line.words)
        areas = [word.area.turned(page.turn) for word in line.words]
        if not text or not areas:
            continue
        left, right = min(area.left for area in areas) * width, max(area.right for area in areas) * width
        middle = sum(_middle(area, height) - slope * _center(area, width) for area in areas) / len(areas)
        tall = median((area.bottom - area.top) * height for area in areas)
        pieces.append(_Piece(text, words, left, right, middle, max(tall, 1.0)))
    return pieces


def _placed(line: RecognisedLine, first: int) -> tuple[str, tuple[PlacedWord, ...]]:
    """The text of a line as it is stored, and its words in it; ``first`` is the number of the first word."""
    text, placed = "", []
    position = 0
    for number, word in enumerate(line.words, first):
        words = " ".join(_INVISIBLE.sub(" ", canonical(word.text)).split())
        found = line.text.find(word.text, position)
        if not words:
            continue
        is_apart = found != position  # words of Chinese follow each other without a space
        position = found + len(word.text) if found >= 0 else position
        text += " " if text and is_apart else ""
        placed.append(PlacedWord(len(text), number, len(words)))
        text += words
    return text, tuple(placed)


def _slope(page: RecognisedPage, width: float, height: float) -> float:
    """How far lines sink on their way to the right, as a share of that way."""
    slopes = []
    for line in page.lines:
        if len(line.words) > 3:
            first, last = (line.words[at].area.turned(page.turn) for at in (0, -1))
            way = _center(last, width) - _center(first, width)
            if way > 0.2 * width:
                slopes.append((_middle(last, height) - _middle(first, height)) / way)
    return median(slopes) if slopes else 0.0


def _center(area: Area, width: float) -> float:
    return (area.left + area.right) / 2 * width


def _middle(area: Area, height: float) -> float:
    return (area.top + area.bottom) / 2 * height


@dataclass(frozen=True, slots=True)
class _Columns:
    """A part of the page that the gap at ``gutter`` parts in two, each of which may be parted again."""

    gutter: float
    left: _Columns | None
    right: _Columns | None


def _columns(pieces: Sequence[_Piece]) -> _Columns | None:
    """The columns of a page, found over its whole height: between two headlines there may be too few lines to tell."""
    gutter = _gutter(pieces)
    if gutter is None:
        return None
    left = [piece for piece in pieces if piece.right <= gutter]
    right = [piece for piece in pieces if piece.left >= gutter]
    return _Columns(gutter, _columns(left), _columns(right))


def _in_order(pieces: Sequence[_Piece], columns: _Columns | None) -> Iterator[list[_Piece]]:
    """Rows of pieces in reading order: column by column between the lines that run across the columns."""
    if columns is None:
        yield from _rows(pieces)
        return
    left: list[_Piece] = []
    right: list[_Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.middle):
        if piece.right <= columns.gutter:
            left.append(piece)
        elif piece.left >= columns.gutter:
            right.append(piece)
        else:
            yield from (*_in_order(left, columns.left), *_in_order(right, columns.right), [piece])
            left, right = [], []
    yield from (*_in_order(left, columns.left), *_in_order(right, columns.right))


def _gutter(pieces: Sequence[_Piece]) -> float | None:
    """The middle of the gap between two columns of prose, if there is one with few lines across it."""
    if len(pieces) < 2 * _MIN_LINES:
        return None
    start, end = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    places = [start + share * (end - start) for share in _GUTTERS]
    across = [sum(piece.left < place < piece.right for piece in pieces) for place in places]
    fewest = min(across)
    if fewest > _MAX_ACROSS * len(pieces):
        return None
    candidates = [place for place, count in zip(places, across, strict=True) if count == fewest]
    gutter = candidates[len(candidates) // 2]
    left = [piece for piece in pieces if piece.right <= gutter]
    right = [piece for piece in pieces if piece.left >= gutter]
    if not (_is_prose(left) and _is_prose(right)):
        return None
    beside = min(max(p.middle for p in left), max(p.middle for p in right)) - max(
        min(p.middle for p in left), min(p.middle for p in right)
    )
    return gutter if beside > 0 else None


def _is_prose(pieces: Sequence[_Piece]) -> bool:
    return len(pieces) >= _MIN_LINES and median(len(piece.text.split()) for piece in pieces) >= _MIN_WORDS


def _rows(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Pieces that stand side by side, from top to bottom, each row from left to right."""
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.middle):
        row = rows[-1] if rows else None
        if row is not None and all(_is_beside(one, piece) for one in row):
            row.append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _is_beside(one: _Piece, other: _Piece) -> bool:
    height = min(one.height, other.height)
    apart = one.left >= other.right - height or other.left >= one.right - height
    return apart and abs(one.middle - other.middle) < _ON_ONE_LINE * height


def _page_line(row: Sequence[_Piece], number: int, page_height: float, usual: _Usual) -> PageLine:
    size = float(max(1, round(_FONT_SIZE * usual.height * usual.times(row))))
    cells = [_cell(row[0])]
    for before, piece in pairwise(row):
        if piece.left - before.right > _CELL_GAP * size:
            cells.append(_cell(piece))
        else:
            cells[-1] = _joined(cells[-1], _cell(piece))
    middle = sum(piece.middle for piece in row) / len(row)
    return PageLine(cells=tuple(cells), page=number, baseline=page_height - middle - 0.3 * size, size=size)


def _cell(piece: _Piece) -> Cell:
    return Cell(piece.text, piece.left, piece.right, piece.words)


def _joined(one: Cell, other: Cell) -> Cell:
    start = len(one.text) + 1
    moved = (PlacedWord(start + word.offset, word.index, word.length) for word in other.words)
    return Cell(f"{one.text} {other.text}", one.left, other.right, (*one.words, *moved))
