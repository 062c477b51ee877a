"""Makes tiny files for the tests of loaders: PDF by hand, Word documents from their XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Words on a page: ``x`` and ``y`` in points from the lower left corner of a page of 600 × 800."""

    text: str
    x: float = 50
    y: float = 700
    size: float = 12
    bold: bool = False


def column(lines: Sequence[str], x: float = 50, top: float = 700, step: float = 14, size: float = 12) -> list[Words]:
    """Lines under each other."""
    return [Words(line, x, top - number * step, size) for number, line in enumerate(lines)]


def make_pdf(
    pages: Sequence[Sequence[Words] | None],
    title: str = "",
    rotate: int = 0,
    encrypted: bool = False,
    crop: tuple[int, int, int, int] = (0, 0, 600, 800),
    under: tuple[int, int, bytes] = (0, 0, b""),
    under_at: tuple[int, int, int, int] = (600, 800, 0, 0),
) -> bytes:
    """A PDF with the given words on its pages; None is a page that holds nothing but a picture.

    ``under`` is a picture in shades of grey (width, height, bytes) that lies under the words of every page, as wide and
    high and as far from the corner as ``under_at`` says.
    """
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        5: _stream(
            b"\x7f", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
        ),
        8: _stream(
            under[2],
            b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
            % under[:2],
        ),
        6: b"<< /Title (" + _escaped(title) + b") >>",
    }
    kids = []
    below = b"q %d 0 0 %d %d %d cm /I2 Do Q\n" % under_at if under[2] else b""
    for number, words in enumerate(pages):
        page, content = 10 + 2 * number, 11 + 2 * number
        kids.append(b"%d 0 R" % page)
        objects[page] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /CropBox [%d %d %d %d] /Rotate %d "
            b"/Contents %d 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /I1 5 0 R /I2 8 0 R >> >> >>"
            % (*crop, rotate, content)
        )
        objects[content] = _stream(b"q 600 0 0 800 0 0 cm /I1 Do Q" if words is None else below + _drawn(words))
    objects[2] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    trailer = b"/Root 1 0 R /Info 6 0 R"
    if encrypted:
        objects[7] = (
            b"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <" + b"ab" * 32 + b"> /U <" + b"cd" * 32 + b"> >>"
        )
        trailer += b" /Encrypt 7 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
    return pdf_of(objects, trailer)


def _drawn(words: Sequence[Words]) -> bytes:
    return b"\n".join(
        b"BT /F%d %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET"
        % (2 if word.bold else 1, word.size, word.x, word.y, _escaped(word.text))
        for word in words
    )


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def pdf_of(objects: Mapping[int, bytes], trailer: bytes) -> bytes:
    """A PDF of the given objects by number."""
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = {}
    for number in sorted(objects):
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, objects[number]))
    start = out.tell()
    size = max(objects) + 1
    out.write(b"xref\n0 %d\n" % size)
    for number in range(size):
        if number in places:
            out.write(b"%010d 00000 n \n" % places[number])
        else:
            out.write(b"0000000000 65535 f \n")
    out.write(b"trailer << /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))
    return out.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = f"""<w:styles {_W}>
  <w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
  <w:style w:styleId="berschrift1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
  <w:style w:styleId="MyHeading"><w:name w:val="My heading"/><w:basedOn w:val="berschrift1"/></w:style>
  <w:style w:styleId="Liste"><w:name w:val="List Bullet"/>
    <w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
  <w:style w:styleId="Ring1"><w:name w:val="Ring 1"/><w:basedOn w:val="Ring2"/></w:style>
  <w:style w:styleId="Ring2"><w:name w:val="Ring 2"/><w:basedOn w:val="Ring1"/></w:style>
</w:styles>"""


def paragraph(text: str, style: str = "") -> str:
    """The XML of a paragraph."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def make_docx(body: str, parts: Mapping[str, str] | None = None, title: str = "") -> bytes:
    """A Word document with the given XML in its body; ``parts`` maps "footnotes", "header1" and so on to theirs."""
    parts = dict(parts or {})
    related = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATIONS}/{kind.rstrip("0123456789")}" Target="{kind}.xml"/>'
        for number, kind in enumerate([*parts, "styles"])
    )
    files = {
        "_rels/.rels": f'<Relationships xmlns="x"><Relationship Id="a" Type="{_RELATIONS}/officeDocument" '
        'Target="word/document.xml"/><Relationship Id="b" Type="x/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>",
        "docProps/core.xml": f'<core xmlns:dc="d"><dc:title>{title}</dc:title></core>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="x">{related}</Relationships>',
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": _STYLES,
    }
    files |= {
        f"word/{kind}.xml": f"<w:{kind.rstrip('0123456789')} {_W}>{xml}</w:{kind.rstrip('0123456789')}>"
        for kind, xml in parts.items()
    }
    return make_zip({name: xml.encode("utf-8") for name, xml in files.items()})


def make_zip(files: Mapping[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
