"""Scans for the tests: pages of print drawn as pictures, and an engine that knows beforehand what stands on them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import pypdfium2 as pdfium
from PIL import Image

from index.ocr.recognised import Area, RecognisedLine, RecognisedPage, RecognisedWord
from tests.index.makers import Words, make_pdf

WIDTH, HEIGHT = 600.0, 800.0
Page = Sequence[Words]


def picture_of(page: Page, dots_an_inch: int = 144) -> Image.Image:
    """A page of print as a picture."""
    document = pdfium.PdfDocument(make_pdf([page]))
    picture: Image.Image = document[0].render(scale=dots_an_inch / 72).to_pil().convert("RGB")
    document.close()
    return picture


def image_file(pictures: Sequence[Image.Image], kind: str) -> bytes:
    """A picture file; only a TIFF, or a PDF, takes more than one."""
    out = io.BytesIO()
    more = {"save_all": True, "append_images": list(pictures[1:])} if len(pictures) > 1 else {}
    pictures[0].save(out, kind, **more)
    return out.getvalue()


def scanned_pdf(pages: Sequence[Page]) -> bytes:
    """A PDF whose pages are pictures of print."""
    return image_file([picture_of(page) for page in pages], "PDF")


def recognised(page: Page, number: int = 1, sureness: float = 0.99) -> RecognisedPage:
    """What an engine would say of a page: every letter half as wide as high."""
    return RecognisedPage(number, WIDTH, HEIGHT, tuple(_line(words, sureness) for words in page))


def _line(words: Words, sureness: float) -> RecognisedLine:
    parts, left, step = [], words.x, words.size / 2
    top, bottom = 1 - (words.y + 0.95 * words.size) / HEIGHT, 1 - (words.y - 0.3 * words.size) / HEIGHT
    for word in words.text.split():
        right = left + step * len(word)
        parts.append(RecognisedWord(word, Area(left / WIDTH, top, right / WIDTH, bottom)))
        left = right + step
    return RecognisedLine(words.text, sureness, tuple(parts))


class KnownPages:
    """An engine that knows its pages by number and keeps a list of those that it was asked for."""

    def __init__(self, pages: Mapping[int, RecognisedPage]) -> None:
        self._pages = pages
        self.asked: list[int] = []

    def recognise(self, content: bytes, page: int) -> RecognisedPage:
        self.asked.append(page)
        return self._pages.get(page) or RecognisedPage(page, WIDTH, HEIGHT)

    def close(self) -> None:
        """There is nothing to let go of."""
