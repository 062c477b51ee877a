"""What is said about reading scans."""

from __future__ import annotations

NOTHING_WAITS = "No pages wait to be read."
STOPPING = "Stopping after this page; the next “read-scans” goes on from there. Press Ctrl-C again to stop at once."


def beginning(pages: int, files: int, seconds: float) -> str:
    """What is about to be done."""
    return f"Reading {_count(pages, 'picture page')} of {_count(files, 'file')}: {about(seconds)}. Ctrl-C stops it."


def progress(done: int, total: int, name: str, seconds_left: float) -> str:
    """How far it has come."""
    left = f"  {about(seconds_left)} left" if seconds_left else ""
    return f"{done}/{total}  {name}{left}"


def offer(pages: int, seconds: float) -> str:
    """What a button offers: "Read the 12 picture pages – about 3 minutes"."""
    return f"Read the {_count(pages, 'picture page')} – {about(seconds)}"


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
