"""Answers as a Word document, and the quotes of such a file read back.

A foreign text is only ever the text of a run: no field, link or formula is written, so Word has nothing to follow.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from evals.markup import showable
from index.errors import InvalidInputError, UnreadableFileError
from index.loaders.archive import Archive
from ui.exporting import Export, answer_words, facts, numbered, quotes_heading, taken_on
from ui.exporting_references import ExportedQuote, read, written
from ui.wording import exporting as wording

if TYPE_CHECKING:
    from docx.document import Document

_QUOTE = "Quote"
_REFERENCE = "Quotewise Reference"
_GREY = "6B6B6B"
_SMALL_POINTS = 8


def to_word(export: Export) -> bytes:
    """The file, in the form of Word 2007 and later."""
    import docx

    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = wording.TITLE, wording.FILE_NAME, ""
    _add_reference_style(document)
    document.add_heading(wording.TITLE, level=0)
    document.add_paragraph(taken_on(export))
    for answer in export.answers:
        document.add_heading(showable(answer.question), level=1)
        for line in answer_words(answer).splitlines():
            document.add_paragraph().add_run(showable(line)).bold = True
        for name, value in facts(answer):
            document.add_paragraph(f"{name}: {value}")
        if quotes := numbered(answer):
            document.add_heading(quotes_heading(answer), level=2)
        for one in quotes:
            document.add_paragraph(one.source).paragraph_format.keep_with_next = True
            document.add_paragraph(showable(one.quote.text), style=_QUOTE).paragraph_format.keep_with_next = True
            document.add_paragraph(f"{wording.REFERENCE}: {written(one.quote)}", style=_REFERENCE)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def quotes_in_word(content: bytes) -> tuple[ExportedQuote, ...]:
    """The quotes of a file made by ``to_word``, in order, whatever was done to it since.

    Raises:
        InvalidInputError: it is no Word document.
    """
    import docx

    try:
        Archive(content)  # refuses what would unpack to something monstrous
        paragraphs: list[Any] = docx.Document(BytesIO(content)).paragraphs
    except UnreadableFileError as exc:
        raise InvalidInputError(str(exc)) from exc
    except Exception as exc:  # the library raises whatever the damage happens to lead to
        raise InvalidInputError("The file cannot be read as a Word document; it is damaged or something else.") from exc
    found: list[ExportedQuote] = []
    quoted: list[str] = []
    for paragraph in paragraphs:
        style = paragraph.style.name if paragraph.style is not None else ""
        if style == _QUOTE:
            quoted.append(paragraph.text)
        elif style == _REFERENCE or quoted:
            marked = read(paragraph.text) if style == _REFERENCE else None
            found.append(ExportedQuote("\n".join(quoted), marked, exact=False))
            quoted = []
    return (*found, *([ExportedQuote("\n".join(quoted), None, exact=False)] if quoted else []))


def _add_reference_style(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    style = document.styles.add_style(_REFERENCE, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.font.size = Pt(_SMALL_POINTS)
    style.font.color.rgb = RGBColor.from_string(_GREY)
