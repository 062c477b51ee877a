"""What stands on a PDF page without being part of its text: values of form fields, marked boxes, typed-on words, notes.

pdfium gives field values only for documents whose forms were initialised before the page was taken.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from index.loaders.pdf_glyphs import shown_box
from index.loaders.pdf_lines import Cell, PageLine

_USUAL_SIZE = 10.0  # points, on a page without any words
_NEAR = 1.5  # in font sizes: a field as near to words as this belongs to them
_NOTE_SIZE = 0.8  # of the page's usual size, so that no paragraph goes on in a note
_HIDDEN = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW
_PASSWORD = 1 << 13
_CHOICES = (pdfium_c.FPDF_FORMFIELD_COMBOBOX, pdfium_c.FPDF_FORMFIELD_LISTBOX)
_MARKS = (pdfium_c.FPDF_FORMFIELD_CHECKBOX, pdfium_c.FPDF_FORMFIELD_RADIOBUTTON)
_NOTES = (
    pdfium_c.FPDF_ANNOT_TEXT,
    pdfium_c.FPDF_ANNOT_HIGHLIGHT,
    pdfium_c.FPDF_ANNOT_UNDERLINE,
    pdfium_c.FPDF_ANNOT_SQUIGGLY,
    pdfium_c.FPDF_ANNOT_STRIKEOUT,
    pdfium_c.FPDF_ANNOT_CARET,
    pdfium_c.FPDF_ANNOT_SQUARE,
    pdfium_c.FPDF_ANNOT_CIRCLE,
    pdfium_c.FPDF_ANNOT_INK,
    pdfium_c.FPDF_ANNOT_LINE,
    pdfium_c.FPDF_ANNOT_POLYGON,
    pdfium_c.FPDF_ANNOT_STAMP,
)


@dataclass(frozen=True, slots=True)
class _Field:
    """Words beside the page's text, with the place they take up in points from its lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    is_mark: bool = False
    is_note: bool = False


def with_fields(page: pdfium.PdfPage, number: int, lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines of a page with its filled fields among them, each beside or below its label, and its notes at the end.

    A box to be ticked is shown as ☒ or ☐ before its label.
    """
    found = list(lines)
    size = median(line.size for line in lines) if lines else _USUAL_SIZE
    fields = [field for index in range(_count(page)) for field in _field(page, index)]
    for field in fields:
        if not field.is_note:
            _place(found, field, number, size)
    known = " ".join(" ".join(line.text.split()) for line in lines)
    for field in fields:
        if field.is_note and field.text not in known:
            found.append(_line(field, field.text, number, field.bottom, _NOTE_SIZE * size))
    return found


def _count(page: pdfium.PdfPage) -> int:
    return max(0, int(pdfium_c.FPDFPage_GetAnnotCount(page)))


@contextmanager
def _annotation(page: pdfium.PdfPage, index: int) -> Iterator[pdfium_c.FPDF_ANNOTATION | None]:
    annotation = pdfium_c.FPDFPage_GetAnnot(page, index)
    try:
        yield annotation or None
    finally:
        if annotation:
            pdfium_c.FPDFPage_CloseAnnot(annotation)


def _field(page: pdfium.PdfPage, index: int) -> Iterator[_Field]:
    """The words of one annotation, unless it has none or nobody sees them."""
    with _annotation(page, index) as annotation:
        if annotation is None or pdfium_c.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
            return
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        is_mark = is_note = False
        if kind == pdfium_c.FPDF_ANNOT_WIDGET:
            text, is_mark = _value(page, annotation)
        elif kind == pdfium_c.FPDF_ANNOT_FREETEXT:
            text = _string(annotation, b"Contents")
        elif kind in _NOTES:
            is_note, text = True, _note(annotation)
        else:
            return
        rect = pdfium_c.FS_RECTF()
        if text and pdfium_c.FPDFAnnot_GetRect(annotation, rect):
            box = shown_box(page, (rect.left, rect.bottom, rect.right, rect.top))
            yield _Field(text, *box, is_mark=is_mark, is_note=is_note)


def _value(page: pdfium.PdfPage, annotation: pdfium_c.FPDF_ANNOTATION) -> tuple[str, bool]:
    """The value of a form field, "" if it has none, and whether it is a box to be ticked."""
    form = page.formenv
    if form is None:
        return "", False
    kind = pdfium_c.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in _MARKS:
        return "☒" if pdfium_c.FPDFAnnot_IsChecked(form, annotation) else "☐", True
    if kind in _CHOICES:
        chosen = [
            _read(partial(pdfium_c.FPDFAnnot_GetOptionLabel, form, annotation, at))
            for at in range(max(0, pdfium_c.FPDFAnnot_GetOptionCount(form, annotation)))
            if pdfium_c.FPDFAnnot_IsOptionSelected(form, annotation, at)
        ]
        if any(chosen):
            return ", ".join(chosen), False
    elif kind != pdfium_c.FPDF_FORMFIELD_TEXTFIELD:
        return "", False
    if pdfium_c.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD:
        return "", False
    return _read(partial(pdfium_c.FPDFAnnot_GetFormFieldValue, form, annotation)), False


def _note(annotation: pdfium_c.FPDF_ANNOTATION) -> str:
    words, author = _string(annotation, b"Contents"), _string(annotation, b"T")
    if not words:
        return ""
    return f"Comment by {author}: {words}" if author else f"Comment: {words}"


def _string(annotation: pdfium_c.FPDF_ANNOTATION, key: bytes) -> str:
    return _read(partial(pdfium_c.FPDFAnnot_GetStringValue, annotation, key))


def _read(fill: Callable[[ctypes.Array[ctypes.c_ushort] | None, int], int]) -> str:
    """The words that pdfium writes into a buffer of as many bytes as it says that it needs."""
    length = fill(None, 0)
    if length <= 2:
        return ""
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    fill(buffer, length)
    return " ".join(bytes(buffer)[:length].decode("utf-16-le", "ignore").replace("\0", "").split())


def _place(lines: list[PageLine], field: _Field, number: int, size: float) -> None:
    """Put a field into the line beside which it stands, else under the nearest line above it."""
    baseline = (field.bottom + field.top) / 2 - 0.35 * size
    if field.top - field.bottom > 2.5 * size:
        baseline = field.top - size
    reach = max(0.6 * size, (field.top - field.bottom) / 2 if field.top - field.bottom <= 2.5 * size else 0.0)
    beside = [at for at, line in enumerate(lines) if line.upright and abs(line.baseline - baseline) < reach]
    if beside:
        at = min(beside, key=lambda at: (abs(lines[at].baseline - baseline), at))
        lines[at] = replace(lines[at], cells=_among(lines[at].cells, field, size))
        return
    if field.is_mark:
        return  # without a label it says nothing
    above = [at for at, line in enumerate(lines) if line.baseline > baseline and line.left < field.right]
    at = min(above, key=lambda at: lines[at].baseline, default=-1)
    lines.insert(at + 1, _line(field, field.text, number, baseline, size))


def _among(cells: Sequence[Cell], field: _Field, size: float) -> tuple[Cell, ...]:
    """The cells of a line with a field as one more, or as a part of the one to which it belongs."""
    before = [cell for cell in cells if cell.left < field.left]
    after = [cell for cell in cells if cell.left >= field.left]
    if field.is_mark and after and after[0].left - field.right < _NEAR * size:
        label = after[0]
        moved = tuple(replace(word, offset=word.offset + len(field.text) + 1) for word in label.words)
        return (*before, Cell(f"{field.text} {label.text}", field.left, label.right, moved), *after[1:])
    if not field.is_mark and before and field.left - before[-1].right < _NEAR * size:
        label = before[-1]
        return (*before[:-1], replace(label, text=f"{label.text} {field.text}", right=field.right), *after)
    return (*before, Cell(field.text, field.left, field.right), *after)


def _line(field: _Field, text: str, number: int, baseline: float, size: float) -> PageLine:
    return PageLine((Cell(text, field.left, field.right),), number, baseline, size)
