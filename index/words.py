"""Finds chunks by words: a tantivy index with BM25.

Nothing is stored in it but word statistics and chunk ids. ``text`` holds the stemmed words of a chunk, ``context``
those of its title and headings, ``exact`` whole identifiers, numbers, dates and file names (AB-1234.5, report_2.pdf)
as they are written and without their signs.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from index.analysis import stemming_analyzer
from index.hits import ChunkRanges, Hit, best
from index.identifiers import plain_identifiers

if TYPE_CHECKING:
    import tantivy

# Words with a digit or with a sign inside; plain words are found by their stem.
_EXACT = (
    r"[\p{L}\p{N}]*\p{N}[\p{L}\p{N}]*(?:[-–./:_@#&+,'’][\p{L}\p{N}]+)*"
    r"|[\p{L}\p{N}]+(?:[-–./:_@#&+][\p{L}\p{N}]+)+"
)
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

    def frequency(self, term: Term, among: ChunkRanges | None = None) -> int:
        """How many chunks hold the term; removed ones count until the next generation is built, unless ``among``."""
        if among is None:
            return int(self._searcher.doc_freq(term.field, term.value))
        counted = self._searcher.search(self._restricted(self._term(term), among), limit=1, count=True)
        return int(counted.count)  # type: ignore[attr-defined]  # the stubs do not know it

    def frequencies(self, field: str, beginning: str) -> dict[str, int]:
        """The words of a field that begin so, and how many chunks hold each."""
        return dict(self._searcher.terms_with_prefix(field, beginning))

    def search(
        self,
        weights: Sequence[tuple[Term, float]],
        k: int,
        removed: ChunkRanges,
        among: ChunkRanges | None = None,
    ) -> tuple[Hit, ...]:
        """The ``k`` chunks, of those ``among`` if given, with the highest weighted sum of BM25 over the terms."""
        import tantivy

        query = tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, tantivy.Query.boost_query(self._term(term), weight)) for term, weight in weights]
        )
        if among is not None:
            query = self._restricted(query, among)

        def fetch(wanted: int) -> list[Hit]:
            hits = self._searcher.search(query, min(wanted, len(self)), count=False).hits
            ids = self._searcher.fast_field_values("chunk_id", [address for _, address in hits])
            return [Hit(int(i or 0), float(score)) for i, (score, _) in zip(ids, hits, strict=True)]

        return best(k, fetch, removed) if weights and len(self) else ()

    def _term(self, term: Term) -> tantivy.Query:
        import tantivy

        return tantivy.Query.term_query(self._schema, term.field, term.value, "freq")

    def _restricted(self, query: tantivy.Query, among: ChunkRanges) -> tantivy.Query:
        """``query`` over these chunks only, with the scores that it has anyway."""
        import tantivy

        ranges = [
            tantivy.Query.range_query(
                self._schema, "chunk_id", tantivy.FieldType.Unsigned, run.first, run.end, include_upper=False
            )
            for run in among.runs()
        ]
        inside = tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in ranges])
        unscored = tantivy.Query.const_score_query(inside, 0.0)
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, unscored)])


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


@contextmanager
def _disk_errors() -> Iterator[None]:
    """Tantivy reports a full disk as a plain ValueError."""
    try:
        yield
    except ValueError as exc:
        raise OSError(errno.ENOSPC, f"tantivy could not write: {str(exc)[-120:]}") from exc


def exact_words(text: str) -> list[str]:
    """The words with signs or digits in ``text`` as the field ``exact`` knows them."""
    found: list[str] = _exact_analyzer().analyze(text)
    return found


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
