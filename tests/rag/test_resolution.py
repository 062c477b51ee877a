from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.resolution import resolve


@pytest.mark.parametrize(
    ("history", "question", "searched"),
    [
        (
            ["How many members did the club have in 2022?"],
            "and in 2023?",
            "How many members did the club have in 2023?",
        ),
        (["Who designed the Harbour Bridge?"], "When was it built?", "When was the Harbour Bridge built?"),
        (["What did Ada Lovelace write?"], "When did she die?", "When did Ada Lovelace die?"),
        (["What did Ada Lovelace write?"], "What about Charles Babbage?", "What did Charles Babbage write?"),
        (
            ["What are the opening hours of the museum?"],
            "and the library?",
            "What are the opening hours of the library?",
        ),
        (["When does the museum open on Sunday?"], "and on Monday?", "When does the museum open on Monday?"),
        (
            ["What are the summer opening hours of the museum?"],
            "And in winter?",
            "What are the winter opening hours of the museum?",
        ),
        (["Is the bath open on Sunday morning?"], "And in the evening?", "Is the bath open on Sunday evening?"),
        (
            ["What share of the apples was imported in 2023?"],
            "And of the pears?",
            "What share of the pears was imported in 2023?",
        ),
        (
            ["What does an adult pay at the swimming pool?"],
            "And what about a student?",
            "What does a student pay at the swimming pool?",
        ),
        (["When must the old tenant pay?"], "and the new one?", "When must the new one pay?"),
        (
            ["How much do we lose if we cancel the tour two months ahead?"],
            "And three weeks before?",
            "How much do we lose if we cancel the tour three weeks before?",
        ),
        (["What does it cost for two nights?"], "and five nights?", "What does it cost for five nights?"),
        (["When is the rent due?"], "And the deposit?", "When is the deposit due?"),
        (["How much is the deposit?"], "What happens if it is paid late?", "What happens if the deposit is paid late?"),
        (
            ["What is the refund period?"],
            "Is there an exception to that?",
            "Is there an exception to the refund period?",
        ),
        (["What bottleneck areas were named?"], "Why?", "Why – What bottleneck areas were named?"),
        (["Where is Coll House?", "How old is it?"], "and who built it?", "and who built Coll House?"),
        (["Where is Coll House?", "thanks!"], "How old is it?", "How old is Coll House?"),
    ],
)
def test_a_follow_up_takes_its_topic_from_the_earlier_questions(
    history: list[str], question: str, searched: str
) -> None:
    assert resolve(question, history) == searched


@pytest.mark.parametrize(
    "question",
    [
        "Which river is the longest in Africa?",
        "Did the committee change its decision?",
        "How long does it take to get a refund?",
        "Is it allowed to keep a dog?",
        "opening hours",
        "What does the error code E-17 mean?",
        "Who said that the roof leaks?",
        "Are there any exceptions to the rule?",
        "What is the phone number of the caretaker?",
    ],
)
def test_a_question_that_stands_alone_is_searched_as_it_is(question: str) -> None:
    assert resolve(question, ["Who designed the Harbour Bridge?"]) == question


@given(st.text(max_size=60), st.lists(st.text(max_size=40), max_size=3))
def test_any_words_give_a_question_and_none_before_changes_nothing(question: str, history: list[str]) -> None:
    assert isinstance(resolve(question, history), str)
    assert resolve(question, []) == question.strip()
