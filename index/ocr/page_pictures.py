"""Draws the pages that are to be recognised, of PDF and picture files, in a size that the engine reads well."""

from __future__ import annotations

import numpy as np
import pypdfium2 as pdfium

from index.errors import UnreadableFileError
from index.loaders.image_frames import page_picture, page_points
from index.ocr.engine import Pixels

_LONG_SIDE_PX = 1700  # a sheet of A4 at 145 dots an inch; more takes longer and found no more words on our scans
_LARGEST_SCALE = 300 / 72  # a small piece of paper is not blown up beyond 300 dots an inch


def drawn_page(content: bytes, page: int) -> tuple[Pixels, float, float]:
    """A page (from 1) as it is shown, with its width and height in points.

    Raises:
        UnreadableFileError: the file or the page is damaged or too large.
    """
    if b"%PDF-" in content[:1024]:
        return _page_of_pdf(content, page)
    picture = page_picture(content, page, _LONG_SIDE_PX)
    return np.ascontiguousarray(np.asarray(picture, dtype=np.uint8)[:, :, ::-1]), *page_points(picture)


def _page_of_pdf(content: bytes, number: int) -> tuple[Pixels, float, float]:
    try:
        document = pdfium.PdfDocument(content)
        try:
            page = document[number - 1]
            width, height = page.get_size()
            scale = min(_LONG_SIDE_PX / max(width, height, 1.0), _LARGEST_SCALE)
            drawn = page.render(scale=scale, rev_byteorder=False).to_numpy()
            return np.ascontiguousarray(_in_colours(drawn)), width, height
        finally:
            document.close()
    except pdfium.PdfiumError as exc:
        raise UnreadableFileError("The page is damaged and cannot be drawn.") from exc


def _in_colours(drawn: Pixels) -> Pixels:
    """A drawn page in blue, green and red, whatever it was drawn in."""
    flat = drawn if drawn.ndim == 2 else drawn[:, :, 0] if drawn.shape[2] == 1 else None
    return np.stack([flat] * 3, axis=2) if flat is not None else drawn[:, :, :3]
