from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import Span
from rag.phrases import enumeration, essential_clauses, only_phrase
from rag.question import analyse

WHOLE = Span(0, 10_000)  # where no words were found, the whole sentence stands for them


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Bring tools such as saws, planes, and files, so that we can start.", "saws, planes, and files"),
        ("Included are: milk, eggs and flour.", "milk, eggs and flour"),
        ("Nothing is listed here.", None),
        ("It rained, and we left.", None),
    ],
)
def test_a_list_is_cut_out_where_something_announces_it(text: str, items: str | None) -> None:
    span = enumeration(text)
    assert (span and span.of(text)) == items


@pytest.mark.parametrize(
    ("question", "sentence", "phrase"),
    [
        ("When was the mill built?", "The mill was built in 1871 by two brothers.", "1871"),
        ("When does it open?", "It opens at 9:30 and closes at 17:00.", None),
        ("How many members are there?", "The club has 84 members.", "84 members"),
        ("How much is the deposit in 2023?", "In 2023 the deposit was $400.", "$400"),
        ("Who chairs the meeting?", "The meeting is chaired by Mara Quill.", "Mara Quill"),
        ("Why is it closed?", "It is closed since 2019.", None),
        ("How much is repaid?", "Breakfast is repaid up to £9 if it is not included.", "up to £9"),
        ("How many people left?", "Nineteen people left, eleven of them because of the heat.", None),
    ],
)
def test_the_only_time_number_or_name_is_the_answer(question: str, sentence: str, phrase: str | None) -> None:
    span = only_phrase(analyse(question), sentence)
    assert (span and span.of(sentence)) == phrase


def test_a_long_sentence_is_cut_to_the_clauses_that_speak_of_the_question() -> None:
    text = "As was said before; the deposit is repaid within thirty days; all keys must be returned first; thank you."
    assert (
        essential_clauses(analyse("When is the deposit repaid?"), text, 8, WHOLE).of(text)
        == "the deposit is repaid within thirty days"
    )


def test_a_long_sentence_keeps_the_date_that_is_asked_for() -> None:
    text = (
        "The speech was held before all members of the society, who had come from far away, on 24 June 2024, in Pell."
    )
    assert "24 June 2024" in essential_clauses(analyse("When was the speech held?"), text, 12, WHOLE).of(text)


def test_a_long_sentence_keeps_the_words_that_were_found() -> None:
    text = "The Senate has 100 seats, each of them for six years, with each state being represented by two senators."
    question = analyse("How many senators does each state have in the Senate?")
    found = Span(text.index("100"), text.index(","))
    assert "100" not in essential_clauses(question, text, 10, WHOLE).of(text)
    assert essential_clauses(question, text, 10, found).of(text) == "The Senate has 100 seats"


@given(st.text(alphabet="ab ,;:.- 1", max_size=120), st.integers(1, 20))
def test_clauses_are_a_slice_within_the_bound_or_everything(text: str, words: int) -> None:
    span = essential_clauses(analyse("ab?"), text, words, Span(0, len(text) // 2))
    assert 0 <= span.start <= span.end <= len(text)
    assert len(span.of(text).split()) <= words or span.of(text) == text
