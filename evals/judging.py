"""Judges one answer against one question's gold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import PurePath, PureWindowsPath
from typing import Protocol

from evals.datasets.values import Form, GoldSpan, Question
from evals.metrics.answers import contains_gold, exact_match, list_recall
from evals.metrics.quotes import first_quote_precision
from evals.metrics.ranking import DocumentSpan, Evidence
from evals.run_folder import SavedAnswer, SavedDocument, SavedPassage, SavedQuote, SavedRun
from index.document import Span


class Verdict(StrEnum):
    """What became of a question, in the words of the report."""

    RIGHT = "right"
    WRONG = "wrong"
    RIGHT_REFUSAL = "rightly refused"
    FALSE_REFUSAL = "refused, though the documents say"
    MISSED_REFUSAL = "answered, though the documents don't say"
    NO_RESULT = "no result"
    UNSCORED = "not scored"


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, the answer it got, and the two brought to the same terms.

    ``answer`` is None when the run has none. ``quotes``, ``evidence`` and ``ranking`` name documents alike, so they can
    be compared; ``slices`` are the stored texts between the quotes' offsets, None where there is no such document.
    ``ranking`` is what was retrieved, best first, None for a subject that does not tell. ``pages`` has, for each quote
    that shows evidence of a known page, the page that was shown for it and those on which its evidence begins.
    """

    question: Question
    answer: SavedAnswer | None
    quotes: tuple[DocumentSpan, ...]
    evidence: tuple[Evidence, ...]
    slices: tuple[str | None, ...]
    verdict: Verdict
    ranking: tuple[DocumentSpan, ...] | None = None
    pages: tuple[tuple[int | None, frozenset[int]], ...] = ()

    @property
    def scored(self) -> bool:
        """Whether anybody has said what the right answer is."""
        return self.question.answers is not None

    @property
    def answerable(self) -> bool:
        """Whether the documents answer the question."""
        return bool(self.question.answers)

    @property
    def refused(self) -> bool:
        """Whether the answer was "not in your documents"."""
        return self.answer is not None and self.answer.refused

    @property
    def answered(self) -> bool:
        """Whether an answer was given."""
        return self.answer is not None and not self.answer.refused

    @property
    def right(self) -> bool:
        """Whether the answer, or the refusal, was right."""
        return self.verdict in (Verdict.RIGHT, Verdict.RIGHT_REFUSAL)

    @property
    def text(self) -> str:
        """The answer's words; empty when there are none."""
        return self.answer.answer if self.answer else ""

    @property
    def confidence(self) -> float:
        """How sure the answer was, 0 to 1; 0 without one."""
        return self.answer.confidence if self.answer else 0.0

    @property
    def items(self) -> tuple[str, ...]:
        """The answer as a list: the marked words of its quotes, else its parts between line breaks and semicolons."""
        marked = [words for quote in self.shown for words in quote.answers]
        return tuple(marked or (part for part in re.split(r"[\n;]", self.text) if part.strip()))

    @property
    def shown(self) -> tuple[SavedQuote, ...]:
        """The quotes that were shown as evidence."""
        return self.answer.quotes if self.answer else ()


def judge(run: SavedRun, question: Question) -> Judged:
    """Judge the run's answer to one of its questions."""
    answer = run.answers.get(question.id)
    shown = answer.quotes if answer else ()
    retrieved = None if run.retrieved is None else run.retrieved.get(question.id, ())
    documents = [_document(run, quote) for quote in shown]
    golden = dict.fromkeys(span.document for piece in question.gold for span in piece)
    known = dict.fromkeys([*filter(None, documents), *filter(None, (_document(run, one) for one in retrieved or ()))])
    names = {document: _gold_name(document, golden) for document in known}
    # Of two documents that are called the same, the one that was quoted.
    by_name = {names[document]: document for document in reversed(known)}
    quotes = tuple(
        DocumentSpan(names[document] if document else "?", quote.span)
        for document, quote in zip(documents, shown, strict=True)
    )
    evidence = tuple(tuple(span for gold in piece for span in _places(gold, by_name)) for piece in question.gold)
    slices = tuple(
        quote.span.of(document.text) if document and quote.span.end <= len(document.text) else None
        for quote, document in zip(shown, documents, strict=True)
    )
    return Judged(
        question,
        answer,
        quotes,
        evidence,
        slices,
        _verdict(question, answer, quotes, evidence),
        None if retrieved is None else tuple(_ranked(run, one, names) for one in retrieved),
        tuple(_pages(question, shown, quotes, by_name)),
    )


def _verdict(
    question: Question, answer: SavedAnswer | None, quotes: tuple[DocumentSpan, ...], evidence: tuple[Evidence, ...]
) -> Verdict:
    if answer is None:
        return Verdict.NO_RESULT
    if question.answers is None:
        return Verdict.UNSCORED
    if not question.answers:
        return Verdict.RIGHT_REFUSAL if answer.refused else Verdict.MISSED_REFUSAL
    if answer.refused:
        return Verdict.FALSE_REFUSAL
    match question.form:
        case Form.SHORT:
            right = contains_gold(answer.answer, question.answers) or exact_match(answer.answer, question.answers)
        case Form.LIST:
            right = list_recall([answer.answer], question.answers) == 1
        case Form.LONG:
            right = first_quote_precision(quotes, evidence).part
    return Verdict.RIGHT if right else Verdict.WRONG


class Named(Protocol):
    """What has the names of a document: a document, or a passage of it."""

    @property
    def title(self) -> str:
        """What a person would call it."""
        ...

    @property
    def source(self) -> str:
        """The path or the uploaded file's name."""
        ...


def is_called(document: Named, name: str) -> bool:
    """Whether a person may mean the document by this name: file name, with or without its ending, or title."""
    # A source may be a path of either system, wherever the run is read.
    file = PureWindowsPath(document.source) if "\\" in document.source else PurePath(document.source)
    return name.casefold() in {file.name.casefold(), file.stem.casefold(), document.title.casefold()}


def _document(run: SavedRun, part: SavedQuote | SavedPassage) -> SavedDocument | None:
    return run.documents.get((part.document_id, part.revision))


def _ranked(run: SavedRun, passage: SavedPassage, names: Mapping[SavedDocument, str]) -> DocumentSpan:
    document = _document(run, passage)
    # What has no gold is not saved, and needs no name but its own.
    return DocumentSpan(names[document] if document else f"? {passage.document_id}", passage.span)


def _pages(
    question: Question,
    shown: Sequence[SavedQuote],
    quotes: Sequence[DocumentSpan],
    by_name: Mapping[str, SavedDocument],
) -> Iterator[tuple[int | None, frozenset[int]]]:
    """Of each quote over evidence of a known page: the page shown, and the pages of that evidence.

    Words that stand in the document more than once say nothing about the page.
    """
    paged = [(gold.page, _places(gold, by_name)) for piece in question.gold for gold in piece if gold.page is not None]
    sure = [(page, places[0]) for page, places in paged if len(places) == 1]
    for quote, at in zip(shown, quotes, strict=True):
        if pages := frozenset(page for page, place in sure if at.covers(place)):
            yield quote.page, pages


def _gold_name(document: SavedDocument, golden: Mapping[str, None]) -> str:
    """The name that the gold has for this document, else a name that no gold has."""
    return next((name for name in golden if is_called(document, name)), f"? {document.document_id}")


def _places(gold: GoldSpan, by_name: Mapping[str, SavedDocument]) -> Evidence:
    document = by_name.get(gold.document)
    if document is None:
        return ()
    return tuple(DocumentSpan(gold.document, span) for span in locate(gold.text, gold.start, document.text))


@lru_cache(maxsize=4096)
def locate(words: str, start: int | None, text: str) -> tuple[Span, ...]:
    """Where gold words stand in a text: at ``start``, else every copy, else every copy but for white space.

    The last is for gold that a person copied from a page whose lines are broken elsewhere.
    """
    if start is not None and text.startswith(words, start):
        return (Span(start, start + len(words)),)
    if not words.strip():
        return ()
    pattern = r"\s+".join(map(re.escape, words.split()))
    for attempt in (re.escape(words), pattern):
        if found := tuple(Span(*match.span()) for match in re.finditer(attempt, text)):
            return found
    return ()
