"""Says in plain words what of a PDF was not read, and why."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Sequence

from index.document import Notice, NoticeCode
from index.errors import OnlyPicturesError, UnreadableFileError
from index.loaders import left_out
from index.loaders.page_marks import RECOGNISE, RECOGNISE_PAGES, page_list, recognition_notices
from index.loaders.pdf_document import ReadDocument
from index.loaders.pdf_lines import PageLine
from index.ocr.recognised import RecognisedPage

_WHY_GARBLED = "their font does not say which letters it draws"


def unread_pages(read: ReadDocument, known: Container[int]) -> tuple[int, ...]:
    """The pages of which nothing was read although they show something, but for those that OCR has read."""
    return tuple(number for number in sorted({*read.pictures, *read.garbled}) if number not in known)


def notices(
    content: bytes, read: ReadDocument, recognised: Sequence[RecognisedPage], hidden: Collection[PageLine]
) -> tuple[Notice, ...]:
    """What there is to say of a file of which something was read; ``hidden`` are lines that nobody can see."""
    known = {page.page for page in recognised}
    return (
        *_pages_not_read(read, known),
        *_end(content, read),
        *recognition_notices(read.total, recognised),
        *_overlaid(read),
        *_illustrated(read, known),
        *_hidden(hidden),
        *left_out.embedded_files(read.embedded),
    )


def without_text(read: ReadDocument, recognised: Sequence[RecognisedPage]) -> UnreadableFileError:
    """The refusal of a file of which nothing was read."""
    if read.damaged:
        return UnreadableFileError("The PDF is damaged: its pages cannot be read.", "Fetch it again and add it anew.")
    found = "Its only page holds no text" if read.total == 1 else f"None of its {read.total} pages holds text"
    unread = unread_pages(read, {page.page for page in recognised})
    if unread:
        reason = f"{found} that can be read: {_WHY_GARBLED}."
        if not read.garbled:
            reason = f"{found}: it is a picture of paper, as a scanner makes it."
        return OnlyPicturesError(reason, RECOGNISE, read.total, unread)
    if recognised:
        said = recognition_notices(read.total, recognised)
        return UnreadableFileError(" ".join(notice.message for notice in said))
    return UnreadableFileError(f"{found}, nor a picture of any: the PDF is empty.", "Check that it is the right file.")


def _pages_not_read(read: ReadDocument, known: Container[int]) -> Iterator[Notice]:
    if pictures := [number for number in read.pictures if number not in known]:
        what = "pages is a picture and was" if len(pictures) == 1 else "pages are pictures and were"
        message = f"{len(pictures)} of {read.total} {what} not read ({page_list(pictures)}). {RECOGNISE_PAGES}"
        yield _notice(NoticeCode.PAGES_WITHOUT_TEXT, message, pictures)
    if garbled := [number for number in read.garbled if number not in known]:
        was = "was" if len(garbled) == 1 else "were"
        message = f"{len(garbled)} of {read.total} pages {was} not read ({page_list(garbled)}): {_WHY_GARBLED}."
        yield _notice(NoticeCode.GARBLED, f"{message} {RECOGNISE_PAGES}", garbled)
    if partly := read.partly_garbled:
        message = f"Some lines were not read ({page_list(partly)}): {_WHY_GARBLED}."
        yield _notice(NoticeCode.GARBLED, message, partly)
    if damaged := read.damaged:
        was = "pages is damaged and was" if len(damaged) == 1 else "pages are damaged and were"
        message = f"{len(damaged)} of {read.total} {was} not read ({page_list(damaged)})."
        yield _notice(NoticeCode.PAGES_DAMAGED, message, damaged)


def _end(content: bytes, read: ReadDocument) -> Iterator[Notice]:
    if len(read.pages) < read.total:
        message = f"Only the first {len(read.pages)} of {read.total} pages were read: the file is too long."
        yield Notice(NoticeCode.CUT, message)
    if b"%%EOF" not in content[-4096:]:
        yield Notice(NoticeCode.TRUNCATED, "The end of the file is missing; pages may be lost.")


def _overlaid(read: ReadDocument) -> Iterator[Notice]:
    if read.overlaid:
        what = "page is a picture" if len(read.overlaid) == 1 else "pages are pictures"
        message = f"{len(read.overlaid)} {what} with words that a program recognised in it, so they may be misread"
        yield _notice(NoticeCode.RECOGNISED, f"{message} ({page_list(read.overlaid)}).", read.overlaid)


def _illustrated(read: ReadDocument, known: Container[int]) -> Iterator[Notice]:
    if pages := [number for number in read.illustrated if number not in known]:
        message = f"The words in pictures among the text were not read ({page_list(pages)})."
        yield _notice(NoticeCode.PICTURES, message, pages)


def _hidden(lines: Collection[PageLine]) -> Iterator[Notice]:
    if lines:
        numbers = sorted({line.page for line in lines})
        what = "1 line that nobody can see is" if len(lines) == 1 else f"{len(lines)} lines that nobody can see are"
        yield _notice(NoticeCode.HIDDEN, f"{what} not quoted ({page_list(numbers)}).", numbers)


def _notice(code: NoticeCode, message: str, numbers: Sequence[int]) -> Notice:
    return Notice(code, message, numbers[0] if len(numbers) == 1 else None)
