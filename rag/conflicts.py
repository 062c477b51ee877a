"""Tells when documents disagree: the same question, answered with another date, number or name by another document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.analysis import content_stems
from rag.question import AnswerKind, Question

_ONE_ANSWER = (AnswerKind.TIME, AnswerKind.NUMBER, AnswerKind.PERSON, AnswerKind.PLACE)
_MOST_WORDS = 8
_NUMERALS = {
    word: str(number)
    for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one quote answers: its document, its answering words, and the probability, 0 to 1, that they are enough."""

    document_id: str
    words: str
    sufficient: float


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
    if question.kind in (AnswerKind.TIME, AnswerKind.NUMBER):
        first, second = _values(one.words), _values(other.words)
        if first and second:
            # "15 May" and "15 May 2023" agree, "15 May" and "22 May" do not
            return not (first <= second or second <= first)
        if question.kind is AnswerKind.NUMBER:
            return False
    stems, rival = frozenset(content_stems(one.words)), frozenset(content_stems(other.words))
    return bool(stems and rival) and not stems & rival


def _values(words: str) -> frozenset[str]:
    named = (_NUMERALS[word] for word in re.findall(r"[a-z]+", words.lower()) if word in _NUMERALS)
    return frozenset({*(match.replace(",", "") for match in _DIGITS.findall(words)), *named})
