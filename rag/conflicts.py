"""Tells when documents disagree: the same question, answered with another date, number or name by another document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from index.analysis import STOP_WORDS, content_stems, tokens
from index.identifiers import plain_identifiers
from rag.calendar_names import MONTHS
from rag.expected import Expected, expected, fits, measured
from rag.quantities import Quantity, quantities
from rag.question import Question
from rag.reading import Finding, sentence_of

_MOST_WORDS = 8
_TYPED_FROM = 0.2  # by how much less sure the reader may be of amounts and times
_NEAR = 1.5  # how far behind in score whatever says nothing of the question may be
_NEAR_FOR_THE_SAME = 5.0  # how much farther what says all of it
_KNOWN = 0.5  # the share of the question's words that the first passage must have for anything to be said against it
REACH = _NEAR + _NEAR_FOR_THE_SAME
"""What is farther behind the first finding in score does not disagree with it."""
_SURE_BY_ITSELF = 3.5  # logit: what answers so surely when it is read by itself counts, however far behind
_NO_ANSWER_BY_ITSELF = 2.0  # and what answers less surely does not count, however near
_MOST_RIVALS = 6
_MONTHS = tuple(month.capitalize() for month in MONTHS)  # "may" is no month
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.](?P<minutes>\d\d))?\s?(?P<half>[ap])\.?m\b|\b(?P<of_24>\d{1,2}):(?P<past>\d\d)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1\d|20)\d\d(?=s?\b)(?![.,]\d)")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence answers: its document, its answering words, and the probability, 0 to 1, that they are enough.

    ``around`` is what the quote says beside these words, which tells of what year or thing it speaks; ``title`` is the
    document's, ``about`` the stems of its passage, title and headings. ``score`` and ``by_itself`` are the finding's:
    see there.
    """

    document_id: str
    words: str
    sufficient: float
    around: str = ""
    score: float = 0.0
    title: str = ""
    about: frozenset[str] = frozenset()
    by_itself: float | None = None

    @property
    def whole(self) -> str:
        """All that the quote says."""
        return f"{self.words} {self.around}"


def disagreeing(question: Question, claims: Sequence[Claim], surely: float) -> tuple[int, ...]:
    """The places of the claims that disagree with the first one, and its own; empty if none does.

    Only a question with one answer can have two that disagree; one document may well speak of two things. Names are
    compared where the reader is sure by at least ``surely`` that they are enough on their own, amounts and times
    from somewhat less on, since the kind of thing that is wanted speaks for them, too.
    """
    wanted = expected(question)
    if wanted is Expected.ANYTHING or not claims or not _counts(wanted, claims[0], surely):
        return ()
    first = claims[0]
    others = tuple(
        place
        for place, claim in enumerate(claims[1:], start=1)
        if claim.document_id != first.document_id
        and _may_contradict(question, wanted, first, claim, surely)
        and _is_about_the_same(question, first, claim)
        and _differ(wanted, first, claim)
    )
    return (0, *others) if others else ()


def rivals(question: Question, findings: Sequence[Finding]) -> tuple[int, ...]:
    """The places of the findings of other documents that may contradict the first one: what is to be read by itself."""
    wanted = expected(question)
    if wanted is Expected.ANYTHING or not findings:
        return ()
    first = findings[0]
    others = (
        place
        for place, one in enumerate(findings)
        if one.passage.document_id != first.passage.document_id
        and one.score >= first.score - REACH
        and fits(wanted, sentence_of(one))
    )
    return tuple(islice(others, _MOST_RIVALS))


def _may_contradict(question: Question, wanted: Expected, first: Claim, other: Claim, surely: float) -> bool:
    """Whether the other answers as surely as needs be: near behind the first, or when it is read by itself."""
    if other.by_itself is not None:
        if other.by_itself >= _SURE_BY_ITSELF:
            return _is_short(other)
        if other.by_itself < _NO_ANSWER_BY_ITSELF:
            return False
    return _counts(wanted, other, surely) and _is_near(question, first, other)


def _is_short(claim: Claim) -> bool:
    return 0 < len(claim.words.split()) <= _MOST_WORDS


def _counts(wanted: Expected, claim: Claim, surely: float) -> bool:
    least = surely if wanted in (Expected.PERSON, Expected.PLACE) else surely - _TYPED_FROM
    return claim.sufficient >= least and _is_short(claim)


def _is_near(question: Question, first: Claim, other: Claim) -> bool:
    """Whether the other is close behind: the closer, the less it says of what the question and the first one say."""
    asked = frozenset(question.stems)
    of_quotes, of_passages = (
        len(said & again) / len(said) if said else 0.0
        for said, again in (
            (asked.intersection(content_stems(first.whole)), frozenset(content_stems(other.whole))),
            (asked & first.about, other.about),
        )
    )
    return other.score >= first.score - _NEAR - _NEAR_FOR_THE_SAME * (of_quotes + of_passages) / 2


def _is_about_the_same(question: Question, first: Claim, other: Claim) -> bool:
    """Whether the other's passage, too, has what the question names: by a name, a number, or a word of the title."""
    asked = frozenset(question.stems)
    named = question.names | question.numbers | asked.intersection(content_stems(first.title))
    return named & first.about <= other.about and len(asked & first.about) >= _KNOWN * len(asked)


def _differ(wanted: Expected, one: Claim, other: Claim) -> bool:
    if _speak_of_two(one, other):
        return False
    match wanted:
        case Expected.TIME:
            return _times_differ(one.words, other.words) and all(
                _times_differ(its.words, wider.whole) for its, wider in ((one, other), (other, one))
            )
        case Expected.PERSON | Expected.PLACE:
            first, second = (_named(claim.words, wanted) for claim in (one, other))
            return bool(first and second) and not first & second
        case _:
            first_amounts, second_amounts = measured(wanted, one.words), measured(wanted, other.words)
            return _amounts_differ(first_amounts, second_amounts) and not any(
                _all_among(amounts, measured(wanted, wider.whole))
                for amounts, wider in ((first_amounts, other), (second_amounts, one))
            )


def _times_differ(one: str, other: str) -> bool:
    """Whether they name other times of like form: "15 May" and "15 May 2023" agree, "on Tuesdays" is another matter."""
    return any(_contradict(first, second) for first, second in zip(_times(one), _times(other), strict=True))


def _speak_of_two(one: Claim, other: Claim) -> bool:
    """Whether two quotes name different years or different things by a sign, such as KX-1 and KX-2."""
    years = (frozenset(_YEAR.findall(claim.around)) for claim in (one, other))
    signs = (frozenset(plain_identifiers(claim.around)) for claim in (one, other))
    return any(first and second and not first & second for first, second in (tuple(years), tuple(signs)))


def _amounts_differ(one: Sequence[Quantity], other: Sequence[Quantity]) -> bool:
    """Whether both name an amount of the same kind, and none in common: of "£85 and £40" £40 may be what is asked."""
    pairs = [(first, second) for first in one for second in other]
    return any(first.is_comparable(second) for first, second in pairs) and not any(
        first.agrees(second) for first, second in pairs
    )


def _all_among(amounts: Sequence[Quantity], wider: Sequence[Quantity]) -> bool:
    return all(any(each.agrees(its) for its in wider) for each in amounts)


def _contradict(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not (one <= other or other <= one)


def _named(words: str, wanted: Expected) -> frozenset[str]:
    """The stems to compare; of a person only the name, since "the mayor" may be anybody."""
    return frozenset(
        token.stem
        for token in tokens(words)
        if token.word.lower() not in STOP_WORDS and (wanted is not Expected.PERSON or token.word[0].isupper())
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
