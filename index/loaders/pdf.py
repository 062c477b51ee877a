"""PDF files, read by pdfium page by page: their text layer, and what was recognised of pages that are pictures."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Sequence, Set

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from index.document import BlockKind, LoadedText, Notice, NoticeCode, PlaceMark
from index.errors import OnlyPicturesError, UnreadableFileError
from index.loaders.builder import TextBuilder
from index.loaders.page_marks import RECOGNISE, RECOGNISE_PAGES, page_list, page_mark, recognition_notices
from index.loaders.pdf_columns import in_reading_order
from index.loaders.pdf_edges import running_lines
from index.loaders.pdf_fields import with_fields
from index.loaders.pdf_lines import PageLine, page_lines
from index.loaders.pdf_paragraphs import LineGroup, line_groups
from index.loaders.pdf_visibility import hidden_lines
from index.ocr.layout import recognised_lines
from index.ocr.recognised import RecognisedPage
from index.titles import is_stated_title, tidy, title_of

SUFFIXES = (".pdf",)
FORMAT = "PDF"
TAKES_RECOGNISED = True

_MAX_PAGES = 5_000
_MAX_CHARS = 20_000_000
_MIN_SEEN_POINTS = 2.0
_MIN_DRAWN = 20  # objects on a page without text before it counts as a drawing rather than as blank


def load(content: bytes, name: str, recognised: Sequence[RecognisedPage] = ()) -> LoadedText:
    """The text of a PDF; running headers and footers follow after the bodies of all pages.

    ``recognised`` is what is known of pages that are pictures.

    Raises:
        OnlyPicturesError: its pages are pictures, of which not all are among the ``recognised``.
        UnreadableFileError: it is encrypted or damaged, or none of its pages has text.
    """
    document = _open(content)
    try:
        total = len(document)
        pages, hidden, pictures, damaged = _read(document)
        stated = document.get_metadata_value("Title")
    finally:
        document.close()
    known = {page.page: page for page in recognised if page.page in pictures}
    unread = [number for number in pictures if number not in known]
    for number, page in known.items():
        pages[number - 1] = recognised_lines(page)
    hidden -= {line for line in hidden if line.page in known}
    shown = [[line for line in page if line not in hidden] for page in pages]
    if not any(shown):
        raise _without_text(total, unread, bool(damaged), [*recognition_notices(total, tuple(known.values()))])
    builder = TextBuilder()
    marks, title = add_pages(builder, pages, _stray_lines(shown) | hidden, known)
    stated_title = tidy(stated) if is_stated_title(stated, name) else ""
    return LoadedText(
        text=builder.text,
        title=stated_title or title or title_of(builder.text, builder.blocks, name),
        blocks=builder.blocks,
        places=marks,
        notices=(
            *_notices(content, total, len(pages), unread, damaged),
            *recognition_notices(total, tuple(known.values())),
            *_hidden(hidden),
        ),
        format=FORMAT,
        pages=total,
        unread=tuple(unread),
    )


def add_pages(
    builder: TextBuilder, pages: Sequence[Sequence[PageLine]], furniture: Set[PageLine], recognised: Container[int]
) -> tuple[tuple[PlaceMark, ...], str]:
    """Adds the lines of all pages to ``builder``; returns where each page begins and the largest line of the first.

    Args:
        builder: an empty one.
        pages: the lines of each page, in the order in which the file draws them.
        furniture: lines that are no part of the body; running headers and footers are found here.
        recognised: numbers of the pages that were read by OCR.
    """
    running = running_lines([[line for line in page if line not in furniture] for page in pages]) | furniture
    bodies = [in_reading_order([line for line in page if line not in running]) for page in pages]
    groups = line_groups(bodies)
    starts = (*_add_bodies(builder, groups, len(pages)), *_add_running(builder, pages, running))
    marks = tuple(page_mark(start, number, is_recognised=number in recognised) for start, number in starts)
    return marks, _largest_line(groups)


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


def _read(document: pdfium.PdfDocument) -> tuple[list[list[PageLine]], set[PageLine], list[int], list[int]]:
    """The lines of each page, those that are hidden, the numbers of pages that are pictures or cannot be read."""
    pages: list[list[PageLine]] = []
    hidden: set[PageLine] = set()
    pictures: list[int] = []
    damaged: list[int] = []
    whole_words: set[str] = set()
    characters = 0
    for number in range(1, min(len(document), _MAX_PAGES) + 1):
        lines: list[PageLine] = []
        try:
            page = document[number - 1]
            try:
                lines = with_fields(page, number, page_lines(page, number, whole_words))
                hidden |= hidden_lines(page, lines)
                if hidden.issuperset(lines) and _is_drawn(page):
                    pictures.append(number)
            finally:
                page.close()
        except pdfium.PdfiumError:
            damaged.append(number)
        pages.append(lines)
        characters += sum(len(line.text) for line in lines)
        if characters > _MAX_CHARS:
            break
    return pages, hidden, pictures, damaged


def _is_drawn(page: pdfium.PdfPage) -> bool:
    """Whether there is something to be seen on a page without text."""
    objects = pdfium_c.FPDFPage_CountObjects(page)
    images = page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM), max_depth=1)
    return objects >= _MIN_DRAWN or next(images, None) is not None


def _add_bodies(builder: TextBuilder, groups: Sequence[LineGroup], pages: int) -> Iterator[tuple[int, int]]:
    """Adds the bodies and yields where every page begins; one without words begins where the next page does.

    A footnote may follow a paragraph that ends on the next page, so the page before can come back.
    """
    current = furthest = 0
    for group in groups:
        span = builder.add("\n".join(line.text for line in group.lines), group.kind, group.level)
        start = span.start if span else 0
        for line in group.lines if span else ():
            if line.page != current:
                new = range(furthest + 1, line.page + 1) if line.page > furthest else (line.page,)
                yield from ((start, number) for number in new)
                current, furthest = line.page, max(furthest, line.page)
            start += len(line.text) + 1
    for rest in range(furthest + 1, pages + 1):
        yield len(builder.text), rest


def _add_running(
    builder: TextBuilder, pages: Sequence[Sequence[PageLine]], running: Set[PageLine]
) -> Iterator[tuple[int, int]]:
    """Adds headers and footers after all bodies, so that a sentence may cross from page to page."""
    for number, page in enumerate(pages, 1):
        edge = "\n".join(line.text for line in page if line in running)
        span = builder.add(edge, BlockKind.FURNITURE)
        if span:
            yield span.start, number


def _stray_lines(pages: Sequence[Sequence[PageLine]]) -> set[PageLine]:
    """Stamps that stand askew and marks too small to be seen, where they are few among lines that are neither."""
    stray = [[line for line in page if not line.upright or line.size < _MIN_SEEN_POINTS] for page in pages]
    return {line for page, few in zip(pages, stray, strict=True) if len(few) * 2 < len(page) for line in few}


def _largest_line(groups: Sequence[LineGroup]) -> str:
    """The largest heading of the first page that has words."""
    first_page = groups[0].lines[0].page if groups else 0
    headings = [group for group in groups if group.kind is BlockKind.HEADING and group.lines[0].page == first_page]
    if not headings:
        return ""
    largest = min(headings, key=lambda group: group.level)
    return tidy(" ".join(line.text for line in largest.lines))


def _notices(
    content: bytes, total: int, seen: int, pictures: Sequence[int], damaged: Sequence[int]
) -> Iterator[Notice]:
    if pictures:
        what = "pages is a picture and was" if len(pictures) == 1 else "pages are pictures and were"
        yield Notice(
            NoticeCode.PAGES_WITHOUT_TEXT,
            f"{len(pictures)} of {total} {what} not read ({page_list(pictures)}). {RECOGNISE_PAGES}",
            pictures[0] if len(pictures) == 1 else None,
        )
    if damaged:
        was = "pages is damaged and was" if len(damaged) == 1 else "pages are damaged and were"
        yield Notice(
            NoticeCode.PAGES_DAMAGED,
            f"{len(damaged)} of {total} {was} not read ({page_list(damaged)}).",
            damaged[0] if len(damaged) == 1 else None,
        )
    if seen < total:
        yield Notice(NoticeCode.CUT, f"Only the first {seen} of {total} pages were read: the file is too long.")
    if b"%%EOF" not in content[-4096:]:
        yield Notice(NoticeCode.TRUNCATED, "The end of the file is missing; pages may be lost.")


def _hidden(lines: Collection[PageLine]) -> Iterator[Notice]:
    if lines:
        numbers = sorted({line.page for line in lines})
        what = "1 line that nobody can see is" if len(lines) == 1 else f"{len(lines)} lines that nobody can see are"
        page = numbers[0] if len(numbers) == 1 else None
        yield Notice(NoticeCode.HIDDEN, f"{what} not quoted ({page_list(numbers)}).", page)


def _without_text(
    total: int, unread: Sequence[int], is_damaged: bool, recognised: Sequence[Notice]
) -> UnreadableFileError:
    if is_damaged:
        return UnreadableFileError("The PDF is damaged: its pages cannot be read.", "Fetch it again and add it anew.")
    found = "Its only page holds no text" if total == 1 else f"None of its {total} pages holds text"
    if unread:
        reason = f"{found}: it is a picture of paper, as a scanner makes it."
        return OnlyPicturesError(reason, RECOGNISE, total, tuple(unread))
    if recognised:
        return UnreadableFileError(" ".join(notice.message for notice in recognised))
    return UnreadableFileError(f"{found}, nor a picture of any: the PDF is empty.", "Check that it is the right file.")
