"""Picture files: they have words only once these are recognised."""

from __future__ import annotations

from collections.abc import Sequence

from index.document import LoadedText, Notice, NoticeCode
from index.errors import OnlyPicturesError, UnreadableFileError
from index.loaders.builder import TextBuilder
from index.loaders.image_frames import count_pages
from index.loaders.page_marks import RECOGNISE, RECOGNISE_PAGES, page_list, recognition_notices
from index.loaders.pdf import add_pages
from index.ocr.layout import recognised_lines
from index.ocr.recognised import RecognisedPage
from index.titles import title_of

SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")
FORMAT = "picture"
TAKES_RECOGNISED = True


def load(content: bytes, name: str, recognised: Sequence[RecognisedPage] = ()) -> LoadedText:
    """What was ``recognised`` of the pages of a picture file, in their order.

    Raises:
        OnlyPicturesError: no page is among the ``recognised``, or none of those has words and others are left.
        UnreadableFileError: it is damaged or too large, or none of its pages has words.
    """
    total = count_pages(content)
    known = {page.page: page for page in recognised if page.page <= total}
    unread = tuple(number for number in range(1, total + 1) if number not in known)
    pages = [recognised_lines(known[number]) if number in known else [] for number in range(1, total + 1)]
    notices = (*_unread(unread, total), *recognition_notices(total, tuple(known.values())))
    if not any(pages):
        if unread:
            what = (
                "The file is a picture and was"
                if total == 1
                else f"The {total} pages of the file are pictures and were"
            )
            raise OnlyPicturesError(f"{what} not read.", RECOGNISE, total, unread)
        raise UnreadableFileError(" ".join(notice.message for notice in notices))
    builder = TextBuilder()
    marks, title = add_pages(builder, pages, frozenset(), known)
    return LoadedText(
        text=builder.text,
        title=title or title_of(builder.text, builder.blocks, name),
        blocks=builder.blocks,
        places=marks,
        notices=notices,
        format=FORMAT,
        pages=total,
        unread=unread,
    )


def _unread(unread: Sequence[int], total: int) -> tuple[Notice, ...]:
    if not unread:
        return ()
    was = "was" if len(unread) == 1 else "were"
    message = f"{len(unread)} of {total} pages {was} not read ({page_list(unread)}). {RECOGNISE_PAGES}"
    return (Notice(NoticeCode.PAGES_WITHOUT_TEXT, message, unread[0] if len(unread) == 1 else None),)
