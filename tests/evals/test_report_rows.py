"""What a report says about each question's evidence: shown, only near, only found, or nowhere."""

from __future__ import annotations

import pytest

from evals.datasets.values import GoldSpan, Question
from evals.judging import judge
from evals.report_question import question as as_html
from evals.report_rows import ShownQuestion, shown_question
from evals.run_folder import SavedAnswer, SavedDocument, SavedPassage, SavedQuote, SavedRun
from index.document import Span

TEXT = "Fire is hot. Ice is cold. Steam is wet."
ICE = Span(13, 25)
ASKED = Question("q", "What is cold?", ("ice",), gold=((GoldSpan("notes.txt", "Ice is cold."),),), type="fact")


def quote(span: Span) -> SavedQuote:
    return SavedQuote("d1", "r1", "line 1", span, span.of(TEXT), (), marks=(span,))


def shown(
    quotes: tuple[Span, ...] = (), nearest: tuple[Span, ...] = (), retrieved: tuple[Span, ...] | None = None
) -> ShownQuestion:
    answer = SavedAnswer(
        "q", "", not quotes, 0.5, tuple(map(quote, quotes)), tuple(map(quote, nearest)), 0.1, ASKED.question
    )
    passages = None if retrieved is None else {"q": tuple(SavedPassage("d1", "r1", span) for span in retrieved)}
    documents = {("d1", "r1"): SavedDocument("d1", "r1", "My notes", "notes.txt", TEXT)}
    run = SavedRun("set", (ASKED,), {"q": answer}, documents, passages)
    return shown_question(run, judge(run, ASKED))


FIRE, STEAM = Span(0, 12), Span(26, 39)


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (shown(quotes=(FIRE, ICE)), "✓shown in a quote"),
        (shown(nearest=(ICE,)), "✗only among the nearest passages"),
        (shown(nearest=(FIRE,), retrieved=(FIRE, STEAM, ICE)), "✗not shown, found at rank 3"),
        (shown(nearest=(FIRE,), retrieved=(FIRE, STEAM)), "✗not shown, not among the 2 passages that were found"),
        (shown(nearest=(FIRE,)), "✗not shown"),
    ],
)
def test_evidence_is_told_by_where_it_got_to(made: ShownQuestion, told: str) -> None:
    sign, words = ("good", told[1:]) if told[0] == "✓" else ("bad", told[1:])
    assert f'<span class="verdict {sign}">{words}</span>' in as_html(made)


def test_a_question_that_turned_is_marked() -> None:
    assert 'data-turned="wrong"' in as_html(shown(), turned="wrong")
    assert 'data-turned=""' in as_html(shown())
