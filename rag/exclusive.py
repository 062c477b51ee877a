"""Words of which only one holds of the same thing: what is red is not blue, what is in summer is not in winter."""

from __future__ import annotations

from rag.calendar_names import MONTHS

_GROUPS = tuple(
    frozenset(words.split())
    for words in (
        "red blue green yellow brown black white grey gray pink purple orange",
        "spring summer autumn winter",
        "monday tuesday wednesday thursday friday saturday sunday",
        " ".join(MONTHS),
        "north south east west",
        "northern southern eastern western",
        "left right",
        "upper lower",
        "front back",
        "front rear",
        "morning afternoon evening",
        "full half",
        "minimum maximum",
        "highest lowest",
        "smallest largest",
        "male female",
        "first second third fourth fifth sixth seventh eighth",
        "indoor outdoor",
        "internal external",
    )
)


def others_than(word: str) -> frozenset[str]:
    """What a thing is not if it is what ``word`` (in small letters) says; nothing for most words.

    >>> sorted(others_than("summer"))
    ['autumn', 'spring', 'winter']
    """
    return frozenset().union(*(group for group in _GROUPS if word in group)) - {word}
