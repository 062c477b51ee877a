"""What pdfium knows of the glyphs on a PDF page: where they stand, how large and how bold they are."""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_BOLD_WEIGHT = 600
_MAX_NAME = 100
_NEARLY_WHITE, _NEARLY_CLEAR = 235, 25  # of 255
_OPTIONAL = "OC\0".encode("utf-16-le")
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi|CMBX", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GlyphStyle:
    """How a glyph is drawn: font size in points as shown, whether it stands upright, the name of its font.

    It is ``bold`` by the weight of its font or, where the file states none, by the name. It is ``inkless`` when nothing
    is drawn, and ``faint`` then too, or when it is nearly white or clear or on a layer that may be switched off.
    """

    size: float
    upright: bool
    bold: bool
    faint: bool
    inkless: bool
    font: bytes


class Glyphs:
    """What pdfium knows of the glyph behind each character of a page's text, on the page as it is shown."""

    def __init__(self, text_page: pdfium.PdfTextPage, text: str, page: pdfium.PdfPage) -> None:
        self.text = text
        """The text of the page, to whose characters ``position`` refers."""
        self._page = text_page.raw
        self._box = pdfium_c.FS_RECTF()
        self._degrees = page.get_rotation()
        self._width, self._height = page.get_size()
        self._styles: dict[int, GlyphStyle] = {}
        # Characters without a meaning in Unicode are left out of the text, which shifts the counts.
        self._is_shifted = len(text) != text_page.count_chars()

    def _index(self, position: int) -> int:
        if not self._is_shifted:
            return position
        return max(0, int(pdfium_c.FPDFText_GetCharIndexFromTextIndex(self._page, position)))

    def box(self, position: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of what it takes up in its line, in the page's own space, before it is turned."""
        box = self._box
        pdfium_c.FPDFText_GetLooseCharBox(self._page, self._index(position), box)
        return box.left, box.bottom, box.right, box.top

    def span(self, first: int, last: int) -> tuple[float, float, float, float]:
        """The box around two glyphs of a line, in the page's own space."""
        one, other = self.box(first), self.box(last)
        return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])

    def drawn(self, position: int) -> int:
        """The address of the object that draws it, 0 if that is not known."""
        drawn = pdfium_c.FPDFText_GetTextObject(self._page, self._index(position))
        return ctypes.addressof(drawn.contents) if drawn else 0

    def edges(self, position: int) -> tuple[float, float]:
        """Its left and right edge."""
        left, bottom, right, top = self.box(position)
        if not self._degrees:
            return left, right
        first, _, last, _ = _turned((left, bottom, right, top), self._degrees, self._width, self._height)
        return first, last

    def origin(self, position: int) -> tuple[float, float]:
        """Where the pen stands when it begins: its left without what leans out of it, and the height of its line."""
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium_c.FPDFText_GetCharOrigin(self._page, self._index(position), x, y)
        across, up = float(x.value), float(y.value)
        shown = _turned((across, up, across, up), self._degrees, self._width, self._height)
        return shown[0], shown[1]

    def is_made_up(self, position: int) -> bool:
        """Whether the file does not hold it: pdfium writes a space where it finds a gap."""
        return bool(pdfium_c.FPDFText_IsGenerated(self._page, self._index(position)) == 1)

    def is_unknown(self, position: int) -> bool:
        """Whether its font does not say which letter it draws, so that what is given for it is a guess."""
        return bool(pdfium_c.FPDFText_HasUnicodeMapError(self._page, self._index(position)) == 1)

    def style(self, position: int) -> GlyphStyle:
        """How it is drawn, as are all glyphs that the file draws in one go."""
        index = self._index(position)
        drawn = pdfium_c.FPDFText_GetTextObject(self._page, index)
        if not drawn:
            return self._style(index, drawn)
        address = ctypes.addressof(drawn.contents)
        if address not in self._styles:
            self._styles[address] = self._style(index, drawn)
        return self._styles[address]

    def _style(self, index: int, drawn: pdfium_c.FPDF_PAGEOBJECT) -> GlyphStyle:
        size, is_upright = self._font(index)
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(drawn) if drawn else pdfium_c.FPDF_TEXTRENDERMODE_FILL
        inkless = mode in (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
        faint = inkless or (mode == pdfium_c.FPDF_TEXTRENDERMODE_FILL and self._is_pale(index)) or _is_on_layer(drawn)
        name = ctypes.create_string_buffer(_MAX_NAME)
        pdfium_c.FPDFText_GetFontInfo(self._page, index, name, len(name), None)
        weight = pdfium_c.FPDFText_GetFontWeight(self._page, index)
        bold = weight >= _BOLD_WEIGHT or _BOLD_NAME.search(name.value) is not None
        return GlyphStyle(size, is_upright, bold, faint, inkless, name.value)

    def _font(self, index: int) -> tuple[float, bool]:
        """Font size as shown, since many files set size 1 and scale it, and whether the glyph stands upright."""
        size = float(pdfium_c.FPDFText_GetFontSize(self._page, index))
        matrix = pdfium_c.FS_MATRIX()
        if not pdfium_c.FPDFText_GetMatrix(self._page, index, matrix):
            return round(size, 1), True
        turned = math.degrees(math.atan2(matrix.b, matrix.a)) - self._degrees
        return round(size * math.hypot(matrix.c, matrix.d), 1), math.cos(math.radians(turned)) > 0.9

    def _is_pale(self, index: int) -> bool:
        """Whether it is drawn white or nearly so, or transparent."""
        red, green, blue, ink = (ctypes.c_uint() for _ in range(4))
        if not pdfium_c.FPDFText_GetFillColor(self._page, index, red, green, blue, ink):
            return False
        return min(red.value, green.value, blue.value) >= _NEARLY_WHITE or ink.value <= _NEARLY_CLEAR


def _is_on_layer(drawn: pdfium_c.FPDF_PAGEOBJECT) -> bool:
    """Whether an object belongs to optional content, which viewers show or not."""
    for number in range(max(0, pdfium_c.FPDFPageObj_CountMarks(drawn)) if drawn else 0):
        name, length = (ctypes.c_ushort * len(_OPTIONAL))(), ctypes.c_ulong()
        mark = pdfium_c.FPDFPageObj_GetMark(drawn, number)
        if pdfium_c.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length) and (
            bytes(name)[: length.value] == _OPTIONAL
        ):
            return True
    return False


def shown_box(page: pdfium.PdfPage, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Left, bottom, right and top on the page as it is shown, of a box in the page's own space."""
    return _turned(box, page.get_rotation(), *page.get_size())


def _turned(
    box: tuple[float, float, float, float], degrees: int, width: float, height: float
) -> tuple[float, float, float, float]:
    """A box on a page that is shown turned clockwise, as ``width`` × ``height``."""
    left, bottom, right, top = box
    if degrees == 90:
        return bottom, height - right, top, height - left
    if degrees == 180:
        return width - right, height - top, width - left, height - bottom
    if degrees == 270:
        return width - top, left, width - bottom, right
    return box
