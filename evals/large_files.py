"""Makes large files of every common format out of words without meaning, the same ones each time."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

_SYLLABLES = "ba ce di fo gu ha ke li mo nu pa re si to vu wa xe zi bo du".split()
_LINES_A_PAGE = 45
_SENTENCES_A_PARAGRAPH = 5
_HEADING_EVERY = 20  # paragraphs
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class _Words:
    """Words, sentences and paragraphs without end; the rarer the later a word of the list is."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)
        syllables = self._rng.sample(_SYLLABLES, len(_SYLLABLES))
        self._list = [one + two + three for one in syllables for two in syllables for three in ("", "r", "n", "s")]

    def words(self, count: int) -> str:
        picks = (int(len(self._list) * self._rng.random() ** 3) for _ in range(count))
        return " ".join(self._list[pick] for pick in picks)

    def sentence(self, count: int = 14) -> str:
        return self.words(count).capitalize() + "."

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(_SENTENCES_A_PARAGRAPH))

    def paragraphs(self, count: int) -> Iterator[tuple[bool, str]]:
        """Headings, which are True, and paragraphs."""
        for number in range(count):
            yield (True, self.sentence(4)[:-1]) if number % _HEADING_EVERY == 0 else (False, self.paragraph())

    def rows(self, count: int) -> Iterator[tuple[str, ...]]:
        for number in range(1, count + 1):
            yield (
                str(number),
                self.words(2),
                self.words(1),
                f"{number * 37 % 9000 / 4:.2f}",
                f"2024-03-{number % 28 + 1:02}",
            )


_NAMES = ("Number", "Customer", "City", "Amount", "Day")


def pdf(pages: int) -> bytes:
    """A PDF of full pages."""
    words = _Words(1)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in range(pages):
        lines = b" T* ".join(b"(%s) Tj" % words.sentence(12).encode() for _ in range(_LINES_A_PAGE))
        drawn = b"BT /F1 11 Tf 14 TL 50 760 Td %s T* (Page %d of %d) Tj ET" % (lines, page + 1, pages)
        kids.append(b"%d 0 R" % (len(objects) + 1))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (len(objects) + 2)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, b" ".join(kids))
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def csv(rows: int) -> bytes:
    """A table as text."""
    return "\n".join(",".join(row) for row in (_NAMES, *_Words(2).rows(rows))).encode()


def xlsx(rows: int) -> bytes:
    """A workbook of one sheet."""

    def cell(value: str) -> str:
        is_number = value.replace(".", "", 1).isdecimal()
        return f"<c><v>{value}</v></c>" if is_number else f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'

    inside = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in (_NAMES, *_Words(3).rows(rows)))
    return _zip(
        {
            "_rels/.rels": _related("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="m" xmlns:r="{_RELATIONS}"><sheets><sheet name="Sales" r:id="r1"/>'
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": _related("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="m"><sheetData>{inside}</sheetData></worksheet>',
        }
    )


def docx(paragraphs: int) -> bytes:
    """A Word document with headings."""
    outline = '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    body = "".join(
        f"<w:p>{outline if is_heading else ''}<w:r><w:t>{words}</w:t></w:r></w:p>"
        for is_heading, words in _Words(4).paragraphs(paragraphs)
    )
    return _zip(
        {
            "_rels/.rels": _related("officeDocument", "word/document.xml"),
            "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        }
    )


def html(paragraphs: int) -> bytes:
    """A web page with headings."""
    body = "".join(
        f"<h2>{words}</h2>\n" if is_heading else f"<p>{words}</p>\n"
        for is_heading, words in _Words(5).paragraphs(paragraphs)
    )
    return f"<!DOCTYPE html><html><head><title>Report</title></head><body>{body}</body></html>".encode()


def text(paragraphs: int) -> bytes:
    """Plain text with headings."""
    return "\n\n".join(words for _, words in _Words(6).paragraphs(paragraphs)).encode()


def small_texts(folder: Path, count: int) -> None:
    """Write ``count`` text files of a paragraph each below ``folder``, a hundred to a folder."""
    words = _Words(7)
    for number in range(count):
        file = folder / f"{number // 100:03}" / f"note {number}.txt"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"{words.sentence(5)}\n\n{words.paragraph()}\n", encoding="utf-8")


LARGE: dict[str, tuple[Callable[[int], bytes], int]] = {
    "pdf": (pdf, 3_000),
    "xlsx": (xlsx, 200_000),
    "csv": (csv, 200_000),
    "docx": (docx, 30_000),
    "html": (html, 30_000),
    "txt": (text, 30_000),
}
"""By ending of the name: how to make the file, and the pages, rows or paragraphs of a large one."""


def _related(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="x"><Relationship Id="r1" Type="{_RELATIONS}/{kind}" Target="{target}"/></Relationships>'
    )


def _zip(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
