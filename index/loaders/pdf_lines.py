"""Takes the lines of a PDF page from pdfium: their words, where they stand and how large they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, islice, pairwise

import pypdfium2 as pdfium

from index.loaders.pdf_covers import Covers
from index.loaders.pdf_glyphs import Glyphs, GlyphStyle
from index.loaders.pdf_words import WordFinder
from index.loaders.raised_signs import superscript

# pdfium writes U+FFFE for a hyphen at a line end and leaves the line end itself out.
_LINE_END = re.compile(r"\r\n?|\n|(?<=\ufffe)(?:\r\n)?")
_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\uffff\ud800-\udfff]")
_SYMBOL_BULLET = re.compile(r"^[\ue000-\uf8ff](?=\s|$)")  # Word's bullets are glyphs of a symbol font
_CELL_GAP = 1.5  # in font sizes: a wider gap parts two cells or columns
_WORD_GAP = 0.15  # in font sizes: a narrower gap is none
_LAST_DIGITS = re.compile(r"\d[+−-]?\d+$")
_POWER = re.compile(r"[+−-]?\d+")
_SMALL = 0.8  # of the size of the signs before it: how large a power is at most
_ABOVE = 0.15  # in font sizes: how far it stands above them at least
_RAISED = 0.6  # in font sizes: how far signs are raised or lowered within a line


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word of ``length`` characters at ``offset`` of its cell; in the page's text it begins at ``index``."""

    offset: int
    index: int
    length: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a line that stand close together, in points from the left edge of the page."""

    text: str
    left: float
    right: float
    words: tuple[PlacedWord, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class PageLine:
    """One line of a page, in points from the page's lower left corner as it is shown; ``size`` is its font's.

    Most lines have one cell; a row of a table has several. Two lines are never equal: each stands somewhere else.
    ``faint`` lines are hard to see, ``inkless`` ones drawn without ink, as recognised words over a scan are; over
    ``covered`` ones something else is drawn. Of the share ``unknown`` of its characters, 0 to 1, the font does not say
    which they are.
    """

    cells: tuple[Cell, ...]
    page: int
    baseline: float
    size: float
    bold: bool = False
    upright: bool = True
    faint: bool = False
    inkless: bool = False
    covered: bool = False
    unknown: float = 0.0
    font: bytes = b""

    @property
    def text(self) -> str:
        """Its words, cells parted by tabs."""
        return self.cells[0].text if len(self.cells) == 1 else "\t".join(cell.text for cell in self.cells)

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
    style: GlyphStyle
    is_unknown: bool
    is_covered: bool


def line_pieces(page: pdfium.PdfPage, number: int, whole_words: set[str]) -> list[PageLine]:
    """The lines of one page, in the order in which the file draws them; for ``whole_words`` see ``WordFinder``.

    Where words that are hard to see stand among others, a line is in pieces, for ``whole_lines`` to put together.
    """
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range()
        glyphs = Glyphs(text_page, text, page)
        finder = WordFinder(glyphs, whole_words)
        covers = Covers(page)
        words = (list(_words(glyphs, finder, covers, start, end)) for start, end in _line_ranges(text))
        alike = (list(run) for line in words for _, run in groupby(line, key=_visibility))
        return [_line(glyphs, run, number) for run in alike]
    finally:
        text_page.close()


def positions_of(text: str, word: PlacedWord) -> list[int]:
    """Where in the ``text`` of its page each character of a word stands, in order."""
    found = (at for at in range(word.index, len(text)) if not _NOT_TEXT.match(text[at]))
    return list(islice(found, word.length))


def _line_ranges(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _LINE_END.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _visibility(word: _Word) -> tuple[bool, bool]:
    return word.style.faint, word.is_covered


def _words(glyphs: Glyphs, finder: WordFinder, covers: Covers, start: int, end: int) -> Iterator[_Word]:
    """The words from ``start`` to ``end`` of the page's text."""
    for first, beyond in finder.words(start, end):
        visible = _NOT_TEXT.sub("", glyphs.text[first:beyond].replace("\ufffe", "-"))
        if visible:
            is_unknown = not visible.isascii() and glyphs.is_unknown(first)  # plain letters are mostly guessed right
            left, right = glyphs.edges(first)[0], glyphs.edges(beyond - 1)[1]
            is_covered = bool(covers) and covers.hide(glyphs.drawn(first), glyphs.span(first, beyond - 1))
            visible = _with_powers(glyphs, first, visible) if len(visible) == beyond - first else visible
            yield _Word(visible, first, left, right, glyphs.style(first), is_unknown, is_covered)


def _with_powers(glyphs: Glyphs, first: int, word: str) -> str:
    """A word with smaller digits that stand above those before them as powers; as long as before."""
    found = _LAST_DIGITS.search(word)
    if not found or glyphs.style(first + len(word) - 1).size >= _SMALL * glyphs.style(first).size:
        return word
    size, line = glyphs.style(first).size, glyphs.origin(first)[1]
    for at in range(found.start() + 1, len(word)):
        if glyphs.style(first + at).size < _SMALL * size and glyphs.origin(first + at)[1] > line + _ABOVE * size:
            return word[:at] + superscript(word[at:])
    return word


def _line(glyphs: Glyphs, words: Sequence[_Word], number: int) -> PageLine:
    """A line of at least one word."""
    longest = max(words, key=lambda word: len(word.text))
    fonts: Counter[tuple[float, bool]] = Counter()
    unknown = 0
    for word in words:
        fonts[word.style.size, word.style.upright] += len(word.text)
        unknown += len(word.text) * (word.is_unknown and word.text.isalnum())
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
        baseline=glyphs.origin(longest.index)[1],
        size=size,
        upright=upright,
        faint=longest.style.faint,
        inkless=longest.style.inkless,
        covered=longest.is_covered,
        bold=all(word.style.bold for word in (words[0], longest, words[-1])),
        unknown=unknown / sum(fonts.values()),
        font=longest.style.font,
    )


def _cell(words: Sequence[_Word]) -> Cell:
    text = _SYMBOL_BULLET.sub("•", " ".join(word.text for word in words))
    starts = accumulate((len(word.text) + 1 for word in words), initial=0)
    placed = (PlacedWord(start, word.index, len(word.text)) for start, word in zip(starts, words, strict=False))
    return Cell(text, min(word.left for word in words), max(word.right for word in words), tuple(placed))


def whole_lines(pieces: Iterable[PageLine]) -> list[PageLine]:
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


def _is_power(before: PageLine, piece: PageLine) -> bool:
    is_above = piece.baseline > before.baseline + _ABOVE * before.size and piece.size < _SMALL * before.size
    return is_above and before.cells[-1].text[-1:].isdigit() and _POWER.fullmatch(piece.cells[0].text) is not None


def _joined(before: PageLine, piece: PageLine) -> PageLine:
    larger = max(before, piece, key=lambda line: line.size)
    last, first = before.cells[-1], piece.cells[0]
    gap = first.left - last.right
    cells = (*before.cells, *piece.cells)
    if gap <= _CELL_GAP * larger.size:
        space = " " if gap > _WORD_GAP * larger.size else ""
        text = last.text + space
        if not space and _is_power(before, piece):
            first = replace(first, text=superscript(first.text))
        moved = (replace(word, offset=len(text) + word.offset) for word in first.words)
        joined = Cell(text + first.text, last.left, first.right, (*last.words, *moved))
        cells = (*before.cells[:-1], joined, *piece.cells[1:])
    return replace(larger, cells=cells, bold=before.bold and piece.bold, faint=before.faint and piece.faint)
