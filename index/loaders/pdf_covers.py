"""Finds the words of a PDF page over which something opaque was drawn afterwards: black bars, and white ones."""

from __future__ import annotations

import ctypes

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_MAX_OBJECTS = 50_000  # a map, on which nobody blackens words
_CORNERS = (4, 5)  # segments of the path around a rectangle
_OPAQUE = 255
_MIN_WIDTH, _MIN_HEIGHT = 0.7, 0.6  # the share of a word that has to be covered

_Box = tuple[float, float, float, float]


class Covers:
    """The opaque rectangles of a page that are drawn after some of its words; boxes are left, bottom, right and top."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._order: dict[int, int] = {}
        self._covers: list[tuple[int, _Box]] = []
        count = pdfium_c.FPDFPage_CountObjects(page)
        for number in range(count if count <= _MAX_OBJECTS else 0):
            drawn = pdfium_c.FPDFPage_GetObject(page, number)
            kind = pdfium_c.FPDFPageObj_GetType(drawn)
            if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
                self._order[ctypes.addressof(drawn.contents)] = number
            elif kind == pdfium_c.FPDF_PAGEOBJ_PATH and self._order and _is_opaque_rectangle(drawn):
                self._covers.append((number, _bounds(drawn)))

    def __bool__(self) -> bool:
        return bool(self._covers)

    def hide(self, drawn: int, box: _Box) -> bool:
        """Whether a word that is drawn by the object at the address ``drawn`` is covered where it stands."""
        order = self._order.get(drawn)
        return order is not None and any(number > order and _hides(cover, box) for number, cover in self._covers)


def _is_opaque_rectangle(drawn: pdfium_c.FPDF_PAGEOBJECT) -> bool:
    if pdfium_c.FPDFPath_CountSegments(drawn) not in _CORNERS or pdfium_c.FPDFPageObj_HasTransparency(drawn):
        return False
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(drawn, mode, stroke)
    red, green, blue, ink = (ctypes.c_uint() for _ in range(4))
    is_known = pdfium_c.FPDFPageObj_GetFillColor(drawn, red, green, blue, ink)
    clips = pdfium_c.FPDFClipPath_CountPaths(pdfium_c.FPDFPageObj_GetClipPath(drawn))  # how much is seen is not known
    return mode.value != pdfium_c.FPDF_FILLMODE_NONE and bool(is_known) and ink.value == _OPAQUE and clips <= 0


def _bounds(drawn: pdfium_c.FPDF_PAGEOBJECT) -> _Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium_c.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _hides(cover: _Box, box: _Box) -> bool:
    width = min(cover[2], box[2]) - max(cover[0], box[0])
    height = min(cover[3], box[3]) - max(cover[1], box[1])
    return width >= _MIN_WIDTH * (box[2] - box[0]) and height >= _MIN_HEIGHT * (box[3] - box[1]) > 0
