"""The words of an answer as spans of the documents they were taken from, so that they can be kept without a copy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.document import DocumentInfo, Span
from rag.answer import Answer, Quote
from rag.quoting import display

_LIST_ENDINGS = " .,;"
"""What an entry of a list loses where entries are joined; see ``rag.composition``."""
_OURS = re.compile(r"[^\w]|_|(?:\d+ of )?\d+ documents?(?: in this library)?: |and \d+ more")
"""What Quotewise says itself beside words of documents: signs between them, and counts; see ``rag.collection``."""


@dataclass(frozen=True, slots=True)
class WordsOf:
    """Words of a document: those of ``span``, without a closing sign if ``in_list``; its title if ``span`` is None."""

    document_id: str
    revision: str
    span: Span | None
    in_list: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of an answer: words of a document, or, where ``words_of`` is None, what Quotewise says itself."""

    own: str
    words_of: WordsOf | None = None


class TextSource(Protocol):
    """Where the words are read again."""

    def document(self, document_id: str) -> DocumentInfo:
        """One document, ``UnknownDocumentError`` if it is not there."""
        ...

    def text(self, document_id: str, span: Span) -> str:
        """The slice of a document's text."""
        ...


def words_as_spans(answer: Answer, documents: Iterable[DocumentInfo]) -> tuple[Said, ...]:
    """The short answer in pieces; those that are words of a document are named by their place only.

    Where a part of the answer stands in no quote and is no title of ``documents``, the words that the first quote
    answers with are taken instead, since words of documents are never kept as text.
    """
    if not answer.quotes and not answer.coverage.documents_matched:
        return (Said(answer.answer),) if answer.answer else ()
    known = _known(answer.quotes, documents)
    said = _pieces(answer.answer, known)
    return said if said is not None else tuple(_first_words(answer.quotes))


def spoken(pieces: Sequence[Said], source: TextSource) -> str | None:
    """The answer again, from the documents as they are now; None where one of another revision is there.

    Raises:
        UnknownDocumentError: one of them is not there any more.
    """
    words: list[str] = []
    for piece in pieces:
        if piece.words_of is None:
            words.append(piece.own)
            continue
        document = source.document(piece.words_of.document_id)
        if document.revision != piece.words_of.revision:
            return None
        words.append(_shown(piece.words_of, document, source))
    return "".join(words)


def _shown(place: WordsOf, document: DocumentInfo, source: TextSource) -> str:
    if place.span is None:
        return document.title
    words = display(source.text(place.document_id, place.span))
    return words.rstrip(_LIST_ENDINGS) if place.in_list else words


def _known(quotes: Sequence[Quote], documents: Iterable[DocumentInfo]) -> Mapping[str, WordsOf]:
    """What an answer may consist of: the words that answer, whole quotes, titles."""
    known = {one.title: WordsOf(one.document_id, one.revision, None) for one in documents}
    for quote in quotes:
        for span in (*quote.answers, quote.span):
            words = display(quote.text[span.start - quote.span.start : span.end - quote.span.start])
            known[words.rstrip(_LIST_ENDINGS)] = WordsOf(quote.document_id, quote.revision, span, in_list=True)
            known[words] = WordsOf(quote.document_id, quote.revision, span)
    known.pop("", None)
    return known


def _pieces(answer: str, known: Mapping[str, WordsOf]) -> tuple[Said, ...] | None:
    """The answer taken apart from left to right, the longest known words first; None if something is left over."""
    longest_first = sorted(known, key=len, reverse=True)
    pieces: list[Said] = []
    at = 0
    while at < len(answer):
        ours = _OURS.match(answer, at)
        words = next((words for words in longest_first if answer.startswith(words, at)), None)
        if words is not None and (ours is None or len(words) >= ours.end() - at):
            pieces.append(Said("", known[words]))
            at += len(words)
        elif ours is not None:
            pieces.append(Said(ours.group()))
            at = ours.end()
        else:
            return None
    return tuple(pieces)


def _first_words(quotes: Sequence[Quote]) -> Iterable[Said]:
    for quote in quotes[:1]:
        for number, span in enumerate(quote.answers or (quote.span,)):
            if number:
                yield Said("; ")
            yield Said("", WordsOf(quote.document_id, quote.revision, span))
