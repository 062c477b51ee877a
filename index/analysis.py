"""How words are compared: one analysis for the index of words and for whoever reads what it finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from index.identifiers import plain_identifiers

if TYPE_CHECKING:
    import tantivy

WORD = r"\w+"
_WORD = re.compile(WORD)
# Amounts, dates and identifiers with signs inside (3,837, 12.04.2021, KX-2240B): parts of them mean something else.
_SIGNED = re.compile(r"(?=[\w./:,-]*\d)\w+(?:[-./:,]\w+)+")

# Words of grammar. A question's verbs of asking ("tell", "mention") are not here: whether they carry meaning depends
# on the question, so the question's own analysis decides.
STOP_WORDS = frozenset(
    """a about above after again against all am an and any are aren as at be because been before being below
    between both but by can cannot could couldn d did didn do does doesn doing don down during each few for from
    further had hadn has hasn have haven having he her here hers herself him himself his how i if in into is isn
    it its itself just ll m may me might more most must my myself no nor not now of off on once only or other
    our ours ourselves out over own re s same shall she should shouldn so some such t than that the their theirs
    them themselves then there these they this those through to too under until up ve very was wasn we were
    weren what when where which while who whom whose why will with won would wouldn you your yours yourself
    yourselves""".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: its ``stem`` and where it stands, ``[start, end)`` in code points."""

    stem: str
    word: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The words of ``text`` in order, stop words among them."""
    for match in _WORD.finditer(text):
        yield Token(stem(match.group()), match.group(), match.start(), match.end())


def content_stems(text: str) -> tuple[str, ...]:
    """The distinct stems of ``text`` in order of first appearance, without words of grammar, then what has signs."""
    words = (token.stem for token in tokens(text) if token.word.lower() not in STOP_WORDS and token.stem)
    return tuple(dict.fromkeys([*words, *(token.stem for token in signed_words(text)), *plain_identifiers(text)]))


def signed_words(text: str) -> Iterator[Token]:
    """Amounts, dates and identifiers with signs inside, whole: an identifier's stem is its letters and digits."""
    for match in _SIGNED.finditer(text):
        plain = next(plain_identifiers(match.group()), match.group().lower())
        yield Token(plain, match.group(), match.start(), match.end())


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The form under which ``word`` is compared: lower case, accents folded, English endings removed."""
    return "".join(stemming_analyzer().analyze(word))


@cache
def stemming_analyzer() -> tantivy.TextAnalyzer:
    """The tantivy analyzer for running text: words, lower case, accents folded, English stems."""
    import tantivy

    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(WORD))
        .filter(tantivy.Filter.remove_long(64))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )
