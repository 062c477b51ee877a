"""Every word about the source beside the answer."""

from __future__ import annotations

import re

from ui.wording.chat import QUOTE_NUMBER

REGION = "Source"
CLOSE = "Back to the answer"
CLOSE_DOCUMENT = "Close the document"
LARGER = "Larger"
WHOLE_PAGE = "Whole page"
BACK_TO_QUOTE = "Back to the quote"
EARLIER = "Earlier in the document"
LATER = "Later in the document"
EARLIER_PAGE = "Page before"
LATER_PAGE = "Page after"
DRAWING = "Fetching the page…"
NOT_ON_PAGE = "The place could not be found on the page for sure, so nothing is marked."
CHANGED = "The document has changed since it was quoted, so nothing is marked. Ask again to see what it says now."
NOT_HERE = "The quote is not in this part."
TEXT_INSTEAD = "Here is its text instead."
GONE = "The document is no longer there."
LEFT_OUT = "Not used for answers: menus, page headers, hidden parts and the like"
TABLE = "Table"
NOTHING = "There are no words in this part."

_TIME = re.compile(r"\d+:\d")


def show_source(number: int, label: str, kind: str = QUOTE_NUMBER) -> str:
    """On the button that shows a quote where it stands: "Show quote 2 on page 3", "Show passage 1 in “Rent”"."""
    what = f"Show {kind.lower()} {number}"
    if not label:
        return f"{what} in its document"
    joins = "on" if label.startswith(("page", "slide", "line ")) else "at" if _TIME.match(label) else "in"
    is_name = joins == "in" and "“" not in label and not label.startswith(("sheet ", "row ", "paragraph "))
    place = f"“{label}”" if is_name else label
    return f"{what} {joins} {place}"


def previous_one(kind: str = QUOTE_NUMBER) -> str:
    """On the button that goes to the quote before, or with another ``kind`` to the passage before."""
    return f"Previous {kind.lower()}"


def next_one(kind: str = QUOTE_NUMBER) -> str:
    """On the button that goes to the next quote or passage."""
    return f"Next {kind.lower()}"


def page_picture(number: int, title: str, *, marked: bool) -> str:
    """What a screen reader says of the picture of a page on which a quote is looked for."""
    return f"Page {number} of {title}, {'the quote is marked' if marked else 'nothing is marked'}"


def page_of(number: int, total: int | None) -> str:
    """Which page is shown: "Page 3 of 12"."""
    return f"Page {number:,} of {total:,}" if total else f"Page {number:,}"


def text_of(title: str) -> str:
    """What a screen reader says of a stretch of text."""
    return f"Text of {title}"
