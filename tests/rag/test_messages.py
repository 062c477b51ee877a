from __future__ import annotations

import pytest

from rag.messages import asks, is_reply, message, said


@pytest.mark.parametrize(
    ("text", "sender", "body"),
    [
        ("[03/05/2024, 18:02:11] Priya: Hi", "Priya", "Hi"),
        ("\u200e[9/5/24, 6:02:11 PM] Bob: At 7", "Bob", "At 7"),
        ("03/05/2024, 18:02 - Derek No 14: Yes, hi", "Derek No 14", "Yes, hi"),
        ("3 May 2024, 18:02 - Anna K.: ok", "Anna K.", "ok"),
        ("2024-05-03 18:02:11 anna: text", "anna", "text"),
        ("[10:32] anna: text", "anna", "text"),
        ("[7:14 pm, 11/01/2025] Samira: Hello", "Samira", "Hello"),
        ("[2025-01-11T19:14:02] Samira: Hello", "Samira", "Hello"),
        ("18:02 <anna> text", "anna", "text"),
    ],
)
def test_a_message_is_told_by_its_time_and_sender(text: str, sender: str, body: str) -> None:
    parts = message(text)
    assert parts is not None
    assert (parts.sender.of(text), parts.body.of(text), said(text)) == (sender, body, body)


@pytest.mark.parametrize(
    "text",
    [
        "10.30 Coffee: in the hall",
        "12:30 - 13:30 Lunch: in the hall",
        "Date: Mon, 9 Oct 2023 09:14",
        "At 02:35 a hose burst: nobody was hurt.",
        "Note: bring a coat.",
    ],
)
def test_other_text_is_no_message(text: str) -> None:
    assert message(text) is None
    assert said(text) == text


def test_a_reply_leans_on_the_message_before_it() -> None:
    assert is_reply("[18:02] Priya: Yes, at noon.")
    assert not is_reply("[18:02] Priya: The bus leaves at noon.")
    assert not is_reply("Yes, at noon.")


def test_a_message_with_a_question_asks_and_a_sentence_that_is_one() -> None:
    assert asks("[18:02] Priya: Who drives? Not Ben I hope")
    assert asks("Who drives the bus?")
    assert not asks("[18:02] Priya: Ben drives")
    assert not asks("“Who drives?” was the question.")
