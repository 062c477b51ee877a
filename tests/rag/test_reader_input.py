"""How a question and a passage reach the model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from rag.reader_input import MOST_TOKENS, heading_chars, pair, shortened, tokenizer_at
from tests.rag.reader_models import TOKENIZER


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return tokenizer_at(TOKENIZER)


@given(st.text(max_size=30), st.text(max_size=60))
def test_a_heading_shifts_the_passage_by_its_own_length(heading: str, passage: str) -> None:
    question, second = pair("Who?", heading, passage)
    assert question == "Who?"
    assert second[heading_chars(heading) :] == passage


def test_without_a_heading_the_passage_stands_alone() -> None:
    assert pair("Who?", "", "Ada.") == ("Who?", "Ada.")
    assert pair("Who?", "Clock", "Ada.") == ("Who?", "Clock. Ada.")


def test_a_long_passage_comes_in_parts_that_overlap_and_miss_nothing(tokenizer: Tokenizer) -> None:
    question, passage = "Who mended it?", "and so it went on and on " * 80
    whole = tokenizer.encode(*pair(question, "", passage))
    parts = [whole, *whole.overflowing]
    assert len(parts) > 2
    covered: set[int] = set()
    for part in parts:
        assert len(part.ids) <= MOST_TOKENS
        asked = [span for span, kind in zip(part.offsets, part.type_ids, strict=True) if kind == 0 and span[1]]
        assert (asked[0][0], asked[-1][1]) == (0, len(question))
        read = {
            at
            for (start, end), kind in zip(part.offsets, part.type_ids, strict=True)
            for at in range(start, end)
            if kind == 1
        }
        assert not covered or len(covered & read) > 100
        covered |= read
    assert covered == {at for at, sign in enumerate(passage) if not sign.isspace()}


def test_texts_are_not_padded(tokenizer: Tokenizer) -> None:
    short, long = tokenizer.encode_batch([("Who?", "Ada."), ("Who?", "Ada Hale repaired the clock.")])
    assert len(short.ids) < len(long.ids)


@pytest.mark.parametrize("question", ["", "Who mended the clock in 1871, and why?", "한국어" * 5])
def test_a_question_of_usual_length_stays_as_it_is(tokenizer: Tokenizer, question: str) -> None:
    assert shortened(question, tokenizer) == question


@pytest.mark.parametrize("question", ["why, " * 100, "왜" * 200, "a" + "é" * 3000, "ab " * 97])
def test_of_a_very_long_question_the_beginning_is_put(tokenizer: Tokenizer, question: str) -> None:
    kept = shortened(question, tokenizer)
    assert question.startswith(kept)
    tokens = tokenizer.encode("", kept).type_ids.count(1) - 1
    assert tokens <= 98  # 96 and what belongs to the same character
    part = tokenizer.encode(*pair(kept, "", "and so on " * 200))
    assert part.overflowing
