"""A quote in its context is the document's own text, and every mark stands on the words it is about."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evals.datasets.values import Gold, GoldSpan
from evals.report_context import ShownQuote, in_context
from evals.run_folder import SavedDocument, SavedQuote
from index.document import Span


def document(text: str) -> SavedDocument:
    return SavedDocument("d1", "r1", "My notes", "notes.txt", text)


def quote(text: str, start: int, end: int, *marks: tuple[int, int]) -> SavedQuote:
    spans = tuple(Span(*mark) for mark in marks)
    return SavedQuote("d1", "r1", "line 1", Span(start, end), text[start:end], (), marks=spans)


def gold(words: str, name: str = "notes.txt") -> tuple[Gold, ...]:
    return ((GoldSpan(name, words),),)


def told(shown: ShownQuote) -> list[tuple[str, str]]:
    """Each piece with the letters of what it is: quoted, answering, gold."""
    return [
        (piece.text, "q" * piece.quoted + "a" * piece.answers + "g" * piece.gold)
        for piece in shown.pieces
        if piece.text
    ]


def test_answer_and_gold_are_marked_where_they_overlap() -> None:
    text = "One. Ice is very cold. Two."
    shown = in_context(quote(text, 5, 22, (12, 21)), document(text), gold("cold. Two."))
    assert told(shown) == [
        ("One. ", ""),
        ("Ice is ", "q"),
        ("very ", "qa"),
        ("cold", "qag"),
        (".", "qg"),
        (" Two.", "g"),
    ]
    assert (shown.cut_before, shown.cut_after, shown.verbatim) == (False, False, True)


def test_of_repeated_words_those_that_answer_are_marked() -> None:
    text = "red or blue or red"
    shown = in_context(quote(text, 0, len(text), (15, 18)), document(text), ())
    assert told(shown) == [("red or blue or ", "q"), ("red", "qa")]


def test_gold_of_another_document_is_not_marked() -> None:
    text = "Ice is cold."
    assert told(in_context(quote(text, 0, 12), document(text), gold("cold", "other.txt"))) == [("Ice is cold.", "q")]


def test_the_context_is_cut_between_words() -> None:
    text = "abcdefgh " * 60 + "HERE" + " ijklmnop" * 60
    start = text.index("HERE")
    shown = in_context(quote(text, start, start + 4), document(text), ())
    before, after = ("".join(piece.text for piece in side) for side in (shown.before, shown.after))
    assert before.startswith("abcdefgh ") and after.endswith(" ijklmnop")
    assert 180 < len(before) <= 200 and 180 < len(after) <= 200
    assert shown.cut_before and shown.cut_after


def test_a_quote_that_is_not_where_it_says_is_shown_alone() -> None:
    moved = quote("Ice", 0, 3, (0, 3))
    shown = in_context(moved, document("Fire is hot."), gold("Fire"))
    assert told(shown) == [("Ice", "qa")]
    assert not shown.verbatim
    assert not in_context(moved, None, ()).verbatim


@given(st.text("ab \n", max_size=700), st.data())
def test_the_pieces_are_the_documents_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown = in_context(quote(text, start, end, (start, (start + end) // 2)), document(text), gold("a b"))
    whole = "".join(piece.text for piece in shown.pieces)
    assert "".join(piece.text for piece in shown.pieces if piece.quoted) == text[start:end]
    at = start - len("".join(piece.text for piece in shown.before)) if end > start else text.find(whole)
    assert text[at : at + len(whole)] == whole
    assert all(piece.text for piece in shown.pieces)
