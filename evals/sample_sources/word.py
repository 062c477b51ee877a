"""Types a small HTML file as a Word document: headings, paragraphs, lists, tables and footnotes."""

from __future__ import annotations

import html
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from lxml import html as lxml_html
from lxml.html import HtmlElement

_STYLES = {"h1": "Title", "h2": "Heading 1", "p": "Normal"}
_LIST_STYLES = {"ul": "List Bullet", "ol": "List Number"}
# Word expects these two notes in front of the author's own.
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def write_word(source: Path, target: Path) -> None:
    """Turn the body of ``source`` into a Word file with its title as running header."""
    tree = lxml_html.fromstring(source.read_bytes(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    document = Document()
    document.core_properties.title = title = tree.findtext("head/title") or source.stem
    document.core_properties.author = "Quotewise samples"
    document.sections[0].header.paragraphs[0].text = title
    notes: list[str] = []
    for element in tree.iterfind("body/*"):
        if element.tag == "table":
            _add_table(document, element)
        elif element.tag in _LIST_STYLES:
            for item in element.findall("li"):
                _add_words(document.add_paragraph(style=_LIST_STYLES[element.tag]), item, notes)
        else:
            _add_words(document.add_paragraph(style=_STYLES[element.tag]), element, notes)
    if notes:
        _add_footnotes(document, notes)
    document.save(str(target))


def _collapsed(words: str | None) -> str:
    """White space as a browser would show it: every run of it is one blank."""
    parts = (words or "").split()
    if not parts:
        return " " if words else ""
    assert words is not None
    return " " * words[0].isspace() + " ".join(parts) + " " * words[-1].isspace()


def _add_words(paragraph: Paragraph, element: HtmlElement, notes: list[str]) -> None:
    paragraph.add_run(_collapsed(element.text))
    for child in element:
        if child.get("class") == "footnote":
            notes.append(" ".join(child.text_content().split()))
            reference = OxmlElement("w:footnoteReference")
            reference.set(qn("w:id"), str(len(notes)))
            run = paragraph.add_run()
            run.font.superscript = True
            run._r.append(reference)
        else:
            paragraph.add_run(_collapsed(child.text_content())).bold = child.tag == "b"
        paragraph.add_run(_collapsed(child.tail))


def _add_table(document: WordDocument, element: HtmlElement) -> None:
    rows = [["".join(cell.itertext()).strip() for cell in row] for row in element.iter("tr")]
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for word_row, cells in zip(table.rows, rows, strict=True):
        for word_cell, words in zip(word_row.cells, cells, strict=True):
            word_cell.text = " ".join(words.split())


def _add_footnotes(document: WordDocument, notes: list[str]) -> None:
    own = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {html.escape(words)}</w:t></w:r></w:p></w:footnote>'
        for number, words in enumerate(notes, start=1)
    )
    # Parsed once so that a mistake shows here and not in somebody's Word.
    parse_xml(xml := f"<w:footnotes {nsdecls('w')}>{_SEPARATORS}{own}</w:footnotes>")
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
