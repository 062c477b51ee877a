"""What the process does that draws pages: ``python -P -m index.pages.page_child``. See ``answering_child``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import MappingProxyType

import pypdfium2 as pdfium

from index.answering_child import Answer, Limit, answer_all
from index.document import Span
from index.loaders.image_frames import page_picture
from index.ocr.recognised import RecognisedPage
from index.pages.boxes import find_boxes, recognised_boxes
from index.pages.messages import DrawRequest, PagePicture, encode_pictures, encode_problem
from index.pages.page_cells import PageText
from index.pages.picture import LONG_SIDE_PX, as_png, draw_page


def main() -> int:
    """Answer until there is nothing more to answer."""
    return answer_all(_prepare_to_answer)


def _prepare_to_answer() -> Answer:
    from PIL import PngImagePlugin  # noqa: F401 - now, for later nothing can be written

    return _answer


def _answer(message: bytes, content: bytes, limit: Limit) -> bytes:
    request = DrawRequest.decoded(message)
    with limit(request.seconds, request.memory_bytes):
        try:
            known = {page.page: page for page in request.recognised}
            return encode_pictures(draw_pages(content, request.text, request.pages, request.span, known))
        except Exception as exc:  # a file of other people may fail in any way; the next one must be drawn
            return encode_problem(type(exc).__name__)


def draw_pages(
    content: bytes,
    text: str,
    pages: tuple[PageText, ...],
    span: Span,
    recognised: Mapping[int, RecognisedPage] = MappingProxyType({}),
) -> tuple[PagePicture, ...]:
    """The pages of a PDF or picture file on which words of ``span`` stand, with their boxes.

    Raises:
        pypdfium2.PdfiumError: the file or a page cannot be opened.
        UnreadableFileError: the same for a picture file.
    """
    if b"%PDF-" not in content[:1024]:
        return tuple(_picture_page(content, text, page, span, recognised.get(page.page)) for page in pages)
    document = pdfium.PdfDocument(content)
    document.init_forms()  # what was filled in is shown, and found
    try:
        return tuple(
            PagePicture(found.page, _drawn(document, found.page), found.boxes)
            for found in find_boxes(document, text, pages, span, tuple(recognised.values()))
        )
    finally:
        document.close()


def _picture_page(
    content: bytes, text: str, page_text: PageText, span: Span, recognised: RecognisedPage | None
) -> PagePicture:
    boxes = recognised_boxes(text, page_text, recognised, span).boxes if recognised else ()
    return PagePicture(page_text.page, as_png(page_picture(content, page_text.page, LONG_SIDE_PX)), boxes)


def _drawn(document: pdfium.PdfDocument, number: int) -> bytes:
    page = document[number - 1]
    try:
        return draw_page(page)
    finally:
        page.close()


if __name__ == "__main__":
    sys.exit(main())
