"""What the name of a file, or a title, says about which version of a document it is. Pure.

"Lease v2 (1).docx", "Lease final.docx" and "2024-03-01 Lease.docx" are of one family, "lease": what is left of a name
without the marks of a version. Plain numbers, months and quarters are no such marks ("Chapter 2", "Report May"), and
the day or year of what is made anew for every period, such as minutes, names another document, not a version.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

_LEAST_LETTERS = 3  # a family of fewer says nothing
_IN_FOLDER = "›"  # between the folder and the file in the name of an upload
_PERIODIC = re.compile(
    r"\b(?:reports?|minutes|invoices?|statements?|newsletters?|journals?|diary|logs?|budgets?|accounts?|returns?|"
    r"results?|pay ?slips?|bills?|receipts?|exams?|timetables?|calendars?|letters?|issues?|surveys?|agendas?|annual|"
    r"yearly|quarterly|monthly|weekly|daily|quarter|q[1-4]|h[12]|week|month|episode|session|meeting|"
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|(?:19|20)\d\d (?:0?[1-9]|1[0-2])|(?:0[1-9]|1[0-2]) (?:19|20)\d\d)\b"
)
_YEAR_FIRST = re.compile(r"\b((?:19|20)\d\d) ?(0[1-9]|1[0-2]) ?(0[1-9]|[12]\d|3[01])\b")
_YEAR_LAST = re.compile(r"\b(\d{1,2}) (\d{1,2}) ((?:19|20)\d\d)\b")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_DOTTED_DATE = re.compile(r"\b(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>(?:19|20)\d\d)\b")  # dots: the day is first
_YEAR_WITH_DOTS = re.compile(r"\b((?:19|20)\d\d)\.(\d\d)\.(\d\d)\b")
_NUMBER = re.compile(r"\b(?:v|ver|version|rev|revision)[ .]?(\d{1,4}(?:\.\d{1,3}){0,2})\b")
_COPY = re.compile(r"\((\d{1,2})\)$|\bcopy(?: of)?\b(?: \(?\d{1,2}\)?$)?|\bkopie(?: von)?\b")
_EARLY = re.compile(r"\b(?:draft|old|obsolete|superseded|outdated|backup|bak|orig|original|entwurf|alt)\b")
_LATE = re.compile(r"\b(?:final|signed|latest|newest|new|updated|revised|amended|corrected|current|neu)\b")


@dataclass(frozen=True, slots=True)
class Families:
    """By what a document is found beside its versions: what its file name and its title say without marks, or ""."""

    of_name: str
    of_title: str


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a version in a name.

    ``number`` is () where there is none, ``stage`` is -1 for a draft or an old one, 1 for a final or new one, else 0.
    ``day`` is (year, month, day), (year,) or ().
    """

    family: str
    number: tuple[int, ...] = ()
    stage: int = 0
    day: tuple[int, ...] = ()

    @property
    def is_marked(self) -> bool:
        """Whether the name calls the document a version of something."""
        return bool(self.number or self.stage)


def families_of(source: str, title: str) -> Families:
    """The families of a document by the name of its file and by its title."""
    return Families(marks_of_file(source).family, marks_of(title).family)


def marks_of_file(source: str) -> Marks:
    """What the name of a file, without its ending and its folders, says of its version."""
    return marks_of(PurePath(source).stem.rpartition(_IN_FOLDER)[2])


def marks_of(name: str) -> Marks:
    """What ``name``, a file name without its ending or a title, says of its version."""
    left = _plain(name)
    numbers = [tuple(map(int, found.split("."))) for found in _NUMBER.findall(left)]
    left = _NUMBER.sub(" ", left)
    is_early, is_late = _EARLY.search(left) is not None, _LATE.search(left) is not None
    left = _LATE.sub(" ", _EARLY.sub(" ", left))
    day, without = _day(left)
    if _PERIODIC.search(without):
        day = ()
    else:
        left = _COPY.sub(" ", " ".join(without.split()))
    family = " ".join(re.sub(r"[()\[\].,]+", " ", left).split())
    if sum(character.isalpha() for character in family) < _LEAST_LETTERS:
        return Marks("")
    return Marks(family, max(numbers, default=()), int(is_late) - int(is_early), day)


def _plain(name: str) -> str:
    """A name in small letters with its signs as single blanks; dots stay, but a date with dots gets its year first."""
    folded = re.sub(r"[-_+–—]+|%20", " ", unicodedata.normalize("NFKC", name).casefold())
    folded = _DOTTED_DATE.sub(lambda found: f"{found['y']} {int(found['m']):02} {int(found['d']):02}", folded)
    return " ".join(_YEAR_WITH_DOTS.sub(r"\1 \2 \3", folded).split())


def _day(name: str) -> tuple[tuple[int, ...], str]:
    """The day or year in a name, () where it could be two, and the name without it."""
    if found := _YEAR_FIRST.search(name):
        year, month, day = map(int, found.groups())
        return _valid(year, month, day), _YEAR_FIRST.sub(" ", name)
    if found := _YEAR_LAST.search(name):
        one, other, year = map(int, found.groups())
        # 03 04 2024 is read differently in different countries
        if one <= 12 and other <= 12 and one != other:
            return (), _YEAR_LAST.sub(" ", name)
        return _valid(year, *((other, one) if one > 12 or one == other else (one, other))), _YEAR_LAST.sub(" ", name)
    if len(years := _YEAR.findall(name)) == 1:
        return (int(years[0]),), _YEAR.sub(" ", name)
    return (), name


def _valid(year: int, month: int, day: int) -> tuple[int, ...]:
    try:
        date(year, month, day)
    except ValueError:
        return ()
    return (year, month, day)
