"""Every word of what is taken away: the buttons, the files that they make, and what checking such a file says."""

from __future__ import annotations

TAKE_AWAY = "Take it away"
TAKE_ALL_AWAY = "Take the whole conversation away"
COPY = "Copy with references"
COPIED = "Copied."
NOT_COPIED = "Your browser does not allow that. The text is marked now: copy it with Ctrl + C."
COPY_LABEL = "What is copied"
AS_WORD = "Word document"
AS_MARKDOWN = "Text file"
AS_JSON = "For other programs"

TITLE = "Questions and answers"
FILE_NAME = "Quotewise"
QUESTION = "Question"
SEARCHED_FOR = "I searched for"
ANSWER = "Answer"
HOW_SURE = "How sure"
NOTE = "Note"
REFERENCE = "Reference"
LITERAL = "What stands between marks like `these` is meant word for word."

EXACT = "exact"
CHANGED = "the document was changed since"
REMOVED = "the document was removed since"
ALTERED = "altered"
NO_QUOTES = "There is no quote in this file."


def taken_on(moment: str) -> str:
    """When it was taken away, and how to check it: ``moment`` is day and time for people."""
    return f"Taken from Quotewise on {moment}. “quotewise verify” checks that the quotes are word for word."


def quote_from(number: int, title: str, place: str, file_name: str) -> str:
    """Where a quote stands: "Quote 2 – Lease, page 3 (lease.pdf)"; what is empty or said twice is left out."""
    parts = ", ".join(dict.fromkeys(part for part in (title, place) if part))
    return f"Quote {number} – {parts}" + (f" ({file_name})" if file_name and file_name != title else "")


def disagree(numbers: str) -> str:
    """That quotes contradict each other: ``numbers`` is "1, 3"."""
    return f"Your documents disagree: see the quotes {numbers}."
