from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from index.document import Span
from rag.training.examples import cut, window

TEXTS = st.lists(st.text(alphabet="abcé.$", min_size=1, max_size=12), min_size=1, max_size=30).map(" ".join)


@st.composite
def answered(draw: st.DrawFn) -> tuple[str, Span]:
    """A text and a span of it that holds no white space at its ends, whether or not it is made of whole words."""
    text = draw(TEXTS)
    start, end = sorted(draw(st.tuples(st.integers(0, len(text) - 1), st.integers(0, len(text) - 1))))
    words = text[start : end + 1]
    start += len(words) - len(words.lstrip())
    return text, Span(start, max(start + 1, start + len(words.strip())))


@given(answered(), st.integers(1, 120), st.integers())
def test_a_window_holds_what_must_be_kept_and_is_cut_between_words(
    given_text: tuple[str, Span], size: int, seed: int
) -> None:
    text, keep = given_text
    part, start = window(text, keep, size, Random(seed))
    assert text[start : start + len(part)] == part
    assert Span(start, start + len(part)).contains(keep)
    assert set(part.split()) <= set(text.split())
    # it may grow to keep what must be kept and by the words at its ends, no further
    assert len(part) <= max(size, len(keep)) + 2 * max(map(len, text.split())) + 2


@given(TEXTS, st.integers(1, 120), st.integers())
def test_a_window_around_nothing_is_cut_between_words_and_never_empty(text: str, size: int, seed: int) -> None:
    part, start = window(text, None, size, Random(seed))
    assert part
    assert text[start : start + len(part)] == part
    assert set(part.split()) <= set(text.split())


def test_a_text_that_fits_is_given_whole() -> None:
    assert window("one two three", Span(4, 7), 13, Random(1)) == ("one two three", 0)


def test_a_window_ends_in_words_where_the_text_ends_in_space() -> None:
    assert {bool(window("one two ", None, 3, Random(seed))[0].strip()) for seed in range(50)} == {True}


def test_windows_are_in_many_places() -> None:
    text = " ".join(f"w{n}" for n in range(100))
    keep = Span(text.index("w50"), text.index("w50") + 3)
    assert len({window(text, keep, 60, Random(seed))[1] for seed in range(60)}) > 5


@given(answered(), st.integers(1, 120), st.integers())
def test_the_answer_says_the_same_after_cutting(given_text: tuple[str, Span], size: int, seed: int) -> None:
    text, answer = given_text
    example = cut("Who?", "Title", text, answer, True, size, Random(seed))
    assert example.answer is not None
    assert example.answer.of(example.passage) == answer.of(text)
    assert (example.question, example.heading, example.relevant) == ("Who?", "Title", True)
    assert cut("Who?", "", text, None, False, size, Random(seed)).answer is None
