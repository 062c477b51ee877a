"""Finds chunks by words: a tantivy index with BM25.

Nothing is stored in it but word statistics and chunk ids. ``text`` holds the stemmed words of a chunk, ``context``
those of its title and headings, ``exact`` whole identifiers, numbers, dates and file names (AB-1234.5, report_2.pdf)
as they are written and without their signs.
"""

from __future__ import annotations

import errno
import math
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from index.analysis import STOP_WORDS, stem, stemming_analyzer, tokens
from index.hits import ChunkRanges, Hit, best, ordered
from index.identifiers import plain_identifiers
from index.spelling import nearest_spellings, slips_allowed

if TYPE_CHECKING:
    import tantivy

# Words with a digit or with a sign inside; plain words are found by their stem.
_EXACT = (
    r"[\p{L}\p{N}]*\p{N}[\p{L}\p{N}]*(?:[-–./:_@#&+,'’][\p{L}\p{N}]+)*"
    r"|[\p{L}\p{N}]+(?:[-–./:_@#&+][\p{L}\p{N}]+)+"
)
_STEMMED = ("text", "context")
_WEIGHTS = {"text": 1.0, "context": 0.5, "exact": 1.0}
_SLIP_WEIGHT = 0.8  # of a word that was perhaps meant, against one that was typed
_MOST_SPELLINGS = 3
_HEAP_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class Term:
    """A word as one field of the index knows it."""

    field: str
    value: str


class WordIndex:
    """Word statistics of some chunks. Never changes; searches may run in many threads at once."""

    def __init__(self, index: tantivy.Index, keep_alive: object = None) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        self._keep_alive = keep_alive

    @classmethod
    def open(cls, folder: Path) -> WordIndex:
        """Open a written index.

        Raises:
            ValueError: it is damaged.
        """
        import tantivy

        if os.access(folder, os.W_OK):
            return cls(_registered(tantivy.Index.open(str(folder))))
        # tantivy wants to make a lock file beside the index even for reading
        mirror = tempfile.TemporaryDirectory(prefix="quotewise-")
        for file in folder.iterdir():
            _link_or_copy(file, Path(mirror.name) / file.name)
        return cls(_registered(tantivy.Index.open(mirror.name)), mirror)

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def frequency(self, term: Term) -> int:
        """How many chunks hold the term; removed ones count until the next generation is built."""
        return int(self._searcher.doc_freq(term.field, term.value))

    def frequencies(self, field: str, beginning: str) -> dict[str, int]:
        """The words of a field that begin so, and how many chunks hold each."""
        return dict(self._searcher.terms_with_prefix(field, beginning))

    def search(self, weights: Sequence[tuple[Term, float]], k: int, removed: ChunkRanges) -> tuple[Hit, ...]:
        """The ``k`` chunks with the highest weighted sum of BM25 over the terms."""
        import tantivy

        query = tantivy.Query.boolean_query(
            [
                (
                    tantivy.Occur.Should,
                    tantivy.Query.boost_query(
                        tantivy.Query.term_query(self._schema, term.field, term.value, "freq"), weight
                    ),
                )
                for term, weight in weights
            ]
        )

        def fetch(wanted: int) -> list[Hit]:
            hits = self._searcher.search(query, min(wanted, len(self)), count=False).hits
            ids = self._searcher.fast_field_values("chunk_id", [address for _, address in hits])
            return [Hit(int(i or 0), float(score)) for i, (score, _) in zip(ids, hits, strict=True)]

        return best(k, fetch, removed) if weights and len(self) else ()


class WordIndexWriter:
    """Builds a ``WordIndex`` in a folder, or in memory when there is none."""

    def __init__(self, folder: Path | None) -> None:
        import tantivy

        if folder is not None:
            folder.mkdir()
        with _disk_errors():
            self._index = _registered(tantivy.Index(_schema(), path=None if folder is None else str(folder)))
            # one thread writes chunks in order of id, so the same chunks give the same index
            self._writer = self._index.writer(heap_size=_HEAP_BYTES, num_threads=1)

    def add(self, chunk_id: int, text: str, context: str) -> None:
        """Take in one chunk."""
        import tantivy

        document = tantivy.Document()
        document.add_unsigned("chunk_id", chunk_id)
        document.add_text("text", text)
        document.add_text("context", context)
        document.add_text("exact", text)
        document.add_text("exact", context)
        document.add_text("exact", " ".join(plain_identifiers(f"{context}\n{text}")))
        with _disk_errors():
            self._writer.add_document(document)

    def finish(self) -> WordIndex:
        """Write everything and give the index.

        Raises:
            OSError: the folder cannot be written.
        """
        with _disk_errors():
            self._writer.commit()
            self._writer.wait_merging_threads()
        self._index.reload()
        return WordIndex(self._index)


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
    exact = [*_exact_analyzer().analyze(query), *plain_identifiers(query, typed=True)]
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


@contextmanager
def _disk_errors() -> Iterator[None]:
    """Tantivy reports a full disk as a plain ValueError."""
    try:
        yield
    except ValueError as exc:
        raise OSError(errno.ENOSPC, f"tantivy could not write: {str(exc)[-120:]}") from exc


def _schema() -> tantivy.Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("chunk_id", fast=True)
    for field, tokenizer in (("text", "stemmed"), ("context", "stemmed"), ("exact", "whole")):
        builder.add_text_field(field, tokenizer_name=tokenizer, index_option="freq")
    return builder.build()


def _registered(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer("stemmed", stemming_analyzer())
    index.register_tokenizer("whole", _exact_analyzer())
    return index


@cache
def _exact_analyzer() -> tantivy.TextAnalyzer:
    import tantivy

    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(_EXACT))
        .filter(tantivy.Filter.remove_long(128))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .build()
    )


def _link_or_copy(file: Path, target: Path) -> None:
    try:
        target.symlink_to(file.resolve())
    except OSError:  # Windows lets only some people make links
        shutil.copyfile(file, target)
