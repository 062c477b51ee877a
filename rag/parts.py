"""Takes a double question apart: "When was it built, and who paid for it?" asks two things of perhaps two documents."""

from __future__ import annotations

import re

from rag.question import analyse
from rag.resolution import resolve

_WH = r"(?:what|which|who|whom|whose|when|where|why|how)"
_PREPOSITION = r"(?:in|on|at|by|for|from|to|with|of|until|since|during|under|about)"
_AUXILIARY = r"(?:is|are|was|were|do|does|did|can|could|may|might|must|shall|should|will|would|has|have|had)"
_ASKS = re.compile(rf"\b{_WH}\b|^\W*{_AUXILIARY}\b", re.I)
_AND = re.compile(rf"(?:,\s*(?:and|but)|\s+and|;)\s+(?:also\s+)?(?=(?:{_PREPOSITION}\s+)?{_WH}\b)", re.I)
# "the difference between how … and how …" and "what … means and what not" ask one thing
_ONE_THING = re.compile(r"\b(?:between|both|either|neither|whether)\b", re.I)
_SENTENCE = re.compile(r"\?\s+(?=\S)")
_ELLIPSIS = re.compile(
    rf"^{_WH}(?:\s+(?:much|many|long|about))?\s+(?P<preposition>{_PREPOSITION})\s+(?P<rest>.+)$", re.I
)
_COUNTED = re.compile(
    r"\b(?:which|what|how many)\s+(?P<noun>(?!one\b)[a-z-]+(?:\s[a-z-]+){0,2}?)"
    rf"(?=\s+(?:of|{_AUXILIARY})\b)",
    re.I,
)
_ONE = re.compile(r"\bone\b", re.I)
_WHOSE_OWN = re.compile(r"\b(?:its|their)\s+\w", re.I)
_OTHER_REFERENCE = re.compile(r"\b(?:it|they|them|he|she|him|his|her|there|this|that|these|those)\b", re.I)
_VERB = re.compile(rf"\b(?:{_AUXILIARY}|\w+(?:ed|es|s))\b", re.I)
_AFTERTHOUGHT = re.compile(rf"{_WH}(?:\s+(?:much|many|long|often|exactly|each|not|so|else))*", re.I)
_MOST = 3


def parts_of(question: str) -> tuple[str, ...]:
    """The questions that a question consists of, each standing on its own; only itself where it asks one thing.

    What a later part leaves out is taken from the first one.

    >>> parts_of("Who built the mill, and when did it burn down?")
    ('Who built the mill?', 'when did the mill burn down?')
    >>> parts_of("Where does the river begin and end?")
    ('Where does the river begin and end?',)
    """
    pieces = [piece.strip(" ,;?") for sentence in _SENTENCE.split(question) for piece in _AND.split(sentence)]
    whole = len(pieces) < 2 or len(pieces) > _MOST or _ONE_THING.search(question)
    if whole or not all(_ASKS.search(piece) and _says_enough(piece) for piece in pieces):
        return (question,)
    first = f"{pieces[0]}?"
    return (first, *(_complete(first, piece) for piece in pieces[1:]))


def _says_enough(piece: str) -> bool:
    """Whether it is more than "and why" or "how much each", which only make sense with what stands before them."""
    return _AFTERTHOUGHT.fullmatch(piece) is None and bool(analyse(piece).stems or _OTHER_REFERENCE.search(piece))


def _complete(first: str, piece: str) -> str:
    missing = _ELLIPSIS.match(piece)
    if missing and not _VERB.search(piece):
        same = re.search(rf"\b{missing['preposition']}\b", first, re.I)
        kept = first[: same.start()] if same else f"{first.rstrip('?')} "
        return f"{kept}{missing['preposition']} {missing['rest']}?"
    counted = _COUNTED.search(first)
    if counted:
        piece = _ONE.sub(lambda match: _one_of(counted["noun"], piece[: match.start()]), piece)
    whole, refers = f"{piece}?", _OTHER_REFERENCE.search(piece)
    if _WHOSE_OWN.search(piece) and not refers:
        # "its harvest supper" is found by what it says; whose it is may be guessed wrongly
        return whole
    resolved = resolve(whole, (first,))
    leans = refers or (len(analyse(piece).stems) < 2 and not _VERB.search(piece))
    return f"{piece} – {first}" if leans and resolved == whole else resolved


def _one_of(noun: str, before: str) -> str:
    """What "one" stands for: "which day", or "one plum cake"."""
    return noun if re.search(r"\bwhich\s+$", before, re.I) else f"one {noun.removesuffix('s')}"
