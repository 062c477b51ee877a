"""Finds chunks by the words of a question over several word indexes as if they were one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from index.analysis import STOP_WORDS, stem, tokens
from index.hits import ChunkRanges, Hit, ordered
from index.identifiers import plain_identifiers
from index.spelling import nearest_spellings, slips_allowed
from index.words import Term, WordIndex, exact_words

_STEMMED = ("text", "context")
_WEIGHTS = {"text": 1.0, "context": 0.5, "exact": 1.0}
_SLIP_WEIGHT = 0.8  # of a word that was perhaps meant, against one that was typed
_MOST_SPELLINGS = 3


def search(indexes: Sequence[WordIndex], query: str, k: int, removed: ChunkRanges) -> tuple[Hit, ...]:
    """The ``k`` chunks of all ``indexes`` that fit the words of ``query`` best.

    BM25 weighs a word by its rarity within one index. To make the scores of a large and a small index comparable,
    each word is weighed anew by its rarity in all of them together.
    """
    wanted = _weighted_terms(indexes, query)
    total = sum(len(index) for index in indexes)
    frequencies = {term: _frequency(indexes, term) for term in wanted}
    hits: list[Hit] = []
    for index in indexes:
        weights = [
            (term, weight * _rarity(total, frequencies[term]) / _rarity(len(index), here))
            for term, weight in wanted.items()
            if (here := index.frequency(term))
        ]
        hits += index.search(weights, k, removed)
    return ordered(hits, k)


def _weighted_terms(indexes: Sequence[WordIndex], query: str) -> dict[Term, float]:
    """What a question is searched by: its words without those of grammar, unless there are no others.

    A word that no chunk holds is taken for a slip of the pen, and the words that it may stand for count less.
    """
    found = [token for token in tokens(query) if token.stem]
    content = [token for token in found if token.word.lower() not in STOP_WORDS] or found
    weights: dict[Term, float] = {}
    for token in content:
        meant = spellings(indexes, token.stem)
        for field in _STEMMED:
            weights |= {Term(field, each): _WEIGHTS[field] * _SLIP_WEIGHT for each in meant}
            weights[Term(field, token.stem)] = _WEIGHTS[field]
    exact = [*exact_words(query), *plain_identifiers(query, typed=True)]
    return weights | {Term("exact", value): _WEIGHTS["exact"] for value in exact}


def spellings(indexes: Sequence[WordIndex], stem: str) -> tuple[str, ...]:
    """Stems that ``stem`` may be a slip of, those in most chunks first; none for one that a chunk holds.

    Hardly anybody mistypes the first letter.
    """
    slips = slips_allowed(stem)
    if not slips or any(_frequency(indexes, Term(field, stem)) for field in _STEMMED):
        return ()
    counts = Counter[str]()
    for index in indexes:
        for field in _STEMMED:
            counts.update(index.frequencies(field, stem[0]))
    near = nearest_spellings(stem, counts, slips)
    return tuple(sorted(near, key=lambda each: (-counts[each], each))[:_MOST_SPELLINGS])


def _frequency(indexes: Sequence[WordIndex], term: Term) -> int:
    return sum(index.frequency(term) for index in indexes)


def document_frequency(indexes: Sequence[WordIndex], word: str) -> int:
    """How many chunks of all ``indexes`` hold ``word``, which may be a word in any form, a stem or an identifier."""
    folded = word.lower()
    ways = (Term("text", folded), Term("exact", folded), Term("text", stem(word)))
    return next((count for term in ways if (count := _frequency(indexes, term))), 0)


def _rarity(chunks: int, frequency: int) -> float:
    """The inverse document frequency of BM25 as tantivy counts it (Robertson and Zaragoza 2009, with 1 added)."""
    return math.log(1 + (chunks - frequency + 0.5) / (frequency + 0.5))
