from __future__ import annotations

from dataclasses import replace

from index.document import Place, PlaceKind, Span
from rag.answer import Answer, Coverage, Quote, Status
from rag.combining import combined

WHOLE = "Who built the mill, and when?"


def quoted(document_id: str, text: str) -> Quote:
    span = Span(0, len(text))
    return Quote(document_id, "r", "T", "t.txt", Place(PlaceKind.TEXT, "", None), span, text, (span,), 1.0)


def answer(question: str, words: str, confidence: float, *quotes: Quote) -> Answer:
    status = Status.ANSWERED if words else Status.NOT_FOUND
    return Answer(question, question, status, words, confidence, quotes, (), Coverage(5, len(quotes)), ("old",))


BUILDER, YEAR, RIVAL = quoted("a", "Ada built it."), quoted("b", "It is of 1871."), quoted("c", "It is of 1872.")


def test_each_part_gives_its_words_and_its_best_quote_before_further_ones() -> None:
    who = answer("Who built it?", "Ada.", 0.9, BUILDER)
    when = answer("When was it built?", "1871", 0.6, YEAR, RIVAL)
    made = combined(WHOLE, [who, when], 2)
    assert made is not None
    assert (made.question, made.answer, made.confidence) == (WHOLE, "Ada; 1871", 0.6)
    assert made.quotes == (BUILDER, YEAR, RIVAL)
    assert made.coverage == Coverage(5, 3)
    assert made.warnings == ("old",)


def test_a_part_that_is_not_found_is_named_and_makes_the_whole_unsure() -> None:
    made = combined(WHOLE, [answer("Who built it?", "Ada", 0.9, BUILDER), answer("When was it sold?", "", 0.1)], 2)
    assert made is not None
    assert (made.answer, made.confidence, made.quotes) == ("Ada", 0.1, (BUILDER,))
    assert made.warnings == ("Not found in the documents: “When was it sold?”", "old")


def test_without_the_first_part_there_is_no_combined_answer() -> None:
    assert combined(WHOLE, [answer("Who?", "", 0.1), answer("When?", "1871", 0.9, YEAR)], 2) is None


def test_a_conflict_inside_a_part_keeps_its_quotes() -> None:
    who = answer("Who built it?", "Ada", 0.9, BUILDER)
    when = replace(answer("When?", "1871 … 1872", 0.6, YEAR, RIVAL), conflicts=((1, 2),))
    made = combined(WHOLE, [who, when], 2)
    assert made is not None
    assert made.conflicts == ((2, 3),)
    assert [made.quotes[number - 1] for number in made.conflicts[0]] == [YEAR, RIVAL]


def test_the_same_quote_and_the_same_words_are_given_once() -> None:
    made = combined(WHOLE, [answer("A?", "Ada.", 0.9, BUILDER), answer("B?", "Ada", 0.8, BUILDER)], 2)
    assert made is not None
    assert (made.answer, made.quotes) == ("Ada", (BUILDER,))
