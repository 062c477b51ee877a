"""When documents disagree, and when they only say it otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.conflicts import Claim, disagreeing
from rag.question import AnswerKind, analyse

WHEN = "When was the clock mended?"
HOW_MANY = "How many members has the club?"
WHO = "Who mended the clock?"
WHERE = "Where does the club meet?"


def against(question: str, *words: str) -> tuple[int, ...]:
    """Each of the words claimed by a document of its own."""
    claims = [Claim(f"d{n}", each, 0.9) for n, each in enumerate(words)]
    return disagreeing(analyse(question), claims, 0.6)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (WHEN, "15 May", "22 May"),
        (WHEN, "15 May", "15 June 2023"),
        (WHEN, "15 May 2023", "15 May 2024"),
        (WHEN, "in May", "in June"),
        (WHEN, "in 1871", "1872"),
        (WHEN, "2023-05-15", "16 May 2023"),
        (WHEN, "on Tuesdays at 10:00", "on Thursdays at 10:00"),
        (WHEN, "10 am", "10 pm"),
        (WHEN, "at 10:30", "at 10:45"),
        (HOW_MANY, "84 members", "91"),
        (HOW_MANY, "twelve", "84"),
        (HOW_MANY, "3.5 metres", "3.6 metres"),
        (HOW_MANY, "$2,500", "$2000"),
        (HOW_MANY, "1.5 million", "1,600,000"),
        (HOW_MANY, "5 km", "6,000 metres"),
        (HOW_MANY, "3.5 km", "3.52 km"),
        (HOW_MANY, "50 per cent", "45 %"),
        (HOW_MANY, "£1.5 million", "£1.6m"),
        (HOW_MANY, "80p", "£0.90"),
        (HOW_MANY, "18 months", "two years"),
        (HOW_MANY, "90 minutes", "two hours"),
        (WHO, "Ada Hale", "Ben Stone"),
        (WHERE, "in the hall", "in the boat house"),
    ],
)
def test_other_facts_disagree(question: str, one: str, other: str) -> None:
    assert against(question, one, other) == (0, 1)
    assert against(question, other, one) == (0, 1)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (WHEN, "15 May", "15 May 2023"),
        (WHEN, "15 May 2023", "May 15, 2023"),
        (WHEN, "15 May 2023", "2023"),
        (WHEN, "15 May 2023", "2023-05-15"),
        (WHEN, "15 May 2023", "15.05.2023"),
        (WHEN, "in 1871", "from 1871 to 1873"),
        (WHEN, "in the spring", "1871"),
        (WHEN, "on Tuesdays", "at 10:00"),
        (WHEN, "on Tuesday", "Tuesdays"),
        (WHEN, "10 am", "10:00"),
        (WHEN, "10 p.m.", "22:00"),
        (WHEN, "after the fire", "before the flood"),
        (WHEN, "we may on 15 May", "15 May"),
        (HOW_MANY, "84 members", "84"),
        (HOW_MANY, "twelve", "12 members"),
        (HOW_MANY, "two", "twice"),
        (HOW_MANY, "3,837", "3837"),
        (HOW_MANY, "3.50", "3.5"),
        (HOW_MANY, "1.5 million", "1,500,000"),
        (HOW_MANY, "between 80 and 90", "90"),
        (HOW_MANY, "very many", "84"),
        (HOW_MANY, "5 km", "5,000 m"),
        (HOW_MANY, "5 km", "3.1 miles"),
        (HOW_MANY, "5 km", "5"),
        (HOW_MANY, "5 km", "two hours"),
        (HOW_MANY, "50 per cent", "50 %"),
        (HOW_MANY, "£1.5 million", "£1.5m"),
        (HOW_MANY, "£1,500", "$2,000"),
        (HOW_MANY, "80p", "£0.80"),
        (HOW_MANY, "12 months", "1 year"),
        (HOW_MANY, "90 minutes", "1.5 hours"),
        (HOW_MANY, "two weeks", "14 days"),
        (WHO, "Ada Hale", "Dr Hale"),
        (WHO, "Ada Hale", "the mayor"),
        (WHERE, "in the hall", "the old hall"),
        (WHERE, "", "in the hall"),
    ],
)
def test_the_same_said_otherwise_agrees(question: str, one: str, other: str) -> None:
    assert against(question, one, other) == ()
    assert against(question, other, one) == ()


@pytest.mark.parametrize(
    "question",
    ["Which rooms are open?", "List all the rooms.", "Why was it closed?", "Is the club open?", "What is a club?"],
)
def test_a_question_with_many_answers_never_has_a_conflict(question: str) -> None:
    assert against(question, "15 May 2023", "22 June 1999") == ()


def test_one_document_may_speak_of_two_things() -> None:
    claims = [Claim("one", "1871", 0.9), Claim("one", "1872", 0.9), Claim("two", "1873", 0.9)]
    assert disagreeing(analyse(WHEN), claims, 0.6) == (0, 2)


def test_only_words_that_are_surely_enough_are_compared() -> None:
    question = analyse(WHEN)
    assert disagreeing(question, [Claim("one", "1871", 0.59), Claim("two", "1872", 0.9)], 0.6) == ()
    assert disagreeing(question, [Claim("one", "1871", 0.9), Claim("two", "1872", 0.59)], 0.6) == ()
    assert disagreeing(question, [Claim("one", "1871", 0.6), Claim("two", "1872", 0.6)], 0.6) == (0, 1)
    assert against(WHEN, "1871", "it was in the year 1872, when all of that was new") == ()
    assert disagreeing(question, [], 0.6) == ()


def test_those_who_disagree_with_the_first_are_named() -> None:
    assert against(WHEN, "1871", "in 1871", "1872", "May 1871", "1873") == (0, 2, 4)


@given(st.sampled_from([WHEN, HOW_MANY, WHO, WHERE]), st.text(max_size=40), st.text(max_size=40))
def test_disagreement_is_mutual_and_nothing_disagrees_with_itself(question: str, one: str, other: str) -> None:
    assert analyse(question).kind in (AnswerKind.TIME, AnswerKind.NUMBER, AnswerKind.PERSON, AnswerKind.PLACE)
    assert against(question, one, one) == ()
    assert against(question, one, other) == against(question, other, one)


@given(st.integers(0, 10**15))
def test_a_number_is_the_same_in_any_spelling(number: int) -> None:
    assert against(HOW_MANY, f"{number:,}", f"{number:,}.0") == ()
    assert against(HOW_MANY, f"{number:,}", f"{number + 1:,}") == (0, 1)


@pytest.mark.parametrize(
    ("one", "other", "disagree"),
    [
        ("In 2022 the club had … members.", "In 2023 there were … of us.", False),
        ("In 2022 the club had … members.", "The club of 2022 had …", True),
        ("In 2022 the club had … members.", "The club has …", True),
        ("The KX-2240A makes … cups.", "… cups with the KX-2240B", False),
        ("The KX-2240A makes … cups.", "… cups with the KX-2240A", True),
    ],
)
def test_quotes_of_other_years_or_things_do_not_disagree(one: str, other: str, disagree: bool) -> None:
    claims = [Claim("one", "84", 0.9, one), Claim("two", "91", 0.9, other)]
    assert bool(disagreeing(analyse(HOW_MANY), claims, 0.6)) == disagree
