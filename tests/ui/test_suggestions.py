from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rag.conftest import MakeSnapshot, embedder, make_library, make_snapshot
from tests.ui.hostile import HOSTILE
from ui.suggestions import question_about, question_of, suggestions

__all__ = ["embedder", "make_library", "make_snapshot"]


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("The rent is due on the first of May 2024.", None),
        ("The rent is due on 1 May each year.", "When is the rent due?"),
        ("The river gate will be opened at 7 am and locked at dusk.", "When will the river gate be opened?"),
        ("The mill was built in 1871 by two brothers.", "When was the mill built?"),
        ("The bridge was painted by Anna Lund, a neighbour.", "Who was the bridge painted by?"),
        ("A half plot costs £29 a year.", "How much does a half plot cost?"),
        ("The deposit is £120, paid once.", "How much is the deposit?"),
        ("The library opens on weekdays at nine.", "When does the library open?"),
        ("The spare key is kept under the third stone.", "Where is the spare key kept?"),
        ("Marta Lindqvist is the club secretary, and a rower.", "Who is the club secretary?"),
        ("The separator is a porous film between two electrodes.", "What is the separator?"),
        ("Full Moon Boats is a club for rowers.", "What is Full Moon Boats?"),
        ("Nets were fitted in 2019 by the committee.", None),
    ],
)
def test_a_plain_sentence_answers_a_question(sentence: str, question: str | None) -> None:
    assert question_of(sentence) == question


@pytest.mark.parametrize(
    "sentence",
    [
        "It was built in 1871 by two brothers.",
        "This bridge was painted in 1903 by a neighbour.",
        "The other key is kept under the third stone.",
        "Both are answered on weekdays from 9 am.",
        "The first is a film between two electrodes.",
        "Bring a coat and a torch, please.",
        "The rent is 950.",
        "",
    ],
)
def test_a_sentence_that_leans_on_another_or_says_little_asks_nothing(sentence: str) -> None:
    assert question_of(sentence) is None


@pytest.mark.parametrize(
    ("title", "heading", "question"),
    [
        ("Lease", "2.1 Opening hours", "What does “Lease” say about opening hours?"),
        ("Lease", "Lease", None),
        ("Lease", "Appendix <b>", None),
        ("L" * 90, "Opening hours", None),
    ],
)
def test_a_heading_asks_what_stands_below_it(title: str, heading: str, question: str | None) -> None:
    assert question_about(title, heading) == question


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_is_made_of_signs(words: str) -> None:
    assert question_of(words) is None and question_about("Lease", words) is None


@given(st.text(max_size=200))
def test_any_text_is_a_question_or_none(words: str) -> None:
    question = question_of(words)
    assert question is None or question.endswith("?")


def test_documents_take_turns_and_the_same_library_asks_the_same(make_snapshot: MakeSnapshot) -> None:
    texts = {
        "club.md": "# Rowing club\n\nThe boat house was built in 1871. The season fee is £85 for all.\n\n## Boats\n\nRow.\n",
        "lease.md": "# Lease\n\nThe deposit is £120, paid once. The deposit is £120, paid once.\n",
        "empty.md": "# Nothing\n\nHello there.\n",
    }
    snapshot = make_snapshot(texts)
    made = suggestions(snapshot)
    assert {each.question for each in made[:2]} == {"When was the boat house built?", "How much is the deposit?"}
    assert [each.question for each in made[2:]] == [
        "How much is the season fee?",
        "What does “Rowing club” say about Boats?",
    ]
    for each in made:
        assert snapshot.text(each.document_id, each.span).strip()
    assert suggestions(snapshot) == made
