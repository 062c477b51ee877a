"""Tells which lines of a PDF page nobody can see: beside the page, or drawn so that they leave no mark on it."""

from __future__ import annotations

from collections.abc import Sequence

import pypdfium2 as pdfium

from index.loaders.pdf_lines import PageLine

_MAX_PIXELS = 1500  # along the longer side: enough to see whether there is anything
_LEAST_CONTRAST = 12  # of 255 shades of grey
_DEPTH, _HEIGHT = 0.2, 0.75  # of the font's size: how far letters reach below and above their line
_LEAST_POINTS = 1.0


def hidden_lines(page: pdfium.PdfPage, lines: Sequence[PageLine]) -> set[PageLine]:
    """The lines of a page that stand beside it, are covered, are too small to be seen, or are faint and leave no mark.

    White words on a dark ground and the recognised words over a scan do stand where something is seen.
    """
    left, bottom = _origin(page)
    width, height = page.get_size()
    beside = {
        line
        for line in lines
        if max(line.left, line.right) < left
        or min(line.left, line.right) > left + width
        or not bottom - line.size <= line.baseline <= bottom + height
    }
    small = {line for line in lines if line.size < _LEAST_POINTS}
    beside |= {line for line in lines if line.covered}
    hidden = beside | (small if len(small) < len(lines) else set())
    faint = [line for line in lines if line.faint and line not in hidden]
    if faint and width > 0 and height > 0:
        picture = _Picture(page, width, height)
        hidden |= {line for line in faint if not picture.shows_something(line, left, bottom)}
    return hidden


def _origin(page: pdfium.PdfPage) -> tuple[float, float]:
    """The lower left corner of what is shown, in the space of the page; the lines of a turned page begin at 0."""
    return (0.0, 0.0) if page.get_rotation() else tuple(page.get_bbox()[:2])


class _Picture:
    """A page as it is shown, in shades of grey."""

    def __init__(self, page: pdfium.PdfPage, width: float, height: float) -> None:
        self._scale = min(1.0, _MAX_PIXELS / max(width, height))
        self._height = height
        picture = page.render(scale=self._scale, grayscale=True, may_draw_forms=False)
        try:
            self._pixels = bytes(picture.buffer)
            self._stride, self._columns, self._rows = picture.stride, picture.width, picture.height
        finally:
            picture.close()

    def shows_something(self, line: PageLine, left: float, bottom: float) -> bool:
        """Whether what is seen where a line stands is not all of one shade."""
        rows = self._between(
            self._height - (line.baseline - bottom) - _HEIGHT * line.size,
            self._height - (line.baseline - bottom) + _DEPTH * line.size,
            self._rows,
        )
        # the edges of a line from right to left may be swapped
        first, last = sorted((line.left - left, line.right - left))
        columns = self._between(first, last, self._columns)
        seen = b"".join(
            self._pixels[row * self._stride + columns.start : row * self._stride + columns.stop] for row in rows
        )
        return bool(seen) and max(seen) - min(seen) >= _LEAST_CONTRAST

    def _between(self, first: float, last: float, most: int) -> range:
        """The pixels from ``first`` to ``last``, in points, that are on the picture."""
        return range(max(0, int(first * self._scale)), min(most, int(last * self._scale) + 1))
