"""What a speaker takes back is left out, and nothing of a question that is asked at one go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.resolution import resolve
from rag.slips import taken_back


@pytest.mark.parametrize(
    ("said", "searched"),
    [
        ("When does it, no wait, where does the museum open?", "where does the museum open?"),
        ("Who owns the mill, or rather who built the mill?", "who built the mill?"),
        ("What is the rent no I mean in which month is the rent due?", "in which month is the rent due?"),
        ("Where is the or no make that what is the fee of the club?", "what is the fee of the club?"),
        ("How much is the deposit, sorry, what I want to know is when is it due?", "when is the deposit due?"),
        ("How long did Ada Hale sail, um, how far did she sail?", "how far did Ada Hale sail?"),
        ("In the summer, which, no sorry, what boats may guests use?", "In the summer, what boats may guests use?"),
        ("What time no what day scratch that who opens the hall?", "who opens the hall?"),
    ],
)
def test_the_question_that_was_meant_is_searched(said: str, searched: str) -> None:
    assert resolve(said, ()) == searched


@pytest.mark.parametrize(
    "question",
    [
        "Who sang the song oh what a lonely boy?",
        "What does it actually mean when the lamp blinks?",
        "Would you rather know who built it?",
        "What did the sorry captain say?",
        "How do I say no to the offer?",
        "What happens if I wait?",
        "Is there no way to find out who called?",
        "no, what is the rent?",
    ],
)
def test_a_question_asked_at_one_go_stays_as_it_is(question: str) -> None:
    assert taken_back(question) == ("", question)


@given(st.text())
def test_what_is_meant_was_said(question: str) -> None:
    said, meant = taken_back(question)
    assert question.startswith(said) and (question.endswith(meant) or said)
