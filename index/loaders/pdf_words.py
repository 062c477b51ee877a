"""Finds the words of a PDF page, also where the file has no spaces and pdfium overlooks a narrow gap.

Many programs write no spaces: they put each word at its place. pdfium then writes a space for every gap that it finds
wide enough, and one of a fifth of the font's size after a full stop or between short words often is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from index.loaders.pdf_glyphs import Glyphs

_VISIBLE = re.compile(r"[^\s\x00-\x1f]+")
_SPACE = re.compile(r" (?=\S)")
_SAMPLE = 60  # spaces of a page that tell whether the file has any
_MIN_MADE_UP = 0.3
_GAP = 0.13  # in font sizes: as wide as this between two letters stands for a space
_LEANS_OVER = 0.1  # in font sizes: so far an f reaches into the gap after it
# Scripts with spaces between words that run from left to right; not the dots of a table of contents.
_JOINT = re.compile(r"(?=[!-\u058f\u1e00-\u206f]{2})(?!([.·_-])\1)")


class WordFinder:
    """Finds the words of one page.

    Looking at the gaps is slow, so a word that was once found to be whole is taken for whole wherever it comes again:
    ``whole_words`` holds those of the document and grows.
    """

    def __init__(self, glyphs: Glyphs, whole_words: set[str]) -> None:
        self._glyphs = glyphs
        self._whole = whole_words
        spaces = [match.start() for match in islice(_SPACE.finditer(glyphs.text), _SAMPLE)]
        self._lacks_spaces = sum(map(glyphs.is_made_up, spaces)) > _MIN_MADE_UP * len(spaces)

    def words(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The words from ``start`` to ``end`` of the page's text, each with its first character and the one beyond."""
        for match in _VISIBLE.finditer(self._glyphs.text, start, end):
            if not self._lacks_spaces or match.group() in self._whole:
                yield match.span()
                continue
            cuts = self._gaps(*match.span())
            if not cuts:
                self._whole.add(match.group())
            yield from pairwise((match.start(), *cuts, match.end()))

    def _gaps(self, start: int, end: int) -> list[int]:
        """The characters before which a space is missing; wide tracking of all letters is none."""
        joints = [match.start() + 1 for match in _JOINT.finditer(self._glyphs.text, start, end)]
        size = self._glyphs.style(start).size
        gaps = [self._gap(joint, size) for joint in joints]
        least = _GAP * size + max(0.0, min(gaps, default=0.0))
        return [joint for joint, gap in zip(joints, gaps, strict=True) if gap > least]

    def _gap(self, joint: int, size: float) -> float:
        leaning = _LEANS_OVER * size if self._glyphs.text[joint - 1] == "f" else 0.0
        return self._glyphs.origin(joint)[0] - self._glyphs.edges(joint - 1)[1] + leaning
