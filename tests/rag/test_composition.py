from __future__ import annotations

import pytest

from index.document import Span
from index.snapshot import Snapshot
from rag.answer import Quote
from rag.composition import compose, nearest
from rag.question import analyse
from rag.reading import Finding
from rag.retrieval import LexicalRetriever
from rag.settings import Settings
from tests.rag.conftest import MakeSnapshot

TEXTS = {
    "club.md": "# Club\n\nIn 2022 the club had 84 members. In 2023 the club had 91 members. The club meets on Tuesdays.\n\n"
    "The club meets on Tuesdays.\n\nBring:\n\n- a towel;\n- dry shoes;\n- a cap.\n\n"
    "For the regatta the committee ordered many things such as ropes, lamps, flags, and tents, so that nobody would "
    "have to go home early, whatever the weather on the river would be like on that day.\n",
}


def composed(snapshot: Snapshot, question: str, *sentences: tuple[str, float]) -> tuple[str, tuple[Quote, ...]]:
    made = compose(snapshot, analyse(question), findings(snapshot, *sentences), Settings())
    return made.answer, made.quotes


def findings(snapshot: Snapshot, *sentences: tuple[str, float]) -> list[Finding]:
    text = snapshot.text(snapshot.documents[0].document_id)
    found = []
    for words, score in sentences:
        span = Span(text.index(words), text.index(words) + len(words))
        passages = LexicalRetriever(snapshot).retrieve(words, 9)
        found.append(Finding(next(each for each in passages if each.span.contains(span)), span, span, score))
    return found


@pytest.mark.parametrize(
    ("question", "sentences", "answer"),
    [
        ("How many members were there in 2022?", [("In 2022 the club had 84 members.", 2.0)], "84 members"),
        (
            "When does the club meet?",
            [("The club meets on Tuesdays.", 2.0), ("In 2022 the club had 84 members.", 1.5)],
            "The club meets on Tuesdays. … In 2022 the club had 84 members.",
        ),
        (
            "How many members were there in 2022?",
            [("In 2022 the club had 84 members.", 2.0), ("In 2023 the club had 91 members.", 1.9)],
            "84 members",
        ),
        ("What should I bring?", [("a towel;", 2.0)], "a towel; dry shoes; a cap"),
        (
            "What things were ordered?",
            [("For the regatta the committee ordered many things such as ropes", 2.0)],
            "ropes, lamps, flags, and tents",
        ),
    ],
    ids=[
        "a fact is a phrase",
        "a close rival",
        "another year is no rival",
        "entries of a list",
        "a list in a sentence",
    ],
)
def test_the_answer_is_short_and_in_the_documents_words(
    make_snapshot: MakeSnapshot, question: str, sentences: list[tuple[str, float]], answer: str
) -> None:
    assert composed(make_snapshot(TEXTS), question, *sentences)[0] == answer


def test_answering_words_lie_in_their_quote_and_are_what_the_answer_says(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot(TEXTS)
    answer, (first,) = composed(
        snapshot, "How many members were there in 2022?", ("In 2022 the club had 84 members.", 2.0)
    )
    (words,) = first.answers
    assert snapshot.text(first.document_id, words) == answer == "84 members"


def test_the_same_words_are_not_quoted_twice(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot(TEXTS)
    twice = findings(snapshot, ("The club meets on Tuesdays.", 2.0), ("The club meets on Tuesdays.", 2.0))
    assert len(compose(snapshot, analyse("When does the club meet?"), twice, Settings()).quotes) == 1


def test_what_is_far_behind_is_not_shown(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot(TEXTS)
    _, quotes = composed(
        snapshot,
        "When does the club meet?",
        ("The club meets on Tuesdays.", 5.0),
        ("In 2022 the club had 84 members.", 1.0),
    )
    assert len(quotes) == 1


def test_the_nearest_passages_mark_nothing(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot(TEXTS)
    shown = nearest(
        snapshot, findings(snapshot, ("The club meets on Tuesdays.", 0.1), ("In 2022 the club had 84 members.", 0.0)), 3
    )
    assert [quote.answers for quote in shown] == [()] * len(shown)
    assert len({quote.span for quote in shown}) == len(shown)
