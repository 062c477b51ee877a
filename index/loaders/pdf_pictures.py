"""Tells what of a PDF page is a picture: pages of paper under a few drawn words, and pictures among the text.

A scanner's program, a fax or a law firm draws words of its own over the picture of a page: a stamp, a line on top, a
number at the foot. Such a page has text, and yet nearly everything that a person reads on it is a picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from index.loaders.pdf_glyphs import shown_box
from index.loaders.pdf_lines import PageLine

_MAX_STAMP_CHARS = 200
_MIN_COVER = 0.6  # of the page
_LARGE = 0.04  # of the page: a smaller picture is a logo or an ornament
_BACKGROUND = 0.9
_PIXELS = 900  # along the longer side: letters of ten points are still apart
_INK, _PAPER = 110, 165  # of 255 shades of grey, ink is darker and paper lighter
_MIN_PAPER = 0.6  # of all pixels; a photograph has less
_MIN_CHANGES = 24  # from paper to ink along one row of pixels: some twelve strokes
_MIN_ROWS = 0.06  # of all rows of pixels
_SHADES = bytes(0 if shade < _INK else 1 if shade > _PAPER else 2 for shade in range(256))
"""By the shade of a pixel: 0 for ink, 1 for paper, 2 for what lies between them."""


def is_stamped_scan(page: pdfium.PdfPage, lines: Sequence[PageLine]) -> bool:
    """Whether a page with few words in ``lines`` is the picture of a page with more of them."""
    if sum(len(line.text) for line in lines) > _MAX_STAMP_CHARS:
        return False
    if sum(_shares(page, pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM)) < _MIN_COVER:
        return False
    return _written_rows(page, lines) >= _MIN_ROWS


def large_pictures(page: pdfium.PdfPage) -> int:
    """How many pictures on a page are so large that they may say something; its background is none."""
    return sum(_LARGE <= share < _BACKGROUND for share in _shares(page, pdfium_c.FPDF_PAGEOBJ_IMAGE))


def _shares(page: pdfium.PdfPage, *kinds: int) -> Iterator[float]:
    """The share of the page, 0 to 1, that each object of these kinds takes up."""
    width, height = page.get_size()
    for drawn in page.get_objects(filter=list(kinds), max_depth=1):
        left, bottom, right, top = shown_box(page, drawn.get_bounds())
        across = min(right, width) - max(left, 0.0)
        up = min(top, height) - max(bottom, 0.0)
        if across > 0 and up > 0:
            yield across * up / (width * height)


def _written_rows(page: pdfium.PdfPage, lines: Sequence[PageLine]) -> float:
    """The share of the rows of pixels, 0 to 1, on which ink and paper change as they do in writing, ``lines`` apart."""
    width, height = page.get_size()
    scale = _PIXELS / max(width, height)
    picture = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    try:
        pixels, stride, columns, rows = bytes(picture.buffer), picture.stride, picture.width, picture.height
    finally:
        picture.close()
    drawn = {
        row
        for line in lines
        for row in range(
            int((height - line.baseline - line.size) * scale), int((height - line.baseline + line.size / 2) * scale) + 1
        )
    }
    shades = pixels.translate(_SHADES)
    if shades.count(1) < _MIN_PAPER * len(shades):
        return 0.0
    starts = (row * stride for row in range(rows) if row not in drawn)
    written = sum(_changes(shades[start : start + columns]) >= _MIN_CHANGES for start in starts)
    return float(written / max(1, rows))


def _changes(row: bytes) -> int:
    """How often a row of ``_SHADES`` goes from paper to ink or back; what lies between both counts for neither."""
    plain = row.replace(b"\x02", b"")
    return plain.count(b"\x00\x01") + plain.count(b"\x01\x00")
