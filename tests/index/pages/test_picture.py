"""A page as a picture."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from PIL import Image

from index.pages.picture import draw_page
from tests.index.makers import Words, make_pdf


def drawn(content: bytes, long_side_px: int) -> Image.Image:
    document = pdfium.PdfDocument(content)
    try:
        return Image.open(io.BytesIO(draw_page(document[0], long_side_px)))
    finally:
        document.close()


def test_the_longer_side_has_the_size_that_was_asked_for() -> None:
    content = make_pdf([[Words("The rent is due.", 0, 700)]])
    assert drawn(content, 400).size == (300, 400)
    assert drawn(make_pdf([[Words("The rent is due.")]], rotate=90), 400).size == (400, 300)


@pytest.mark.parametrize("crop", [(0, 0, 600, 1), (0, 0, 1, 800)])
def test_a_page_of_odd_shape_stays_small(crop: tuple[int, int, int, int]) -> None:
    assert max(drawn(make_pdf([[Words("x")]], crop=crop), 400).size) == 400


def test_words_are_dark_upon_white() -> None:
    picture = drawn(make_pdf([[Words("The rent is due.", 0, 700)]]), 400).convert("L")
    assert picture.getpixel((200, 300)) == 255
    darkest, _ = picture.crop((0, 40, 60, 52)).getextrema()
    assert isinstance(darkest, int) and darkest < 100
