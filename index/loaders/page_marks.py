"""Says in the words of a person on which page something stands, and which pages were recognised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.document import Notice, NoticeCode, Place, PlaceKind, PlaceMark
from index.ocr.recognised import RecognisedPage

RECOGNISE = "Its words can still be recognised."
"""The next step for a file of pictures."""
RECOGNISE_PAGES = "Their words can still be recognised."
"""The next step for a file with some pages that are pictures."""
RECOGNISE_ATTACHED = "Save it as a file of its own and add that; then their words can be recognised."
"""The same for such a file inside another one."""


def page_mark(start: int, number: int, *, is_recognised: bool) -> PlaceMark:
    """That page ``number`` begins at ``start`` of the text; whoever sees its place sees that it was recognised."""
    label = f"page {number} (read from a picture)" if is_recognised else f"page {number}"
    return PlaceMark(start, Place(PlaceKind.PAGE, label, number))


def recognition_notices(total: int, pages: Sequence[RecognisedPage]) -> Iterator[Notice]:
    """What is to be said of the recognised ``pages`` of a file of ``total`` pages."""
    read = [page.page for page in pages if not page.problem]
    if read:
        what = "pages is a picture and was" if len(read) == 1 else "pages are pictures and were"
        which = "Its only page is a picture and was" if total == 1 else f"{len(read)} of {total} {what}"
        where = "" if total == 1 else f" ({page_list(read)})"
        message = f"{which} read by recognising the letters, so words may be misread{where}."
        yield _notice(NoticeCode.RECOGNISED, message, read)
    if unsure := [page.page for page in pages if page.is_unsure]:
        yield _notice(NoticeCode.UNSURE, f"Some words could not be read surely ({page_list(unsure)}).", unsure)
    if empty := [page.page for page in pages if not page.lines and not page.problem]:
        yield _notice(NoticeCode.PICTURES, f"No words were found in the picture ({page_list(empty)}).", empty)
    for page in pages:
        if page.problem:
            yield Notice(NoticeCode.PAGES_DAMAGED, f"Page {page.page} was not read: {page.problem}", page.page)


def page_list(numbers: Sequence[int]) -> str:
    """Page numbers as a person writes them: "pages 2, 5–7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    return f"page {words}" if len(numbers) == 1 else f"pages {words}"


def _notice(code: NoticeCode, message: str, numbers: Sequence[int]) -> Notice:
    return Notice(code, message, numbers[0] if len(numbers) == 1 else None)
