"""Tells what a question wants and whether words are of that kind: no weekday for "who", no name for "how much".

Finer than ``AnswerKind``, which the reader's weights know: money, a share and a duration are three things.
"""

from __future__ import annotations

import re
from enum import StrEnum

from index.analysis import STOP_WORDS, tokens
from rag.quantities import Quantity, quantities
from rag.question import AnswerKind, Question


class Expected(StrEnum):
    """The kind of thing that a question wants; ``ANYTHING`` where its words tell of none."""

    MONEY = "money"
    SHARE = "share"
    EXTENT = "extent"
    MASS = "mass"
    NUMBER = "number"
    TIME = "time"
    PERSON = "person"
    PLACE = "place"
    ANYTHING = "anything"


MEASURED = (Expected.MONEY, Expected.SHARE, Expected.EXTENT, Expected.MASS, Expected.NUMBER)
"""What is told by a number."""

_SIGNS: tuple[tuple[Expected, re.Pattern[str]], ...] = tuple(
    (expected, re.compile(pattern, re.IGNORECASE))
    for expected, pattern in (
        (
            Expected.MONEY,
            r"\b(?:how much|what)\b.*\b(?:costs?|pay|paid|charged?|spent?|spend|earn|refund(?:ed)?|worth)\b"
            r"|\bwhat (?:is|was|are|were) (?:the|our|my|your) (?:\w+ ){0,2}?"
            r"(?:price|fee|fare|rent|salary|wage|budget|fine)\b",
        ),
        (Expected.SHARE, r"\b(?:what|which) (?:share|percentage|percent|proportion)\b"),
        (Expected.EXTENT, r"\bhow (?:long|far|tall|deep|wide)\b(?! ago)"),
        (Expected.MASS, r"\bhow heavy\b|\bhow much\b.*\bweigh|\bwhat (?:does|do|did) .*\bweigh\b|\bwhat .*\bweight\b"),
    )
)
_OF_KIND = {
    AnswerKind.NUMBER: Expected.NUMBER,
    AnswerKind.TIME: Expected.TIME,
    AnswerKind.PERSON: Expected.PERSON,
    AnswerKind.PLACE: Expected.PLACE,
}
_MEASURES = {
    Expected.MONEY: frozenset(("pound", "dollar", "euro", "yen", "crown", "franc")),
    Expected.SHARE: frozenset(("share",)),
    Expected.EXTENT: frozenset(("length", "time", "month")),
    Expected.MASS: frozenset(("mass",)),
}
_NOTHING = re.compile(r"\b(?:free|nothing|no|none|not|zero|half|double|twice|once|daily|weekly|every)\b", re.IGNORECASE)
_CALENDAR = (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday"
)
_OF_TIME = frozenset(
    f"{_CALENDAR} {_CALENDAR.replace(' ', 's ')}s am pm noon midnight morning afternoon evening night spring summer "
    "autumn winter day days week weeks month months year years hour hours minute minutes second seconds "
    "century centuries today tomorrow yesterday now".split()
)
_TELLS_TIME = re.compile(
    r"\d|\b(?:before|after|until|till|since|when|once|during|as soon as|never|always|every|immediately|at once|later"
    r"|earlier|christmas|easter|\w+(?:th|nd|st|rd) century)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:dozens?|hundreds?|thousands?|millions?|billions?|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|\w+teen"
    r"|several|many|few|quarter|third|some)\b",
    re.IGNORECASE,
)


def expected(question: Question) -> Expected:
    """What the question wants; ``ANYTHING`` for lists, reasons and the like, which may be of any kind.

    >>> from rag.question import analyse
    >>> [expected(analyse(each)).value for each in ("What does the ferry cost?", "Who rows?", "Why is it closed?")]
    ['money', 'person', 'anything']
    """
    if question.kind not in (*_OF_KIND, AnswerKind.OTHER, AnswerKind.DEFINITION):
        return Expected.ANYTHING
    if question.kind not in (AnswerKind.TIME, AnswerKind.PERSON, AnswerKind.PLACE):
        for kind, pattern in _SIGNS:
            if pattern.search(question.text):
                return kind
    return _OF_KIND.get(question.kind, Expected.ANYTHING)


def fits(wanted: Expected, words: str) -> bool:
    """Whether ``words`` may be what is wanted. In doubt they may: a duty may well fall to "whoever comes last"."""
    match wanted:
        case Expected.ANYTHING:
            return True
        case Expected.TIME:
            return bool(_TELLS_TIME.search(words)) or any(token.word.lower() in _OF_TIME for token in tokens(words))
        case Expected.PERSON | Expected.PLACE:
            return any(_may_be_named(token.word) for token in tokens(words))
        case _:
            return bool(measured(wanted, words)) or bool(_NOTHING.search(words) or _COUNTED.search(words))


def measured(wanted: Expected, words: str) -> tuple[Quantity, ...]:
    """The amounts in ``words`` of what is wanted; a plain number may be of any unit.

    >>> [f"{one.value:f}" for one in measured(Expected.MASS, "It weighs 2 kg and costs £180.")]
    ['2']
    """
    units = _MEASURES.get(wanted)
    return tuple(one for one in quantities(words) if units is None or not one.what or one.what in units)


def has_unit(wanted: Expected, words: str) -> bool:
    """Whether an amount in ``words`` has the very unit that is wanted: a currency for money, a time for how long."""
    return any(one.what in _MEASURES.get(wanted, ()) for one in quantities(words))


def _may_be_named(word: str) -> bool:
    lower = word.lower()
    if word.isascii() and len(word) == 1:
        return False  # the letter of "P-204" is nobody's name
    return word[0].isalpha() and lower not in STOP_WORDS and lower not in _OF_TIME and not quantities(word)
