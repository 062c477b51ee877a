"""Measures of the quotes that were shown: are they real, and are they the evidence?

Each function says what one question adds to a ratio (``evals.statistics.Share``). A quote is judged by its document and
span (``DocumentSpan``), never by its likeness to the gold.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from evals.metrics.answers import contains
from evals.metrics.ranking import DocumentSpan, Evidence, covers_evidence
from evals.statistics import Share


def verbatim_rate(slices: Iterable[tuple[str, str | None]]) -> Share:
    """Of all quotes shown, the share that equals the stored text between its offsets; it must be 1.

    Args:
        slices: each quote's text, and the slice of the stored document that it claims to be (None: no such place).
    """
    matches = [shown == stored for shown, stored in slices]
    return Share(float(sum(matches)), float(len(matches)))


def first_quote_precision(quotes: Sequence[DocumentSpan], gold: Sequence[Evidence]) -> Share:
    """Of the answered questions with gold evidence, the share whose first quote covers a piece of it."""
    if not quotes or not gold:
        return Share(0.0, 0.0)
    return Share(float(any(covers_evidence(quotes[0], piece) for piece in gold)))


def evidence_recall(quotes: Sequence[DocumentSpan], gold: Sequence[Evidence]) -> Share:
    """The mean share of a question's pieces of evidence that some shown quote covers: citation recall by spans."""
    if not gold:
        return Share(0.0, 0.0)
    found = sum(any(covers_evidence(quote, piece) for quote in quotes) for piece in gold)
    return Share(found / len(gold))


def gold_in_a_quote(texts: Iterable[str], accepted: Sequence[str]) -> Share:
    """Of the answerable questions, the share in which a shown quote contains an accepted answer as whole words."""
    if not accepted:
        return Share(0.0, 0.0)
    return Share(float(any(contains(text, gold) for text in texts for gold in accepted)))


def page_exactness(pages: Iterable[tuple[int | None, Container[int]]]) -> Share:
    """Of the quotes over evidence whose page is known, the share that names that very page.

    The page of the evidence must come from whoever marked it. A quote that names no page is wrong, and so is one that
    begins on the page before its evidence.

    Args:
        pages: for each such quote the page that was shown, and those on which its evidence begins.
    """
    exact = [shown in gold for shown, gold in pages]
    return Share(float(sum(exact)), float(len(exact)))


def misattribution_rate(quotes: Iterable[tuple[str, str]], accepted: Sequence[str], documents: set[str]) -> Share:
    """Of the quotes that contain an accepted answer, the share that is from a document without gold evidence.

    An upper bound: a document that rightly says the same, but that nobody annotated, counts as wrong.

    Args:
        quotes: document and text of each.
        accepted: the accepted answers.
        documents: the documents with gold evidence; without any the question has no say.
    """
    if not documents:
        return Share(0.0, 0.0)
    sources = [document for document, text in quotes if any(contains(text, gold) for gold in accepted)]
    return Share(float(sum(source not in documents for source in sources)), float(len(sources)))
