from __future__ import annotations

import pytest

from rag.parts import parts_of


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Who built the mill, and when was it sold?", ("Who built the mill?", "when was the mill sold?")),
        ("Where is the key and who has it", ("Where is the key?", "who has the key?")),
        ("Who is the mayor? When was she elected?", ("Who is the mayor?", "When was she elected – Who is the mayor?")),
        (
            "What do guests pay for an evening at the club, and what for the supper?",
            ("What do guests pay for an evening at the club?", "What do guests pay for the supper?"),
        ),
        (
            "On which day does the club meet, and on which one is its fair?",
            ("On which day does the club meet?", "on which day is its fair?"),
        ),
        (
            "How many plum cakes are ordered, and how many pieces does one make?",
            ("How many plum cakes are ordered?", "how many pieces does one plum cake make?"),
        ),
        (
            "Who founded the club, when was the club closed, and where did the money go?",
            ("Who founded the club, when was the club closed?", "where did the money go?"),
        ),
    ],
)
def test_a_double_question_is_taken_apart(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "Where does the river begin and end?",
        "When and where was the club founded?",
        "Why was it closed, and how?",
        "Who pays for the fair, and how much each?",
        "What is the difference between how cats and how dogs sleep?",
        "I would like to bring my class. Whom do I phone?",
        "Who were the king and the queen who built it?",
        "I know the bus and what it costs.",
        "ropes and lamps",
        "",
    ],
)
def test_what_asks_one_thing_stays_whole(question: str) -> None:
    assert parts_of(question) == (question,)
