"""What a question wants, and which words cannot be it."""

from __future__ import annotations

import pytest

from rag.expected import Expected, expected, fits, has_unit, measured
from rag.question import analyse


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What does the ferry cost?", Expected.MONEY),
        ("How much do I have to pay?", Expected.MONEY),
        ("What is the rent?", Expected.MONEY),
        ("What share was imported?", Expected.SHARE),
        ("How long is the pier?", Expected.EXTENT),
        ("How heavy is it?", Expected.MASS),
        ("What does the anchor weigh?", Expected.MASS),
        ("How many boats are there?", Expected.NUMBER),
        ("How high is the deposit?", Expected.NUMBER),
        ("When was it built?", Expected.TIME),
        ("Who built it?", Expected.PERSON),
        ("Where is it?", Expected.PLACE),
        ("Which boats are there?", Expected.ANYTHING),
        ("Why does it cost more?", Expected.ANYTHING),
        ("Do I have to pay?", Expected.ANYTHING),
    ],
)
def test_what_a_question_wants(question: str, wanted: Expected) -> None:
    assert expected(analyse(question)) is wanted


@pytest.mark.parametrize(
    ("wanted", "words", "may_be"),
    [
        (Expected.PERSON, "Tuesday", False),
        (Expected.PERSON, "on 3 May", False),
        (Expected.PERSON, "April Jones", True),
        (Expected.PERSON, "whoever comes last", True),
        (Expected.PLACE, "in 1871", False),
        (Expected.PLACE, "in the hall", True),
        (Expected.TIME, "Ada Hale", False),
        (Expected.TIME, "on Tuesdays", True),
        (Expected.TIME, "after the fire", True),
        (Expected.NUMBER, "the harbour", False),
        (Expected.NUMBER, "dozens", True),
        (Expected.MONEY, "3 kg", False),
        (Expected.MONEY, "£3", True),
        (Expected.MONEY, "free for members", True),
        (Expected.EXTENT, "two hours", True),
        (Expected.ANYTHING, "anything", True),
    ],
)
def test_words_that_cannot_be_wanted(wanted: Expected, words: str, may_be: bool) -> None:
    assert fits(wanted, words) is may_be


def test_amounts_of_another_kind_do_not_count() -> None:
    words = "It weighs 2 kg and costs £180."
    assert [one.what for one in measured(Expected.MASS, words)] == ["mass"]
    assert [one.what for one in measured(Expected.NUMBER, words)] == ["mass", "pound"]
    assert has_unit(Expected.MONEY, words)
    assert not has_unit(Expected.SHARE, words)
    assert not has_unit(Expected.NUMBER, words)
