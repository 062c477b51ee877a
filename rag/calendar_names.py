"""Days of the week and months that a text names, and whether another text speaks of other ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
"""In small letters."""
_ANY_MONTH = "|".join(MONTHS)
# "Sat" and "Sun" are days, "sat" and "sun" are not; "in May" and "3 May" are of the month, "may I" is not
_WEEK = re.compile(
    r"\b(?:(?i:(monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?)|(Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun))\b"
)
_YEAR_ROUND = re.compile(
    rf"(?:\b(?:in|of|for|during|by|since|from|to|until|till|before|after|and|or|\d+(?:st|nd|rd|th)?)|[–—-])\s*\b({_ANY_MONTH})\b"
    rf"|\b({_ANY_MONTH})(?=\s+\d)",
    re.IGNORECASE,
)
_CALENDAR = (
    (_WEEK, ("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
    (_YEAR_ROUND, tuple(month[:3] for month in MONTHS)),
)
_UP_TO = re.compile(r"\s*(?:to|until|till|through|[-–—])\s*", re.IGNORECASE)


def is_of_other_times(asked: str, said: str) -> bool:
    """Whether ``said`` names days of the week or months, and none of those that ``asked`` names.

    >>> is_of_other_times("When is it open on Saturdays?", "Tuesday 16 to 19"), is_of_other_times("On Wed?", "Mon-Fri")
    (True, False)
    """
    for pattern, order in _CALENDAR:
        named, told = _named(asked, pattern, order), _named(said, pattern, order)
        if named and told and not named & told:
            return True
    return False


def _named(text: str, pattern: re.Pattern[str], order: Sequence[str]) -> frozenset[int]:
    """The places in ``order`` of the days or months that ``text`` names; "Tue to Thu" names three."""
    found: set[int] = set()
    last, ended = 0, -1
    for match in pattern.finditer(text):
        now = order.index((match[1] or match[2])[:3].lower())
        start = match.start(1) if match[1] else match.start(2)
        if ended >= 0 and _UP_TO.fullmatch(text, ended, start):
            found.update((last + step) % len(order) for step in range((now - last) % len(order)))
        found.add(now)
        last, ended = now, match.end()
    return frozenset(found)
