"""Takes an enumeration apart: "saws, planes and files" names three things."""

from __future__ import annotations

import re

from index.document import Span

_BETWEEN = re.compile(r"\s*(?:[,;]\s*(?:and|or|as well as)\s|[,;]\s|\s(?:and|or|as well as)\s)\s*")
_MOST_WORDS = 6
_NAME = r"[A-Z][\w.'’-]*(?:\s(?:(?:of|the|de|van|von|der|la|du|da)\s)*[A-Z][\w.'’-]*)*"
_ROLE = r"(?:\s?\([^()]{1,30}\)|\sas\s(?:the\s)?[A-Z][\w'’-]*)?"
_NAMES = re.compile(rf"{_NAME}{_ROLE}(?:\s?,\s{_NAME}{_ROLE})*(?:\s?,)?\s(?:and|&)\s(?:the\s)?{_NAME}")


def items(text: str) -> tuple[str, ...]:
    """The items of an enumeration of at least three; any other text as its only item.

    "Two" is no enumeration: "Marks and Spencer" is one thing.

    >>> items("saws, planes, and files")
    ('saws', 'planes', 'files')
    >>> items("Trinidad and Tobago")
    ('Trinidad and Tobago',)
    """
    parts = tuple(part for part in _BETWEEN.split(text) if part)
    if len(parts) < 3 or any(len(part.split()) > _MOST_WORDS for part in parts):
        return (text,)
    return parts


def all_the_names(text: str, words: Span) -> Span:
    """``words`` of ``text`` with the names beside which they stand: who answers "who" seldom does so as one of two.

    >>> text = "It stars Geena Davis as Thelma and Susan Sarandon as Louise."
    >>> all_the_names(text, Span(9, 20)).of(text)
    'Geena Davis as Thelma and Susan Sarandon'
    """
    for match in _NAMES.finditer(text):
        # the full stop of the sentence is no part of a name
        names = Span(match.start(), match.start() + len(match.group().rstrip(".")))
        if names.contains(words):
            return names
    return words
