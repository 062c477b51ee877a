"""What the process does that draws pages: ``python -P -m index.pages.page_child``.

It takes one PDF after the other from its standard input and answers on its standard output; it opens no file and ends
when its input does. It draws other people's files, any of which may kill it, hang it or turn it, so it has no rights
that it can do without.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from collections.abc import Mapping
from types import MappingProxyType

import pypdfium2 as pdfium

from index.child_rights import give_up_rights, limit_memory, own_output
from index.document import Span
from index.loaders.image_frames import page_picture
from index.ocr.recognised import RecognisedPage
from index.pages.boxes import find_boxes, recognised_boxes
from index.pages.messages import DrawRequest, PagePicture, encode_pictures, encode_problem
from index.pages.page_cells import PageText
from index.pages.picture import LONG_SIDE_PX, as_png, draw_page
from index.parsing_messages import BrokenMessageError, receive, send

READY = b"ready"
_MARGIN_S = 5.0  # the program gives up first and says so; this is for a program that is gone
_LONGEST = 2**40


def main() -> int:
    """Answer until there is nothing more to answer."""
    replies = own_output()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program, which then closes the input
    from PIL import PngImagePlugin  # noqa: F401 - now, for afterwards nothing can be written, not even a cache of Python

    give_up_rights()
    send(replies, READY)
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - the name of no file
        while True:
            try:
                request = DrawRequest.decoded(receive(sys.stdin.buffer, _LONGEST))
                content = receive(sys.stdin.buffer, _LONGEST)
            except BrokenMessageError:
                return 0
            # ends this process even from within a library that never returns
            faulthandler.dump_traceback_later(request.seconds + _MARGIN_S, exit=True, file=nowhere)
            limit_memory(request.memory_bytes)
            reply = _answer(request, content)
            faulthandler.cancel_dump_traceback_later()
            send(replies, reply)


def _answer(request: DrawRequest, content: bytes) -> bytes:
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
