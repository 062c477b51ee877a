"""Finds chunks by the words of a question over several word indexes as if they were one."""

from __future__ import annotations

import math
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


def search(
    indexes: Sequence[WordIndex], query: str, k: int, removed: ChunkRanges, among: ChunkRanges | None = None
) -> tuple[Hit, ...]:
    """The ``k`` chunks of all ``indexes``, of those ``among`` if given, that fit the words of ``query`` best.

    BM25 weighs a word by its rarity within one index. To make the scores of a large and a small index comparable,
    each word is weighed anew by its rarity in all of them together, or among the chunks that are wanted.
    """
    wanted = _weighted_terms(indexes, query, among)
    total = sum(len(index) for index in indexes) if among is None else len(among)
    frequencies = {term: _frequency(indexes, term, among) for term in wanted}
    hits: list[Hit] = []
    for index in indexes:
        weights = [
            (term, weight * _rarity(total, frequencies[term]) / _rarity(len(index), here))
            for term, weight in wanted.items()
            if frequencies[term] and (here := index.frequency(term))
        ]
        hits += index.search(weights, k, removed, among)
    return ordered(hits, k)


def _weighted_terms(indexes: Sequence[WordIndex], query: str, among: ChunkRanges | None) -> dict[Term, float]:
    """What a question is searched by: its words without those of grammar, unless there are no others.

    A word that no chunk holds is taken for a slip of the pen, and the words that it may stand for count less.
    """
    found = [token for token in tokens(query) if token.stem]
    content = [token for token in found if token.word.lower() not in STOP_WORDS] or found
    weights: dict[Term, float] = {}
    for token in content:
        meant = spellings(indexes, token.stem, among)
        for field in _STEMMED:
            weights |= {Term(field, each): _WEIGHTS[field] * _SLIP_WEIGHT for each in meant}
            weights[Term(field, token.stem)] = _WEIGHTS[field]
    exact = [*exact_words(query), *plain_identifiers(query, typed=True)]
    return weights | {Term("exact", value): _WEIGHTS["exact"] for value in exact}


def spellings(indexes: Sequence[WordIndex], stem: str, among: ChunkRanges | None = None) -> tuple[str, ...]:
    """Stems that ``stem`` may be a slip of, those in most chunks first; none for one that a chunk holds.

    With ``among`` only these chunks count. Hardly anybody mistypes the first letter.
    """
    slips = slips_allowed(stem)
    if not slips or _stemmed_frequency(indexes, stem, among):
        return ()
    vocabulary = {each for index in indexes for field in _STEMMED for each in index.frequencies(field, stem[0])}
    while near := nearest_spellings(stem, vocabulary, slips):
        counts = {each: _stemmed_frequency(indexes, each, among) for each in near}
        if found := sorted((each for each in near if counts[each]), key=lambda each: (-counts[each], each)):
            return tuple(found[:_MOST_SPELLINGS])
        vocabulary.difference_update(near)
    return ()


def document_frequency(indexes: Sequence[WordIndex], word: str, among: ChunkRanges | None = None) -> int:
    """How many chunks hold ``word``, which may be a word in any form, a stem or an identifier."""
    folded = word.lower()
    ways = (Term("text", folded), Term("exact", folded), Term("text", stem(word)))
    return next((count for term in ways if (count := _frequency(indexes, term, among))), 0)


def _stemmed_frequency(indexes: Sequence[WordIndex], stem: str, among: ChunkRanges | None) -> int:
    return sum(_frequency(indexes, Term(field, stem), among) for field in _STEMMED)


def _frequency(indexes: Sequence[WordIndex], term: Term, among: ChunkRanges | None) -> int:
    return sum(index.frequency(term, among) for index in indexes)


def _rarity(chunks: int, frequency: int) -> float:
    """The inverse document frequency of BM25 as tantivy counts it (Robertson and Zaragoza 2009, with 1 added)."""
    return math.log(1 + (chunks - frequency + 0.5) / (frequency + 0.5))
