"""Draws a page of a PDF as a picture of bounded size."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

LONG_SIDE_PX = 1400
_COMPRESSION = 4  # of 9: a page of text takes half the time of the usual 6 and a tenth more bytes


def draw_page(page: pdfium.PdfPage, long_side_px: int = LONG_SIDE_PX) -> bytes:
    """The page as a PNG file, as it is shown: cropped, turned, upon white.

    Its longer side has ``long_side_px``, however large the page says it is.

    Raises:
        pypdfium2.PdfiumError: the page cannot be drawn.
    """
    scale = long_side_px / max(*page.get_size(), 1.0)
    bitmap = page.render(scale=scale, force_bitmap_format=pdfium_c.FPDFBitmap_BGR)
    try:
        size = bitmap.width, bitmap.height
        picture = Image.frombuffer("RGB", size, bitmap.buffer, "raw", "BGR", bitmap.stride, 1)
        return as_png(picture)
    finally:
        bitmap.close()


def as_png(picture: Image.Image) -> bytes:
    """A picture as a PNG file."""
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=_COMPRESSION)
    return out.getvalue()
