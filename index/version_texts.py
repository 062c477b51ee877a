"""What the texts of two documents say about whether one is a version of the other, and which is the newer. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

HEAD_CHARS = 2_000  # a text that says which version it is says so at its beginning
COMPARED_CHARS = 100_000  # of each text; enough to be sure of a book
_SHINGLE_WORDS = 3
_WORD = re.compile(r"\w+")
_VERSION = re.compile(
    r"\b(?:version|revision|rev\.|edition)(?: no\.?| number)?[ :]{1,3}(\d{1,3}(?:\.\d{1,3}){0,2})\b", re.IGNORECASE
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = f"(?:{'|'.join(_MONTHS)})[a-z]*"
_YEAR = r"(?:19|20)\d\d"
_DATED = re.compile(
    r"\b(?P<label>(?:last )?(?:updated|revised|amended|modified)|version|revision|effective|valid|in force|as of|as at"
    r"|dated?)\b(?: (?:on|from|as of|since|date))?[ :,]{0,3}"
    rf"(?P<day>{_YEAR}-\d\d-\d\d|\d{{1,2}}(?:st|nd|rd|th|\.)? {_MONTH}\.?,? {_YEAR}"
    rf"|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR})\b",
    re.IGNORECASE,
)
_REVISED = re.compile(r"updated|revised|amended|modified|version|revision", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a text says of itself: the number of its version, () if it does not, and its day.

    ``is_version`` says that it calls itself a version of something, by a number or by the day of a revision.
    """

    number: tuple[int, ...] = ()
    day: date | None = None
    is_version: bool = False


def stated(head: str) -> Stated:
    """What a text says of itself in its beginning."""
    words = " ".join(head[:HEAD_CHARS].split())
    version = _VERSION.search(words)
    number = tuple(map(int, version.group(1).split("."))) if version else ()
    days = [(day, _REVISED.search(found["label"])) for found in _DATED.finditer(words) if (day := _day(found["day"]))]
    day, is_revised = days[0] if days else (None, None)
    return Stated(number, day, bool(number or is_revised))


def shingles(text: str) -> frozenset[int]:
    """The runs of three words of a text, as numbers; the words themselves where there are fewer."""
    words = _WORD.findall(text[:COMPARED_CHARS].casefold())
    size = min(_SHINGLE_WORDS, max(1, len(words)))
    return frozenset(hash(tuple(words[first : first + size])) for first in range(len(words) - size + 1))


def share_in_common(one: frozenset[int], other: frozenset[int]) -> float:
    """The part of all runs of words that both texts have, 0 to 1 (Broder's resemblance, 1997)."""
    return len(one & other) / max(1, len(one | other))


def _day(written: str) -> date | None:
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    month = re.search(_MONTH, written, re.IGNORECASE)
    try:
        if month is None:
            return date(*numbers)
        return date(numbers[1], _MONTHS.index(month.group()[:3].lower()) + 1, numbers[0])
    except ValueError:
        return None
