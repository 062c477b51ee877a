"""Takes the lines of a PDF page from pdfium: their words, where they stand and how large they are."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

# pdfium writes U+FFFE for a hyphen at a line end and leaves the line end itself out.
_LINE_END = re.compile(r"\r\n?|\n|(?<=\ufffe)(?:\r\n)?")
_VISIBLE = re.compile(r"[^\s\x00-\x1f]+")
_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\uffff\ud800-\udfff]")
_SYMBOL_BULLET = re.compile(r"^[\ue000-\uf8ff](?=\s|$)")  # Word's bullets are glyphs of a symbol font
_CELL_GAP = 1.5  # in font sizes: a wider gap parts two cells or columns
_WORD_GAP = 0.15  # in font sizes: a narrower gap is none
_RAISED = 0.6  # in font sizes: how far signs are raised or lowered within a line
_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi|CMBX", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a line that stand close together, in points from the left edge of the page."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True, eq=False)
class PageLine:
    """One line of a page, in points from the page's lower left corner as it is shown; ``size`` is its font's.

    Most lines have one cell; a row of a table has several. Two lines are never equal: each stands somewhere else.
    """

    cells: tuple[Cell, ...]
    page: int
    baseline: float
    size: float
    bold: bool = False
    upright: bool = True

    @property
    def text(self) -> str:
        """Its words, cells parted by tabs."""
        return "\t".join(cell.text for cell in self.cells)

    @property
    def left(self) -> float:
        """Its left edge."""
        return min(cell.left for cell in self.cells)

    @property
    def right(self) -> float:
        """Its right edge."""
        return max(cell.right for cell in self.cells)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    index: int
    left: float
    right: float


def page_lines(page: pdfium.PdfPage, number: int) -> list[PageLine]:
    """The lines of one page, in the order in which the file draws them."""
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range()
        glyphs = _Glyphs(text_page, text, page)
        found = (_line(glyphs, text, start, end, number) for start, end in _line_ranges(text))
        return _whole_lines(line for line in found if line is not None)
    finally:
        text_page.close()


class _Glyphs:
    """What pdfium knows of the glyph behind each character of a page's text, on the page as it is shown."""

    def __init__(self, text_page: pdfium.PdfTextPage, text: str, page: pdfium.PdfPage) -> None:
        self._page = text_page
        self._degrees = page.get_rotation()
        self._width, self._height = page.get_size()
        # Characters without a meaning in Unicode are left out of the text, which shifts the counts.
        self._is_shifted = len(text) != text_page.count_chars()

    def _index(self, position: int) -> int:
        if not self._is_shifted:
            return position
        return max(0, int(pdfium_c.FPDFText_GetCharIndexFromTextIndex(self._page, position)))

    def edges(self, position: int) -> tuple[float, float]:
        """Its left and right edge."""
        box = pdfium_c.FS_RECTF()
        pdfium_c.FPDFText_GetLooseCharBox(self._page, self._index(position), box)
        return {
            90: (box.bottom, box.top),
            180: (self._width - box.right, self._width - box.left),
            270: (self._width - box.top, self._width - box.bottom),
        }.get(self._degrees, (box.left, box.right))

    def baseline(self, position: int) -> float:
        """The height of the line that it stands on."""
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium_c.FPDFText_GetCharOrigin(self._page, self._index(position), x, y)
        x_shown, y_shown = float(x.value), float(y.value)
        shown = {90: self._height - x_shown, 180: self._height - y_shown, 270: x_shown}
        return float(shown.get(self._degrees, y_shown))

    def font(self, position: int) -> tuple[float, bool]:
        """Font size as shown, since many files set size 1 and scale it, and whether the glyph stands upright."""
        index = self._index(position)
        size = float(pdfium_c.FPDFText_GetFontSize(self._page, index))
        matrix = pdfium_c.FS_MATRIX()
        if not pdfium_c.FPDFText_GetMatrix(self._page, index, matrix):
            return round(size, 1), True
        turned = math.degrees(math.atan2(matrix.b, matrix.a)) - self._degrees
        return round(size * math.hypot(matrix.c, matrix.d), 1), math.cos(math.radians(turned)) > 0.9

    def is_bold(self, position: int) -> bool:
        """Whether its font is a bold one, by its weight or, where the file states none, by its name."""
        index = self._index(position)
        if pdfium_c.FPDFText_GetFontWeight(self._page, index) >= _BOLD_WEIGHT:
            return True
        name = ctypes.create_string_buffer(100)
        pdfium_c.FPDFText_GetFontInfo(self._page, index, name, len(name), None)
        return _BOLD_NAME.search(name.value) is not None


def _line_ranges(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _LINE_END.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _line(glyphs: _Glyphs, text: str, start: int, end: int, number: int) -> PageLine | None:
    """The line at ``text[start:end]``, or None when nothing of it can be seen."""
    words = []
    for match in _VISIBLE.finditer(text, start, end):
        visible = _NOT_TEXT.sub("", match.group().replace("\ufffe", "-"))
        if visible:
            words.append(
                _Word(visible, match.start(), glyphs.edges(match.start())[0], glyphs.edges(match.end() - 1)[1])
            )
    if not words:
        return None
    longest = max(words, key=lambda word: len(word.text))
    fonts: Counter[tuple[float, bool]] = Counter()
    for word in words:
        fonts[glyphs.font(word.index)] += len(word.text)
    size, upright = fonts.most_common(1)[0][0]
    cells = [[words[0]]]
    for before, word in pairwise(words):
        if size > 0 and word.left - before.right > _CELL_GAP * size:
            cells.append([word])
        else:
            cells[-1].append(word)
    return PageLine(
        cells=tuple(_cell(cell) for cell in cells),
        page=number,
        baseline=glyphs.baseline(longest.index),
        size=size,
        upright=upright,
        bold=all(glyphs.is_bold(word.index) for word in (words[0], longest, words[-1])),
    )


def _cell(words: Sequence[_Word]) -> Cell:
    text = _SYMBOL_BULLET.sub("•", " ".join(word.text for word in words))
    return Cell(text, min(word.left for word in words), max(word.right for word in words))


def _whole_lines(pieces: Iterable[PageLine]) -> list[PageLine]:
    """Puts together what pdfium parts at raised and lowered signs: pieces that follow each other on one line."""
    lines: list[PageLine] = []
    for piece in pieces:
        before = lines[-1] if lines else None
        if before is not None and _is_beside(before, piece):
            lines[-1] = _joined(before, piece)
        else:
            lines.append(piece)
    return lines


def _is_beside(before: PageLine, piece: PageLine) -> bool:
    size = max(before.size, piece.size)
    return (
        before.upright
        and piece.upright
        and abs(before.baseline - piece.baseline) < _RAISED * size
        and piece.left > before.right - 0.5 * size
    )


def _joined(before: PageLine, piece: PageLine) -> PageLine:
    larger = max(before, piece, key=lambda line: line.size)
    last, first = before.cells[-1], piece.cells[0]
    gap = first.left - last.right
    cells = (*before.cells, *piece.cells)
    if gap <= _CELL_GAP * larger.size:
        space = " " if gap > _WORD_GAP * larger.size else ""
        joined = Cell(last.text + space + first.text, last.left, first.right)
        cells = (*before.cells[:-1], joined, *piece.cells[1:])
    return replace(larger, cells=cells, bold=before.bold and piece.bold)
