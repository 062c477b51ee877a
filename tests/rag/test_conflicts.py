"""When documents disagree, and when they only say it otherwise."""

from __future__ import annotations

from dataclasses import replace

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
    return disagreeing(analyse(question), [claim(question, f"d{n}", each) for n, each in enumerate(words)], 0.6)


def claim(question: str, document_id: str, words: str, sufficient: float = 0.9, around: str = "") -> Claim:
    """A claim of a passage that speaks of what the question asks."""
    return Claim(document_id, words, sufficient, around, about=frozenset(analyse(question).stems))


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
        (HOW_MANY, "£85 for adults and £40", "£98 for adults and £40"),
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
    claims = [claim(WHEN, "one", "1871"), claim(WHEN, "one", "1872"), claim(WHEN, "two", "1873")]
    assert disagreeing(analyse(WHEN), claims, 0.6) == (0, 2)


def test_only_words_that_are_surely_enough_are_compared() -> None:
    def told(question: str, one: tuple[str, float], other: tuple[str, float]) -> bool:
        claims = [claim(question, "one", *one), claim(question, "two", *other)]
        return bool(disagreeing(analyse(question), claims, 0.6))

    assert told(WHO, ("Ada Hale", 0.6), ("Ben Stone", 0.6))
    assert not told(WHO, ("Ada Hale", 0.59), ("Ben Stone", 0.9))
    assert not told(WHO, ("Ada Hale", 0.9), ("Ben Stone", 0.59))
    # that it is a time or an amount which is wanted speaks for the words, too
    assert told(WHEN, ("1871", 0.45), ("1872", 0.45))
    assert not told(WHEN, ("1871", 0.35), ("1872", 0.9))
    assert not told(HOW_MANY, ("84", 0.9), ("91", 0.35))
    assert against(WHEN, "1871", "it was in the year 1872, when all of that was new") == ()
    assert disagreeing(analyse(WHEN), [], 0.6) == ()


@pytest.mark.parametrize(
    ("by_itself", "sufficient", "score", "told"),
    [
        (3.5, 0.1, -9.0, True),  # sure by itself, however far behind
        (3.4, 0.1, -9.0, False),
        (2.0, 0.9, 0.0, True),  # near behind, and no nonsense by itself
        (1.9, 0.9, 0.0, False),
        (None, 0.9, 0.0, True),  # not read by itself
        (None, 0.1, -9.0, False),
    ],
)
def test_what_is_read_by_itself_counts_for_more_than_its_passage(
    by_itself: float | None, sufficient: float, score: float, told: bool
) -> None:
    first = claim(HOW_MANY, "one", "84")
    other = replace(claim(HOW_MANY, "two", "91", sufficient), score=score, by_itself=by_itself)
    assert disagreeing(analyse(HOW_MANY), [first, other], 0.6) == ((0, 1) if told else ())


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
    claims = [claim(HOW_MANY, "one", "84", around=one), claim(HOW_MANY, "two", "91", around=other)]
    assert bool(disagreeing(analyse(HOW_MANY), claims, 0.6)) == disagree


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("What does the anchor weigh?", "12 kg", "14 kg"),
        ("What does the ferry cost?", "£4", "5 pounds"),
        ("What is the rent?", "£400", "£450"),
    ],
)
def test_amounts_disagree_however_they_are_asked_for(question: str, one: str, other: str) -> None:
    assert against(question, one, other) == (0, 1)


def test_a_quote_that_also_has_the_first_value_does_not_disagree() -> None:
    question = "What does admission cost for children?"
    first = claim(question, "one", "2 pounds", around="Adults 4 pounds, children …")
    other = claim(question, "two", "6 pounds", around="Admission …, children 2 pounds")
    assert disagreeing(analyse(question), [first, other], 0.6) == ()
    assert disagreeing(analyse(question), [first, replace(other, around="Admission …, children 3 pounds")], 0.6)


def test_what_is_about_something_else_does_not_disagree() -> None:
    question = "When does the Heron sail?"
    first, other = claim(question, "one", "3 May"), claim(question, "two", "9 May")
    assert disagreeing(analyse(question), [first, other], 0.6) == (0, 1)
    elsewhere = replace(other, about=frozenset(analyse("When does the Otter sail?").stems))
    assert disagreeing(analyse(question), [first, elsewhere], 0.6) == (), "it lacks the name"
    plain = "when does the heron sail"
    titled = replace(first, title="The Heron of Weir Lane")
    assert disagreeing(analyse(plain), [titled, elsewhere], 0.6) == (), "it lacks the word of the title"
    unknown = [replace(each, about=frozenset(("sail",))) for each in (first, other)]
    assert disagreeing(analyse("When does the great green boat sail?"), unknown, 0.6) == (), "nor does the first know"


def test_what_is_far_behind_must_say_more_of_the_question() -> None:
    question = "When does the boat sail from the harbour?"
    first = replace(claim(question, "one", "3 May", around="The boat sails … from the harbour"), score=8.0)
    for around, about, score, told in (
        ("The boat sails … from the harbour", question, 2.0, True),
        ("The boat sails … from the harbour", question, 1.0, False),
        ("It is on …", "The boat", 6.0, True),
        ("It is on …", "The boat", 3.0, False),
    ):
        other = Claim("two", "9 May", 0.9, around, score, about=frozenset(analyse(about).stems))
        assert bool(disagreeing(analyse(question), [first, other], 0.6)) is told
