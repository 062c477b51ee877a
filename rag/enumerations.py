"""Takes an enumeration apart: "saws, planes and files" names three things."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"\s*(?:[,;]\s*(?:and|or|as well as)\s|[,;]\s|\s(?:and|or|as well as)\s)\s*")
_MOST_WORDS = 6


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
