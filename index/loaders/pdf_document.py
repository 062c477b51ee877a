"""Opens a PDF and reads its pages, each by itself, so that a damaged one loses no other."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from index.errors import UnreadableFileError
from index.loaders.pdf_lines import PageLine
from index.loaders.pdf_page import ReadPage, read_page
from index.loaders.pdf_pictures import is_stamped_scan, large_pictures

_MAX_PAGES = 5_000
_MAX_CHARS = 20_000_000
_STAND_IN = ("please wait", "adobe", "acrobat", "not supported")
_MAX_STAND_IN_CHARS = 2_000
_MIN_DRAWN = 20  # objects on a page without text before it counts as a drawing rather than as blank


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """The pages of a PDF, up to a limit; page numbers are from 1 and in order.

    Attributes:
        total: how many pages the file has.
        stated_title: the title that the file states, "" if none.
        pages: the lines of each page that was looked at.
        hidden: lines that nobody can see.
        pictures: pages that show something but have no text, or none but a few words over the picture of a page.
        illustrated: pages of text with pictures on them.
        garbled: pages of which no text was read, because it means nothing.
        partly_garbled: pages of which lines were not read for that reason.
        overlaid: pages that are pictures with recognised words over them.
        damaged: pages that cannot be read.
        embedded: how many files are inside the file, data for programs apart.
    """

    total: int
    stated_title: str
    pages: tuple[tuple[PageLine, ...], ...]
    hidden: frozenset[PageLine]
    pictures: tuple[int, ...]
    garbled: tuple[int, ...]
    partly_garbled: tuple[int, ...]
    overlaid: tuple[int, ...]
    damaged: tuple[int, ...]
    embedded: int = 0
    illustrated: tuple[int, ...] = ()


def read_document(content: bytes) -> ReadDocument:
    """Read a PDF.

    Raises:
        UnreadableFileError: it is encrypted, damaged, no PDF, or a form that only one program shows.
    """
    document = _open(content)
    try:
        read = _read(document)
        if document.get_formtype() == pdfium_c.FORMTYPE_XFA_FULL and _is_stand_in(read):
            raise UnreadableFileError(
                "The PDF is a form of a kind that only Adobe's programs show (XFA); what it holds cannot be read.",
                "Open it in Adobe Acrobat Reader, print it as a new PDF, and add that.",
            )
        return read
    finally:
        document.close()


def _open(content: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(content)
        document.init_forms()  # before any page is taken, or the fields have no values
        return document
    except pdfium.PdfiumError as exc:
        if exc.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            raise UnreadableFileError(
                "The PDF is protected by a password.",
                "Open it with its password, save or print it as a new PDF without one, and add that.",
            ) from exc
        if b"%PDF" not in content[:1024]:
            raise UnreadableFileError(
                "The file is not a PDF, although its name says so.", "Fetch it again from where it came from."
            ) from exc
        raise UnreadableFileError(
            "The PDF is damaged or cut short.", "Fetch it again, or open it in a PDF viewer and save it anew."
        ) from exc


def _read(document: pdfium.PdfDocument) -> ReadDocument:
    pages: list[ReadPage] = []
    pictures: list[int] = []
    illustrated: list[int] = []
    damaged: list[int] = []
    whole_words: set[str] = set()
    characters = 0
    for number in range(1, min(len(document), _MAX_PAGES) + 1):
        read = ReadPage(())
        try:
            page = document[number - 1]
            try:
                read = read_page(page, number, whole_words)
                if not read.is_garbled and _is_picture(page, read):
                    pictures.append(number)
                elif not read.is_overlaid and large_pictures(page):
                    illustrated.append(number)
            finally:
                page.close()
        except pdfium.PdfiumError:
            damaged.append(number)
        pages.append(read)
        characters += sum(len(line.text) for line in read.lines)
        if characters > _MAX_CHARS:
            break
    numbered = tuple(enumerate(pages, 1))
    return ReadDocument(
        total=len(document),
        stated_title=document.get_metadata_value("Title"),
        pages=tuple(page.lines for page in pages),
        hidden=frozenset[PageLine]().union(*(page.hidden for page in pages)),
        pictures=tuple(pictures),
        garbled=tuple(number for number, page in numbered if page.is_garbled),
        partly_garbled=tuple(number for number, page in numbered if page.left_out and not page.is_garbled),
        overlaid=tuple(number for number, page in numbered if page.is_overlaid),
        damaged=tuple(damaged),
        embedded=_count_embedded(document),
        illustrated=tuple(illustrated),
    )


def _count_embedded(document: pdfium.PdfDocument) -> int:
    """How many files are inside; XML says again what the pages say, as in invoices that programs read."""
    names = (document.get_attachment(number).get_name() for number in range(document.count_attachments()))
    return sum(not name.casefold().endswith(".xml") for name in names)


def _is_stand_in(read: ReadDocument) -> bool:
    """Whether the pages only say that another program is needed."""
    words = " ".join(line.text for page in read.pages for line in page).casefold()
    return len(words) < _MAX_STAND_IN_CHARS and any(said in words for said in _STAND_IN)


def _is_picture(page: pdfium.PdfPage, read: ReadPage) -> bool:
    """Whether there is more to be seen on a page than was read of it."""
    shown = [line for line in read.lines if line not in read.hidden]
    if not shown:
        return _is_drawn(page)
    return not read.is_overlaid and is_stamped_scan(page, shown)


def _is_drawn(page: pdfium.PdfPage) -> bool:
    """Whether there is something to be seen on a page without text."""
    objects = pdfium_c.FPDFPage_CountObjects(page)
    images = page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM), max_depth=1)
    return objects >= _MIN_DRAWN or next(images, None) is not None
