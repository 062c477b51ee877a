"""Questions as people really type them: lower case, without a question mark, with slips, as bare keywords."""

from __future__ import annotations

import re
from random import Random

_OPENING = re.compile(
    r"^(?:what|which|who|whom|whose|when|where|why|how)\b\s*(?:is|are|was|were|did|does|do|has|have|had|can|could)?\b\s*",
    re.IGNORECASE,
)
_LITTLE = frozenset("the a an of to in on at by for with is are was were be been did does do that this it its".split())


def typed(question: str, rng: Random) -> str:
    """The question in one of the ways in which it may be typed; most often as it is."""
    way = rng.random()
    if way < 0.68:
        return question
    if way < 0.84:
        return question.lower().rstrip("?").rstrip() or question
    if way < 0.90:
        return slipped(question, rng)
    if way < 0.96:
        return keywords(question)
    return _OPENING.sub("", question).rstrip("?").rstrip() or question


def slipped(question: str, rng: Random) -> str:
    """One letter of a longer word dropped, doubled or exchanged with its neighbour."""
    places = [match for match in re.finditer(r"[a-z]{5,}", question)]
    if not places:
        return question
    match = rng.choice(places)
    at = rng.randrange(match.start() + 1, match.end() - 1)
    before, letter, following, after = question[:at], question[at], question[at + 1], question[at + 2 :]
    return before + rng.choice((following, letter + letter + following, following + letter)) + after


def keywords(question: str) -> str:
    """Only the words that carry meaning, as typed into a search box."""
    words = re.findall(r"[\w'’.-]+", _OPENING.sub("", question).rstrip("?. "))
    kept = [word for word in words if word.lower() not in _LITTLE]
    return " ".join(kept) if len(kept) >= 2 else question
