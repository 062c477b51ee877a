"""PDF files, read by pdfium page by page: their text layer, and what was recognised of pages that are pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence, Set

from index.document import BlockKind, LoadedText, PlaceMark
from index.loaders.builder import TextBuilder
from index.loaders.page_marks import page_mark
from index.loaders.pdf_columns import in_reading_order
from index.loaders.pdf_document import read_document
from index.loaders.pdf_edges import running_lines
from index.loaders.pdf_lines import PageLine
from index.loaders.pdf_notices import notices, unread_pages, without_text
from index.loaders.pdf_paragraphs import LineGroup, line_groups
from index.ocr.layout import recognised_lines
from index.ocr.recognised import RecognisedPage
from index.titles import is_stated_title, tidy, title_of

SUFFIXES = (".pdf",)
FORMAT = "PDF"
TAKES_RECOGNISED = True

_MIN_SEEN_POINTS = 2.0


def load(content: bytes, name: str, recognised: Sequence[RecognisedPage] = ()) -> LoadedText:
    """The text of a PDF; running headers and footers follow after the bodies of all pages.

    ``recognised`` is what is known of pages that are pictures.

    Raises:
        OnlyPicturesError: its pages are pictures, of which not all are among the ``recognised``.
        UnreadableFileError: it is encrypted or damaged, or none of its pages has text.
    """
    read = read_document(content)
    known = {page.page: page for page in recognised if page.page in {*read.pictures, *read.garbled}}
    pages = [recognised_lines(known[number]) if number in known else page for number, page in enumerate(read.pages, 1)]
    hidden = {line for line in read.hidden if line.page not in known}
    shown = [[line for line in page if line not in hidden] for page in pages]
    if not any(shown):
        raise without_text(read, tuple(known.values()))
    builder = TextBuilder()
    stray = _stray_lines(shown)
    marks, title = add_pages(builder, pages, stray | hidden, known, _asides(stray))
    stated_title = tidy(read.stated_title) if is_stated_title(read.stated_title, name) else ""
    return LoadedText(
        text=builder.text,
        title=stated_title or title or title_of(builder.text, builder.blocks, name),
        blocks=builder.blocks,
        places=marks,
        notices=notices(content, read, tuple(known.values()), hidden),
        format=FORMAT,
        pages=read.total,
        unread=unread_pages(read, known),
    )


def add_pages(
    builder: TextBuilder,
    pages: Sequence[Sequence[PageLine]],
    furniture: Set[PageLine],
    recognised: Container[int],
    asides: Set[PageLine] = frozenset(),
) -> tuple[tuple[PlaceMark, ...], str]:
    """Adds the lines of all pages to ``builder``; returns where each page begins and the largest line of the first.

    Args:
        builder: an empty one.
        pages: the lines of each page, in the order in which the file draws them.
        furniture: lines that are no part of the body; running headers and footers are found here.
        recognised: numbers of the pages that were read by OCR.
        asides: those of the furniture that say something of their own; they follow after the bodies.
    """
    running = running_lines([[line for line in page if line not in furniture] for page in pages]) | furniture
    bodies = [in_reading_order([line for line in page if line not in running]) for page in pages]
    groups = line_groups(bodies)
    starts = (
        *_add_bodies(builder, groups, len(pages)),
        *_add_asides(builder, pages, asides),
        *_add_running(builder, pages, running - asides),
    )
    marks = tuple(page_mark(start, number, is_recognised=number in recognised) for start, number in starts)
    return marks, _largest_line(groups)


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


def _add_asides(
    builder: TextBuilder, pages: Sequence[Sequence[PageLine]], asides: Set[PageLine]
) -> Iterator[tuple[int, int]]:
    for number, page in enumerate(pages, 1):
        for line in page:
            span = builder.add(line.text, BlockKind.PARAGRAPH) if line in asides else None
            if span:
                yield span.start, number


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


def _asides(stray: Set[PageLine]) -> set[PageLine]:
    """Lines up the side of a page, names of columns that stand upright: those askew that no other page repeats."""
    pages = Counter(text for text, _ in {(line.text, line.page) for line in stray})
    return {line for line in stray if line.size >= _MIN_SEEN_POINTS and pages[line.text] == 1}


def _largest_line(groups: Sequence[LineGroup]) -> str:
    """The largest heading of the first page that has words."""
    first_page = groups[0].lines[0].page if groups else 0
    headings = [group for group in groups if group.kind is BlockKind.HEADING and group.lines[0].page == first_page]
    if not headings:
        return ""
    largest = min(headings, key=lambda group: group.level)
    return tidy(" ".join(line.text for line in largest.lines))
