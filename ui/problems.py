"""Turns an error into one sentence for the person at the screen."""

from __future__ import annotations

import logging
import traceback

from index.errors import QuotewiseError
from ui.wording import chat as wording

_log = logging.getLogger("quotewise.page")


def in_plain_words(error: Exception) -> str:
    """The message of an error that was raised on purpose; for any other one calm sentence, and a line in the log.

    The log gets the kind of error and the lines of code it came through, never its message, which could hold words
    of a document.
    """
    if isinstance(error, QuotewiseError):
        return str(error)
    frames = traceback.extract_tb(error.__traceback__)
    way = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    _log.error("%s at %s", type(error).__name__, way)
    return wording.UNEXPECTED
