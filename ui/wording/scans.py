"""What is said about reading scans."""

from __future__ import annotations

from collections.abc import Sequence

_NAMED = 3

STOP = "Stop – keep what is read"
STOPPING_NOW = "Stopping after this page…"
LEAVE_OUT = "Leave them out"
LEAVE_SOME_OUT = "Leave some out"
LEAVE_ALL_OUT = "Leave out all of them"
LEAVE_OUT_HINT = (
    "You are not asked about these pages any more. To have them read later, remove the document if it is in your list, "
    "and add the file again."
)
NOT_STARTED = "The reading of scans could not be started. Free some memory, or install Quotewise again."
BEGINNING = "Getting ready to read the pictures…"
NOT_INSTALLED = (
    "To read them, Quotewise needs one more part, which is not installed yet. Whoever installed Quotewise can add it: "
    "close Quotewise, type the line below in the window in which you start it, and start it again."
)
INSTALL = 'pip install "quotewise[ocr]"'
READ_BY_COMMAND = "Read them with: quotewise read-scans"
NOTHING_WAITS = "No pages wait to be read."
STOPPING = "Stopping after this page; the next “read-scans” goes on from there. Press Ctrl-C again to stop at once."


def beginning(pages: int, files: int, seconds: float) -> str:
    """What is about to be done."""
    return f"Reading {_count(pages, 'picture page')} of {_count(files, 'file')}: {about(seconds)}. Ctrl-C stops it."


def progress(done: int, total: int, name: str, seconds_left: float) -> str:
    """How far it has come."""
    left = f"  {about(seconds_left)} left" if seconds_left else ""
    return f"{done}/{total}  {name}{left}"


def reading(done: int, total: int, seconds_left: float) -> str:
    """How far it has come, beside a bar: "Reading picture page 3 of 12: about 2 minutes left"."""
    left = f": {about(seconds_left)} left" if seconds_left else ""
    return f"Reading picture page {min(done + 1, total):,} of {total:,}{left}"


def offer(pages: int, seconds: float) -> str:
    """What a button offers: "Read the 12 picture pages – about 3 minutes"."""
    what = "picture page" if pages == 1 else f"{pages:,} picture pages"
    return f"Read the {what} – {about(seconds)}"


def leave_out(name: str, pages: int) -> str:
    """On a button that dismisses the pages of one file: "Leave out log.pdf (12 pages)"."""
    return f"Leave out {name} ({_count(pages, 'page')})"


def waiting(names: Sequence[str], pages: int) -> str:
    """What waits to be read: "12 pages are pictures and were not read yet: log.pdf, plan.png and 3 more."."""
    shown = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else "")
    what = "page is a picture and was" if pages == 1 else "pages are pictures and were"
    return f"{pages:,} {what} not read yet: {shown}."


def about(seconds: float) -> str:
    """A time as a person would estimate it."""
    if seconds < 55:
        return f"about {max(10, round(seconds / 10) * 10)} seconds"
    minutes = round(seconds / 60)
    if minutes < 55:
        return f"about {_count(minutes, 'minute')}"
    return f"about {_count(round(minutes / 60), 'hour')}"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}" + ("" if number == 1 else "s")
