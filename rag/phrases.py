"""Finds the shortest words inside an answering sentence: the items of a list, a date, a number, a name."""

from __future__ import annotations

import re

from index.analysis import content_stems, tokens
from index.document import Span
from rag.evidence import holds_kind
from rag.question import AnswerKind, Question

_ENUMERATION = re.compile(r"[^,;:.()]+(?:,\s[^,;:.()]+?)+?,?\s(?:and|or|as well as)\s[^,;:.()]+")
_ANNOUNCED = re.compile(
    r"(?:\b(?:such as|including|includes?|namely|for example|like|are|were|is|was)|:)\s+(?:the following\s*:?\s*)?",
    re.IGNORECASE,
)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?!\d)"
_YEAR = r"(?:1\d|20)\d\d"
_TIME = re.compile(
    rf"(?:{_DAY}\s+{_MONTH}|{_MONTH}\s+{_DAY})(?:,?\s+{_YEAR}\b)?|\b{_MONTH}\s+{_YEAR}\b"
    rf"|\b(?:(?:early|mid|late)[-\s])?{_YEAR}s?\b(?!\s?[–-]\s?\d)|\b\d{{1,2}}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?"
    rf"|\b\d{{1,2}}[:.]\d\d\b|\b{_MONTH}\b"
)
_NUMERAL = (
    "(?i:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|twenty|thirty|forty|fifty|a dozen)"
)
_NO_UNIT = "(?:a|an|and|are|as|at|but|by|for|from|if|in|is|of|on|or|per|than|that|the|to|unless|was|were|when|with)"
_NUMBER = re.compile(
    rf"(?:\b(?:up to|about|over|under|at least|at most|more than|less than|around|nearly|almost)\s)?(?:[$€£¥]\s?)?"
    rf"\b(?!{_YEAR}\b)(?:\d[\d,.]*\d|\d|{_NUMERAL})(?:\s?(?:%|°\s?[CF]?)|\s(?:per cent|percent|hundred|thousand"
    rf"|million|billion|trillion))?(?!\w|-)(?:\s(?!{_NO_UNIT}\b)[a-z]{{2,}})?"
)
_HOW_MANY = re.compile(r"\bhow (?:many|much)\b", re.IGNORECASE)
_WHO = re.compile(r"\bwho(?:m)?\b", re.IGNORECASE)
_ASKED_FOR = 2  # a date, where one is asked for, is worth as much as two words of the question
_NAME = re.compile(r"\b[A-Z][\w.-]*\w(?:\s+(?:(?:of|the|de|van|von|der|la|and|&)\s+)*[A-Z][\w.-]*\w)*")


def enumeration(text: str) -> Span | None:
    """The items of the longest list of at least three inside ``text``, when something announces them.

    >>> text = "Bring tools such as saws, planes, and files, so that we can start."
    >>> enumeration(text).of(text)
    'saws, planes, and files'
    """
    best: Span | None = None
    for announced in _ANNOUNCED.finditer(text):
        match = _ENUMERATION.match(text, announced.end())
        if match and (best is None or match.end() - match.start() > len(best)):
            best = Span(match.start(), announced.end() + len(match.group().rstrip()))
    return best


def only_phrase(question: Question, text: str) -> Span | None:
    """The one time, number or name of ``text`` that the question asks for; ``None`` if there is none or several.

    With several to choose from only a trained reader could tell, and then the whole sentence is the honest answer.
    """
    pattern = _phrase_pattern(question)
    if pattern is None:
        return None
    known = {token.stem for token in tokens(question.text)}
    opening = next((token.end for token in tokens(text)), 0)
    found = [
        Span(*match.span())
        for match in pattern.finditer(text)
        # the first word of a sentence has its capital anyway, so alone it is no sign of a name
        if not (pattern is _NAME and match.end() <= opening) and not known.issuperset(content_stems(match.group()))
    ]
    distinct = {span.of(text).lower() for span in found}
    return found[0] if len(distinct) == 1 else None


def _phrase_pattern(question: Question) -> re.Pattern[str] | None:
    if question.kind is AnswerKind.TIME:
        return _TIME
    if question.kind is AnswerKind.NUMBER and _HOW_MANY.search(question.text):
        return _NUMBER
    if question.kind is AnswerKind.PERSON and _WHO.search(question.text):
        return _NAME
    return None


def essential_clauses(question: Question, text: str, words: int, found: Span) -> Span:
    """The run of clauses of ``text`` with at most ``words`` words that answers most.

    It holds the words ``found`` where it can, then what is asked for, and shares most words with the question. A
    sentence that is short enough stays whole.
    """
    if len(text.split()) <= words:
        return Span(0, len(text))
    starts = [0, *(match.end() for match in re.finditer(r"[;,:]\s(?!\d)|\s[–—-]\s", text))]
    ends = [*starts[1:], len(text)]
    wanted = set(question.stems)
    best, best_key = Span(0, len(text)), (False, -1, 0)
    for first, start in enumerate(starts):
        for end in ends[first:]:
            piece = text[start:end].rstrip(" ,;:–—-")
            length = len(piece.split())
            if length > words:
                break
            span = Span(start, start + len(piece))
            shared = _ASKED_FOR * holds_kind(question, piece) + len(wanted.intersection(content_stems(piece)))
            key = (span.contains(found), shared, length)
            if key > best_key:
                best, best_key = span, key
    return best
