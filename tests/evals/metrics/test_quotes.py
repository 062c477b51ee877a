"""Measures of shown quotes, worked by hand."""

from evals.metrics.quotes import (
    evidence_recall,
    first_quote_precision,
    gold_in_a_quote,
    misattribution_rate,
    page_exactness,
    verbatim_rate,
)
from evals.metrics.ranking import DocumentSpan
from evals.statistics import Share
from index.document import Span


def at(document: str, start: int, end: int) -> DocumentSpan:
    return DocumentSpan(document, Span(start, end))


GOLD = ((at("d", 10, 20),), (at("d", 50, 60), at("e", 0, 10)))


def test_verbatim_rate_counts_quotes() -> None:
    assert verbatim_rate([("5 %", "5 %"), ("5 %", "6 %"), ("x", None)]) == Share(1, 3)
    assert verbatim_rate([]) == Share(0, 0)


def test_first_quote_precision_looks_at_the_first_only() -> None:
    right, wrong = at("d", 0, 30), at("d", 70, 90)
    assert first_quote_precision([right, wrong], GOLD) == Share(1)
    assert first_quote_precision([wrong, right], GOLD) == Share(0)
    assert first_quote_precision([], GOLD).whole == 0, "a refusal has no first quote"
    assert first_quote_precision([right], ()).whole == 0, "without gold there is nothing to judge by"


def test_evidence_recall() -> None:
    assert evidence_recall([at("e", 0, 40)], GOLD) == Share(1 / 2)
    assert evidence_recall([at("e", 0, 40), at("d", 0, 30)], GOLD) == Share(1)
    assert evidence_recall([], GOLD) == Share(0)
    assert evidence_recall([at("d", 0, 30)], ()).whole == 0


def test_gold_in_a_quote() -> None:
    assert gold_in_a_quote(["It rained.", "In 1975 it snowed."], ["1975"]) == Share(1)
    assert gold_in_a_quote(["In 1975 it snowed."], ["75"]) == Share(0)
    assert gold_in_a_quote([], ["75"]) == Share(0)
    assert gold_in_a_quote(["anything"], []).whole == 0


def test_misattribution_is_right_words_from_a_wrong_document() -> None:
    quotes = [("d", "Paris it is."), ("f", "Paris, again."), ("f", "Rome.")]
    assert misattribution_rate(quotes, ["Paris"], {"d"}) == Share(1, 2)
    assert misattribution_rate(quotes, ["Paris"], set()).whole == 0
    assert misattribution_rate([], ["Paris"], {"d"}).whole == 0


def test_page_exactness_counts_quotes() -> None:
    assert page_exactness([(2, {2}), (3, {2}), (None, {2}), (5, {4, 5})]) == Share(2, 4)
    assert page_exactness([]) == Share(0, 0), "no page known, nothing to say"
