"""Reads one page of a PDF: its lines, those that nobody can see, and those whose letters are not known."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import pypdfium2 as pdfium

from index.loaders.garbled import is_without_meaning
from index.loaders.pdf_fields import with_fields
from index.loaders.pdf_lines import PageLine, line_pieces, whole_lines
from index.loaders.pdf_visibility import hidden_lines

_MAX_UNKNOWN = 0.3  # of the characters of a line that is still read
_MIN_KNOWN = 0.5  # of the characters of a page that is read at all


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What is known of the text of one page.

    Attributes:
        lines: in the order in which the file draws them, with what was filled in; the hidden ones at the end.
        hidden: those of the lines that nobody can see.
        left_out: how many lines were left out, because it is not known which letters they show.
        is_garbled: whether they are so many that nothing of the page was read.
        is_overlaid: whether the words are not drawn but lie over a picture of them, as OCR puts them there.
    """

    lines: tuple[PageLine, ...]
    hidden: frozenset[PageLine] = frozenset()
    left_out: int = 0
    is_garbled: bool = False
    is_overlaid: bool = False


def read_page(page: pdfium.PdfPage, number: int, whole_words: set[str]) -> ReadPage:
    """Read page ``number`` (from 1); for ``whole_words`` see ``WordFinder``.

    Raises:
        pypdfium2.PdfiumError: the page is damaged.
    """
    pieces = line_pieces(page, number, whole_words)
    meaningless = _fonts_without_meaning(pieces)
    known = [piece for piece in pieces if piece.unknown <= _MAX_UNKNOWN and piece.font not in meaningless]
    if _characters(known) < _MIN_KNOWN * _characters(pieces):
        return ReadPage((), left_out=len(pieces), is_garbled=True)
    hidden = hidden_lines(page, known)
    seen = [piece for piece in known if piece not in hidden]
    inkless = [piece for piece in seen if piece.inkless]
    lines = with_fields(page, number, whole_lines(seen))
    return ReadPage(
        lines=(*lines, *(piece for piece in known if piece in hidden)),
        hidden=frozenset(hidden),
        left_out=len(pieces) - len(known),
        is_overlaid=2 * _characters(inkless) > _characters(seen),
    )


def _fonts_without_meaning(pieces: list[PageLine]) -> set[bytes]:
    """The fonts whose lines on a page, taken together, mean nothing."""
    words: defaultdict[bytes, list[str]] = defaultdict(list)
    for piece in pieces:
        words[piece.font].append(piece.text)
    return {font for font, texts in words.items() if is_without_meaning(" ".join(texts))}


def _characters(lines: list[PageLine]) -> int:
    return sum(len(line.text) for line in lines)
