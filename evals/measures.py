"""The table of measures: the name of each, what it says in plain words, and what one judged question adds to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from evals.datasets.values import Form
from evals.judging import Judged
from evals.metrics.answers import contains_gold, exact_match, f1, list_precision, list_recall, words
from evals.metrics.quotes import (
    evidence_recall,
    first_quote_precision,
    gold_in_a_quote,
    misattribution_rate,
    page_exactness,
    verbatim_rate,
)
from evals.metrics.ranking import judge_spans, ndcg_at, precision_at_1, rr_at, span_recall_at
from evals.metrics.refusals import false_refusal_rate, refusal_f1, refusal_precision, refusal_recall
from evals.statistics import Share

_NO_SAY = Share(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure over questions: the ratio of the shares that each adds.

    ``bounded`` measures are between 0 and 1; the others count words or quotes.
    """

    name: str
    meaning: str
    share: Callable[[Judged], Share]
    bounded: bool = True


def _over(include: Callable[[Judged], bool], value: Callable[[Judged], float]) -> Callable[[Judged], Share]:
    """The mean of ``value`` over the questions to ``include``."""
    return lambda judged: Share(float(value(judged))) if include(judged) else _NO_SAY


def _of_form(form: Form) -> Callable[[Judged], bool]:
    return lambda judged: judged.answerable and judged.question.form is form


def _refusal(
    share: Callable[[bool, bool], Share], include: Callable[[Judged], bool] = lambda judged: judged.scored
) -> Callable[[Judged], Share]:
    """A refusal measure over the questions to ``include``."""
    return lambda judged: share(judged.answerable, judged.refused) if include(judged) else _NO_SAY


def _is_type(name: str) -> Callable[[Judged], bool]:
    return lambda judged: judged.scored and judged.question.type == name


def _accepted(judged: Judged) -> tuple[str, ...]:
    return judged.question.answers or ()


_RankMeasure = Callable[[Sequence[str], Mapping[str, int]], float]


def _ranked(measure: _RankMeasure) -> Callable[[Judged], Share]:
    """A rank measure over the questions with marked evidence, where the subject tells what it retrieved."""
    return lambda judged: (
        _NO_SAY
        if judged.ranking is None or not judged.question.gold
        else Share(measure(*judge_spans(judged.ranking, judged.evidence)))
    )


def _recall_at(k: int) -> Measure:
    return Measure(
        f"recall@{k}",
        f"Evidence that a person marked and that is among the first {k} retrieved passages.",
        lambda judged: (
            _NO_SAY
            if judged.ranking is None or not judged.question.gold
            else Share(span_recall_at(k, judged.ranking, judged.evidence))
        ),
    )


def _misattribution(judged: Judged) -> Share:
    named = [(quote.document, shown.text) for quote, shown in zip(judged.quotes, judged.shown, strict=True)]
    golden = {span.document for piece in judged.question.gold for span in piece}
    return misattribution_rate(named, _accepted(judged), golden)


MEASURES: tuple[Measure, ...] = (
    Measure(
        "right",
        "Questions whose answer, or whose refusal, was right.",
        _over(lambda judged: judged.scored, lambda judged: judged.right),
    ),
    Measure(
        "right when answerable",
        "Questions that the documents answer and that were answered rightly.",
        _over(lambda judged: judged.answerable, lambda judged: judged.right),
    ),
    Measure(
        "right when answered",
        "Given answers that were right: how far an answer can be trusted.",
        _over(lambda judged: judged.scored and judged.answered, lambda judged: judged.right),
    ),
    Measure(
        "EM",
        "The answer is word for word an accepted one (answerable questions with a short answer).",
        _over(_of_form(Form.SHORT), lambda judged: exact_match(judged.text, _accepted(judged))),
    ),
    Measure(
        "F1",
        "How far the answer's words are those of an accepted one (answerable questions with a short answer).",
        _over(_of_form(Form.SHORT), lambda judged: f1(judged.text, _accepted(judged))),
    ),
    Measure(
        "contains gold",
        "An accepted answer stands in the answer (answerable questions with a short answer).",
        _over(_of_form(Form.SHORT), lambda judged: contains_gold(judged.text, _accepted(judged))),
    ),
    Measure(
        "list precision",
        "Items of the answer that belong to the list.",
        _over(
            lambda judged: _of_form(Form.LIST)(judged) and judged.answered,
            lambda judged: list_precision(judged.items, _accepted(judged)),
        ),
    ),
    Measure(
        "list recall",
        "Items of the list that the answer names.",
        _over(_of_form(Form.LIST), lambda judged: list_recall((judged.text, *judged.items), _accepted(judged))),
    ),
    Measure(
        "verbatim rate",
        "Quotes that stand in the stored document exactly where they say. It must be 1.",
        lambda judged: verbatim_rate((quote.text, at) for quote, at in zip(judged.shown, judged.slices, strict=True)),
    ),
    Measure(
        "first quote precision",
        "Given answers whose first quote is the evidence that a person marked.",
        lambda judged: first_quote_precision(judged.quotes, judged.evidence),
    ),
    Measure(
        "evidence recall",
        "Evidence that a person marked and that some quote shows; a refusal shows none.",
        lambda judged: evidence_recall(judged.quotes, judged.evidence),
    ),
    Measure(
        "gold in a quote",
        "Answerable questions in which some quote contains an accepted answer.",
        lambda judged: gold_in_a_quote((quote.text for quote in judged.shown), _accepted(judged)),
    ),
    Measure(
        "page exactness",
        "Quotes over marked evidence that name the page on which it stands.",
        lambda judged: page_exactness(judged.pages),
    ),
    Measure(
        "misattribution",
        "Quotes with the right words from a document that nobody marked as evidence. Lower is better.",
        _misattribution,
    ),
    Measure(
        "refusal precision",
        "Refusals that were due, because the documents do not say.",
        _refusal(refusal_precision),
    ),
    Measure(
        "refusal recall",
        "Questions that the documents do not answer and that were refused.",
        _refusal(refusal_recall),
    ),
    Measure("refusal F1", "The harmonic mean of refusal precision and recall.", _refusal(refusal_f1)),
    Measure(
        "refusal recall, off-topic",
        "Refusal recall over questions that have nothing to do with the documents.",
        _refusal(refusal_recall, _is_type("off_topic")),
    ),
    Measure(
        "refusal recall, near-miss",
        "Refusal recall over questions that sound as if the documents answered them.",
        _refusal(refusal_recall, _is_type("near_miss")),
    ),
    Measure(
        "false refusals",
        "Questions that the documents answer and that were refused all the same. Lower is better.",
        _refusal(false_refusal_rate),
    ),
    Measure(
        "answer words",
        "The mean length of an answer in words.",
        _over(lambda judged: judged.answered, lambda judged: words(judged.text)),
        bounded=False,
    ),
    Measure(
        "quotes shown",
        "The mean number of quotes with an answer.",
        _over(lambda judged: judged.answered, lambda judged: len(judged.shown)),
        bounded=False,
    ),
    _recall_at(5),
    _recall_at(10),
    _recall_at(20),
    Measure(
        "nDCG@10",
        "How high the evidence stands among the first 10 retrieved passages; 1 is the best order.",
        _ranked(partial(ndcg_at, 10)),
    ),
    Measure(
        "RR@10",
        "One divided by the rank of the first passage with evidence, 0 if it is not among the first 10.",
        _ranked(partial(rr_at, 10)),
    ),
    Measure(
        "P@1",
        "Questions whose first retrieved passage has evidence.",
        _ranked(precision_at_1),
    ),
)
