"""Tells when documents disagree: the same question, answered with another date, number or name by another document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.analysis import STOP_WORDS, tokens
from index.identifiers import plain_identifiers
from rag.quantities import quantities
from rag.question import AnswerKind, Question

_ONE_ANSWER = (AnswerKind.TIME, AnswerKind.NUMBER, AnswerKind.PERSON, AnswerKind.PLACE)
_MOST_WORDS = 8
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.](?P<minutes>\d\d))?\s?(?P<half>[ap])\.?m\b|\b(?P<of_24>\d{1,2}):(?P<past>\d\d)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1\d|20)\d\d(?=s?\b)(?![.,]\d)")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one quote answers: its document, its answering words, and the probability, 0 to 1, that they are enough.

    ``around`` is what the quote says beside these words, which tells of what year or thing it speaks.
    """

    document_id: str
    words: str
    sufficient: float
    around: str = ""


def disagreeing(question: Question, claims: Sequence[Claim], surely: float) -> tuple[int, ...]:
    """The places of the claims that disagree with the first one, and its own; empty if none does.

    Only a question with one answer can have two that disagree; only words that are enough on their own, in the eyes of
    the reader by at least ``surely``, are compared; and one document may well speak of two things.
    """
    if question.kind not in _ONE_ANSWER or not claims or not _counts(claims[0], surely):
        return ()
    first = claims[0]
    others = tuple(
        place
        for place, claim in enumerate(claims[1:], start=1)
        if claim.document_id != first.document_id and _counts(claim, surely) and _differ(question, first, claim)
    )
    return (0, *others) if others else ()


def _counts(claim: Claim, surely: float) -> bool:
    return claim.sufficient >= surely and 0 < len(claim.words.split()) <= _MOST_WORDS


def _differ(question: Question, one: Claim, other: Claim) -> bool:
    if _speak_of_two(one, other):
        return False
    match question.kind:
        case AnswerKind.TIME:
            # "15 May" and "15 May 2023" agree; "15 May" and "on Tuesdays" do not speak of the same
            pairs = zip(_times(one.words), _times(other.words), strict=True)
            return any(_contradict(first, second) for first, second in pairs)
        case AnswerKind.NUMBER:
            return _amounts_differ(one.words, other.words)
        case _:
            first, second = (_named(claim.words, question.kind) for claim in (one, other))
            return bool(first and second) and not first & second


def _speak_of_two(one: Claim, other: Claim) -> bool:
    """Whether two quotes name different years or different things by a sign, such as KX-1 and KX-2."""
    years = (frozenset(_YEAR.findall(claim.around)) for claim in (one, other))
    signs = (frozenset(plain_identifiers(claim.around)) for claim in (one, other))
    return any(first and second and not first & second for first, second in (tuple(years), tuple(signs)))


def _amounts_differ(one: str, other: str) -> bool:
    """Whether both name an amount of the same kind, and neither has all amounts of the other."""
    first, second = quantities(one), quantities(other)
    if not any(each.is_comparable(its) for each in first for its in second):
        return False
    return not any(
        all(any(each.agrees(its) for its in wider) for each in narrower)
        for narrower, wider in ((first, second), (second, first))
    )


def _contradict(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not (one <= other or other <= one)


def _named(words: str, kind: AnswerKind) -> frozenset[str]:
    """The stems to compare; of a person only the name, since "the mayor" may be anybody."""
    return frozenset(
        token.stem
        for token in tokens(words)
        if token.word.lower() not in STOP_WORDS and (kind is not AnswerKind.PERSON or token.word[0].isupper())
    )


def _times(words: str) -> tuple[frozenset[str], ...]:
    """Weekdays, times of day, years, months and other numbers, each in one form, to be compared with their like."""
    plain = [token.word for token in tokens(words)]
    rest = _CLOCK.sub(" ", words)
    return (
        frozenset(day for word in plain for day in _DAYS if word.lower() in (day, f"{day}s")),
        frozenset(_time_of_day(match) for match in _CLOCK.finditer(words)),
        frozenset(_YEAR.findall(rest)),
        frozenset(word for word in plain if word in _MONTHS),
        _numbers(_YEAR.sub(" ", rest)),
    )


def _time_of_day(match: re.Match[str]) -> str:
    if match["of_24"]:
        return f"{int(match['of_24'])}:{match['past']}"
    return f"{int(match['hour']) % 12 + 12 * (match['half'].lower() == 'p')}:{match['minutes'] or '00'}"


def _numbers(words: str) -> frozenset[str]:
    """The numbers in one form: "twelve" is "12"."""
    return frozenset(f"{each.number.normalize():f}" for each in quantities(words))
