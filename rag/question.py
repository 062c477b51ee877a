"""What a question asks for: its content words, names and numbers, and the kind of answer that would settle it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from index.analysis import STOP_WORDS, signed_words, tokens
from index.identifiers import plain_identifiers


class AnswerKind(StrEnum):
    """The kind of answer that a question asks for."""

    PERSON = "person"
    TIME = "time"
    PLACE = "place"
    NUMBER = "number"
    REASON = "reason"
    MANNER = "manner"
    LIST = "list"
    YES_NO = "yes_no"
    DEFINITION = "definition"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the reader sees it.

    ``stems`` are its distinct content words as ``index.analysis`` compares them, identifiers whole; ``names`` and
    ``numbers`` are those among them that are written as names (capital inside the question) or hold a digit, and
    ``identifiers`` (KX-2240B, 12.04.2021) are in the one form of ``index.identifiers``.
    """

    text: str
    kind: AnswerKind
    stems: tuple[str, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    identifiers: frozenset[str]


# Words that say "answer me", not what about.
_ASKING = frozenset(
    """tell say said says mention mentioned mentions name named names list listed give given explain describe described
    according document documents text article please know find show question answer called kind type sort many much
    long often""".split()
)
_KINDS: tuple[tuple[AnswerKind, str], ...] = (
    (AnswerKind.REASON, r"\bwhy\b|\bhow come\b|\bwhat (?:was|is|are|were) the (?:main )?(?:reasons?|causes?|motives?)\b"
     r"|\bwhat (?:caused|causes|led|made)\b|\bfor what (?:reason|purpose)\b"),
    (AnswerKind.TIME, r"\bwhen\b|\b(?:what|which|in what|in which) (?:year|date|day|month|century|decade|time|hours?)\b"
     r"|\bhow (?:long ago|soon|old)\b|\bsince when\b|\bby what (?:date|time)\b|\buntil when\b|\bdeadline\b"),
    (AnswerKind.NUMBER, r"\bhow (?:many|much|often|long|far|high|large|big|tall|deep|fast|heavy|wide|hot)\b"
     r"|\bwhat (?:percentage|percent|share|number|amount|fraction|proportion|price|cost|fee|temperature|size)\b"
     r"|\bwhat (?:is|was|are|were) the (?:\w+ )?(?:number|price|cost|fee|rate|temperature|population|length|height|"
     r"weight|phone number|telephone number|limit|maximum|minimum|budget|deposit|amount)\b"),
    (AnswerKind.LIST, r"\b(?:list|name|enumerate) (?:all|the|every|some|three|two|four|five)\b|\bwhat (?:all|else)\b"
     r"|\bwhat (?:\w+ ){0,3}(?:are|were) (?:the|some|all)\b|\ball (?:of )?the\b"
     # "what happens if" asks for no list, as "what documents do I" does
    r"|\b(?:what|which) (?!(?:happens|comes|goes|follows|applies|counts)\b)"
    r"(?![a-z]+s (?:the|an?|my|your|our|this|that|it|if|when|to|after|before)\b)"
    r"(?!(?:is|was|are|were|do|does|did|has|have|had|can|could|must|should|may|will|would)\b)"
     r"(?:[\w-]+ ){0,2}?(?!(?:this|bus|is|was|has|does)\b)(?-i:[a-z-]+(?<![sui])s)\b"),
    (AnswerKind.PERSON, r"\bwho(?:m|se)?\b|\b(?:what|which) (?:person|man|woman|people|author|artist|company|"
     r"organi[sz]ation|team|group)\b"),
    (AnswerKind.PLACE, r"\bwhere\b|\b(?:what|which|in what|in which) (?:city|country|place|town|state|region|location|"
     r"street|room|river|continent|building|address)\b"),
    (AnswerKind.MANNER, r"\bhow\b|\bin what way\b|\bby what means\b|\bwhat (?:should|must|do|can) (?:i|you|we|one)\b"),
    (AnswerKind.DEFINITION, r"^\W*what(?:'s| is| are| was| were) (?:an? |the )?(?:[\w-]+\s?){1,3}\W*$"
     r"|\bmean(?:s|ing)? (?:by|of)\b|\bwhat does .* mean\b|\bdefin(?:e|ition)\b"),
    (AnswerKind.YES_NO, r"^\W*(?:(?:and|but|so) )?(?:is|are|was|were|do|does|did|can|could|may|must|should|will|would|"
     r"has|have|had|am)\b"),
)  # fmt: skip
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)
_QUESTION_WORD = re.compile(r"\b(?:what|which|who(?:m|se)?|when|where|why|how)\b", re.IGNORECASE)
_YES_NO = next(pattern for kind, pattern in _PATTERNS if kind is AnswerKind.YES_NO)


def analyse(text: str) -> Question:
    """Read a question that stands on its own."""
    whole = list(signed_words(text))
    words = [
        token
        for token in tokens(text)
        if token.word.lower() not in STOP_WORDS and not any(each.start <= token.start < each.end for each in whole)
    ]
    meaningful = [token for token in words if token.word.lower() not in _ASKING] or words
    opening = next((token.start for token in tokens(text)), 0)
    names = frozenset(
        token.stem
        for token in meaningful
        if token.word[0].isupper() and (token.start != opening or token.word.isupper())
    )
    return Question(
        text=text,
        kind=_kind(text),
        stems=tuple(dict.fromkeys(token.stem for token in [*meaningful, *whole])),
        # a question typed wholly in capitals names nothing by them
        names=frozenset() if text.isupper() else names,
        numbers=frozenset(token.stem for token in [*meaningful, *whole] if any(sign.isdigit() for sign in token.word)),
        identifiers=frozenset(plain_identifiers(text)),
    )


def respelt(question: Question, meant: Callable[[str], Sequence[str]]) -> Question:
    """The question with each content word that the library does not know replaced by the likeliest one it does.

    Args:
        question: as it was analysed.
        meant: the stems that an unknown stem may be a slip of, the likeliest first; none for a known one.
    """

    def likeliest(stem: str) -> str:
        known = meant(stem) if stem.isalpha() and stem not in question.names else ()
        return known[0] if known else stem

    return replace(question, stems=tuple(dict.fromkeys(map(likeliest, question.stems))))


def _kind(text: str) -> AnswerKind:
    if _YES_NO.search(text):
        return AnswerKind.YES_NO
    # "What happened when ...?" does not ask for a time: only what the first question word begins counts
    first = _QUESTION_WORD.search(text)
    latest = first.start() if first else len(text)
    for kind, pattern in _PATTERNS:
        match = pattern.search(text)
        if match and match.start() <= latest:
            return kind
    return AnswerKind.OTHER
