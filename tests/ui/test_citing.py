from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.fakes import cut, found
from ui.citing import cited

TEXT = "The rent is 950 pounds a month. It is due on the first day. Bring: a torch; a map; and a coat."
RENT, DUE, BRING = (
    "The rent is 950 pounds a month.",
    "It is due on the first day.",
    "Bring: a torch; a map; and a coat.",
)


def parts(words: str, *quotes: tuple[str, str]) -> list[list[tuple[str, tuple[int, ...]]]]:
    answer = found("?", words, *(cut(TEXT, whole, answering) for whole, answering in quotes))
    return [[(part.words, part.quotes) for part in line] for line in cited(answer)]


def test_a_short_answer_rests_on_the_quote_that_holds_it() -> None:
    assert parts("950 pounds", (DUE, ""), (RENT, "950 pounds")) == [[("950 pounds", (2,))]]


def test_two_sentences_of_two_quotes_have_a_number_each() -> None:
    assert parts(f"{RENT} … {DUE}", (RENT, ""), (DUE, "")) == [[(f"{RENT} … ", (1,)), (DUE, (2,))]]


def test_words_that_two_quotes_answer_with_have_both_numbers() -> None:
    assert parts("950 pounds", (RENT, "950 pounds"), (RENT, "950 pounds")) == [[("950 pounds", (1, 2))]]


def test_answering_words_count_before_words_that_merely_stand_there() -> None:
    assert parts("a", (RENT, ""), (BRING, "a map")) == [[("a", (2,))]]


def test_entries_of_one_quote_have_one_number_behind_the_last() -> None:
    assert parts("a torch; a coat", (BRING, "")) == [[("a torch; a coat", (1,))]]


def test_entries_of_several_quotes_have_their_own() -> None:
    shown = parts("a torch; 950 pounds; the first day", (BRING, ""), (RENT, ""), (DUE, ""))
    assert shown == [[("a torch; ", (1,)), ("950 pounds; ", (2,)), ("the first day", (3,))]]


def test_half_a_word_is_no_word() -> None:
    assert parts("95", (RENT, "")) == [[("95", ())]]


def test_words_that_no_quote_holds_have_no_number() -> None:
    assert parts("2 documents: Letter; Minutes", (RENT, "")) == [[("2 documents: Letter; Minutes", ())]]
    assert parts("Lease; Minutes", (RENT, "")) == [[("Lease; ", (1,)), ("Minutes", ())]]


def test_what_is_counted_before_a_list_is_none_of_its_entries() -> None:
    assert parts("2 of 9 documents: Lease; Minutes", (RENT, "")) == [
        [("2 of 9 documents: ", ()), ("Lease; ", (1,)), ("Minutes", ())]
    ]
    assert parts("1 of 9 documents: Lease", (RENT, "")) == [[("1 of 9 documents: Lease", (1,))]]


def test_every_line_is_its_own() -> None:
    assert parts(f"{RENT}\n{DUE}", (RENT, ""), (DUE, "")) == [[(RENT, (1,))], [(DUE, (2,))]]


@pytest.mark.parametrize("words", ["", " … ", ";", "\n\n"])
def test_nothing_rests_on_nothing(words: str) -> None:
    assert all(numbers == () for line in parts(words, (RENT, "")) for _, numbers in line)


@given(st.text("ab …;\n", max_size=30))
def test_no_word_of_the_answer_is_lost(words: str) -> None:
    assert ["".join(words for words, _ in line) for line in parts(words, (RENT, "rent"))] == words.splitlines()
