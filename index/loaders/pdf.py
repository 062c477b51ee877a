"""PDF files with a text layer, read by pdfium page by page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from index.document import BlockKind, LoadedText, Notice, NoticeCode, Place, PlaceKind, PlaceMark
from index.errors import UnreadableFileError
from index.loaders.builder import TextBuilder
from index.loaders.pdf_columns import in_reading_order
from index.loaders.pdf_edges import running_lines
from index.loaders.pdf_lines import PageLine, page_lines
from index.loaders.pdf_paragraphs import LineGroup, line_groups
from index.loaders.pdf_visibility import hidden_lines
from index.titles import is_stated_title, tidy, title_of

SUFFIXES = (".pdf",)
FORMAT = "PDF"

_MAX_PAGES = 5_000
_MAX_CHARS = 20_000_000
_MIN_SEEN_POINTS = 2.0
_MIN_DRAWN = 20  # objects on a page without text before it counts as a drawing rather than as blank


def load(content: bytes, name: str) -> LoadedText:
    """The text layer of a PDF; running headers and footers follow after the bodies of all pages.

    Raises:
        UnreadableFileError: it is encrypted or damaged, or none of its pages has text.
    """
    document = _open(content)
    try:
        total = len(document)
        pages, hidden, pictures, damaged = _read(document)
        stated = document.get_metadata_value("Title")
    finally:
        document.close()
    shown = [[line for line in page if line not in hidden] for page in pages]
    if not any(shown):
        raise _without_text(total, bool(pictures), bool(damaged))
    running = running_lines(shown) | _stray_lines(shown) | hidden
    bodies = [in_reading_order([line for line in page if line not in running]) for page in pages]
    groups = line_groups(bodies)
    builder = TextBuilder()
    marks = [*_add_bodies(builder, groups, len(pages)), *_add_running(builder, pages, running)]
    return LoadedText(
        text=builder.text,
        title=_title(stated, groups, name) or title_of(builder.text, builder.blocks, name),
        blocks=builder.blocks,
        places=tuple(marks),
        notices=(*_notices(content, total, len(pages), pictures, damaged), *_hidden(hidden)),
        format=FORMAT,
        pages=total,
    )


def _open(content: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content)
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
    characters = 0
    for number in range(1, min(len(document), _MAX_PAGES) + 1):
        lines: list[PageLine] = []
        try:
            page = document[number - 1]
            try:
                lines = page_lines(page, number)
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


def _add_bodies(builder: TextBuilder, groups: Sequence[LineGroup], pages: int) -> Iterator[PlaceMark]:
    """Adds the bodies and yields a mark for every page; one without words begins where the next page does.

    A footnote may follow a paragraph that ends on the next page, so the page before can come back.
    """
    current = furthest = 0
    for group in groups:
        span = builder.add("\n".join(line.text for line in group.lines), group.kind, group.level)
        start = span.start if span else 0
        for line in group.lines if span else ():
            if line.page != current:
                new = range(furthest + 1, line.page + 1) if line.page > furthest else (line.page,)
                yield from (_mark(start, number) for number in new)
                current, furthest = line.page, max(furthest, line.page)
            start += len(line.text) + 1
    for rest in range(furthest + 1, pages + 1):
        yield _mark(len(builder.text), rest)


def _add_running(
    builder: TextBuilder, pages: Sequence[Sequence[PageLine]], running: set[PageLine]
) -> Iterator[PlaceMark]:
    """Adds headers and footers after all bodies, so that a sentence may cross from page to page."""
    for number, page in enumerate(pages, 1):
        edge = "\n".join(line.text for line in page if line in running)
        span = builder.add(edge, BlockKind.FURNITURE)
        if span:
            yield _mark(span.start, number)


def _stray_lines(pages: Sequence[Sequence[PageLine]]) -> set[PageLine]:
    """Stamps that stand askew and marks too small to be seen, where they are few among lines that are neither."""
    stray = [[line for line in page if not line.upright or line.size < _MIN_SEEN_POINTS] for page in pages]
    return {line for page, few in zip(pages, stray, strict=True) if len(few) * 2 < len(page) for line in few}


def _mark(start: int, number: int) -> PlaceMark:
    return PlaceMark(start, Place(PlaceKind.PAGE, f"page {number}", number))


def _title(stated: str, groups: Sequence[LineGroup], name: str) -> str:
    """The title that the file states, if a person would have written it, else the largest line of its first page."""
    if is_stated_title(stated, name):
        return tidy(stated)
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
            f"{len(pictures)} of {total} {what} not read ({_page_list(pictures)}).",
            pictures[0] if len(pictures) == 1 else None,
        )
    if damaged:
        was = "pages is damaged and was" if len(damaged) == 1 else "pages are damaged and were"
        yield Notice(
            NoticeCode.PAGES_DAMAGED,
            f"{len(damaged)} of {total} {was} not read ({_page_list(damaged)}).",
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
        yield Notice(NoticeCode.HIDDEN, f"{what} not quoted ({_page_list(numbers)}).", page)


def _page_list(numbers: Sequence[int]) -> str:
    """Page numbers as a person writes them: "pages 2, 5–7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    return f"page {words}" if len(numbers) == 1 else f"pages {words}"


def _without_text(total: int, has_pictures: bool, is_damaged: bool) -> UnreadableFileError:
    if is_damaged:
        return UnreadableFileError("The PDF is damaged: its pages cannot be read.", "Fetch it again and add it anew.")
    found = "Its only page holds no text" if total == 1 else f"None of its {total} pages holds text"
    if not has_pictures:
        return UnreadableFileError(
            f"{found}, nor a picture of any: the PDF is empty.", "Check that it is the right file."
        )
    return UnreadableFileError(
        f"{found}: it is a picture of paper, as a scanner makes it.",
        "Have its words recognised first (OCR, in the scanner's program for example) and add the new file.",
    )
