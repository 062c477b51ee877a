"""The characters of a PDF page and where they stand, as pdfminer.six reads them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import MissingDataError
from index.pages.boxes import Box

if TYPE_CHECKING:
    from pdfminer.layout import LTChar, LTContainer
    from pdfminer.pdfpage import PDFPage


@dataclass(frozen=True, slots=True)
class PageCharacters:
    """Texts of glyphs with their middles on the page as it is shown, 0 to 1 from the upper left corner."""

    glyphs: tuple[tuple[str, float, float], ...]

    def all(self) -> str:
        """The letters and digits of the page, in the order in which they are drawn."""
        return compared("".join(text for text, _, _ in self.glyphs))

    def inside(self, boxes: Sequence[Box], wider: float = 0.0) -> str:
        """The letters and digits whose middle stands in a box, each made ``wider`` by that share of its height."""
        return compared("".join(text for text, x, y in self.glyphs if any(_holds(box, x, y, wider) for box in boxes)))


def compared(words: str) -> str:
    """The letters and digits of ``words``, ligatures and the like taken apart, which libraries spell differently.

    The stroke that stretches Arabic words is left out too.
    """
    return "".join(sign for sign in unicodedata.normalize("NFKC", words) if sign.isalnum() and sign != "\u0640")


def page_characters(file: Path, number: int) -> PageCharacters:
    """The characters of page ``number`` (from 1) of a PDF file.

    Raises:
        MissingDataError: pdfminer.six is not installed.
    """
    try:
        from pdfminer.converter import PDFPageAggregator
        from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
        from pdfminer.pdfpage import PDFPage
    except ImportError as exc:
        raise MissingDataError(
            "pdfminer.six is not installed. It comes with the tools for working on Quotewise, the extra named dev."
        ) from exc
    with file.open("rb") as stream:
        page = next(iter(PDFPage.get_pages(stream, pagenos={number - 1})))
        device = PDFPageAggregator(resources := PDFResourceManager(), laparams=None)
        PDFPageInterpreter(resources, device).process_page(page)
        left, bottom, right, top = _shown_part(page)
        found = []
        for glyph in _glyphs(device.get_result()):
            x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
            found.append((glyph.get_text(), (x - left) / (right - left), (top - y) / (top - bottom)))
        return PageCharacters(tuple(found))


def _holds(box: Box, x: float, y: float, wider: float) -> bool:
    margin = wider * (box.bottom - box.top)
    return box.left - margin <= x <= box.right + margin and box.top - margin <= y <= box.bottom + margin


def _glyphs(container: LTContainer) -> Iterator[LTChar]:  # type: ignore[type-arg]
    from pdfminer.layout import LTChar, LTContainer

    for item in container:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTContainer):
            yield from _glyphs(item)


def _shown_part(page: PDFPage) -> tuple[float, float, float, float]:
    """The crop box in the space in which pdfminer.six places its glyphs: turned, from a corner of the media box."""
    media_left, media_bottom, media_right, media_top = page.mediabox
    left, right = (min(max(value, media_left), media_right) for value in page.cropbox[::2])
    bottom, top = (min(max(value, media_bottom), media_top) for value in page.cropbox[1::2])
    if page.rotate == 90:
        return bottom - media_bottom, media_right - right, top - media_bottom, media_right - left
    if page.rotate == 180:
        return media_right - right, media_top - top, media_right - left, media_top - bottom
    if page.rotate == 270:
        return media_top - top, left - media_left, media_top - bottom, right - media_left
    return left - media_left, bottom - media_bottom, right - media_left, top - media_bottom
