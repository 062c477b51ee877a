"""One answer against one question's gold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evals.datasets.values import Form, GoldSpan, Question
from evals.judging import Verdict, is_called, judge, locate
from evals.run_folder import SavedAnswer, SavedDocument, SavedPassage, SavedQuote, SavedRun
from index.document import Span

TEXT = "Fire is hot. Ice is cold. Fire is hot. Steam is hot\nand wet."


def document(source: str = "notes.txt", title: str = "My notes") -> SavedDocument:
    return SavedDocument("d1", "r1", title, source, TEXT)


def quote(words: str, document_id: str = "d1", start: int | None = None) -> SavedQuote:
    at = TEXT.index(words) if start is None else start
    return SavedQuote(document_id, "r1", "line 1", Span(at, at + len(words)), words, (words,))


def answered(words: str, *quotes: SavedQuote, refused: bool = False) -> SavedAnswer:
    return SavedAnswer("q", words, refused, 0.5, quotes, (), 0.1, "?")


def asked(answers: tuple[str, ...] | None, *gold: GoldSpan, form: Form = Form.SHORT) -> Question:
    return Question("q", "?", answers, form=form, gold=tuple((piece,) for piece in gold))


def run_of(
    answer: SavedAnswer | None, *documents: SavedDocument, retrieved: tuple[SavedPassage, ...] | None = None
) -> SavedRun:
    return SavedRun(
        "set",
        (),
        {"q": answer} if answer else {},
        {(one.document_id, "r1"): one for one in documents},
        None if retrieved is None else {"q": retrieved},
    )


REFUSED = answered("", refused=True)


@pytest.mark.parametrize(
    ("question", "answer", "verdict"),
    [
        (asked(("cold",)), answered("It is cold."), Verdict.RIGHT),
        (asked(("cold",)), answered("It is hot."), Verdict.WRONG),
        (asked(("the",)), answered("The."), Verdict.RIGHT),
        (asked(("cold",)), REFUSED, Verdict.FALSE_REFUSAL),
        (asked(()), REFUSED, Verdict.RIGHT_REFUSAL),
        (asked(()), answered("It is cold."), Verdict.MISSED_REFUSAL),
        (asked(None), answered("It is cold."), Verdict.UNSCORED),
        (asked(("cold",)), None, Verdict.NO_RESULT),
        (asked(("red", "blue"), form=Form.LIST), answered("blue and red"), Verdict.RIGHT),
        (asked(("red", "blue"), form=Form.LIST), answered("blue"), Verdict.WRONG),
    ],
)
def test_verdicts(question: Question, answer: SavedAnswer | None, verdict: Verdict) -> None:
    assert judge(run_of(answer), question).verdict is verdict


def test_long_answers_are_judged_by_their_first_quote() -> None:
    question = asked(("Ice is cold.",), GoldSpan("notes.txt", "Ice is cold."), form=Form.LONG)
    right = run_of(answered("Ice.", quote("Ice is cold.")), document())
    wrong = run_of(answered("Ice is cold.", quote("Fire is hot.")), document())
    assert judge(right, question).verdict is Verdict.RIGHT
    assert judge(wrong, question).verdict is Verdict.WRONG


def test_gold_without_offset_is_at_every_copy() -> None:
    anywhere = asked(("hot",), GoldSpan("notes.txt", "Fire is hot."))
    second = asked(("hot",), GoldSpan("notes.txt", "Fire is hot.", 26))
    run = run_of(answered("hot", quote("Fire is hot.")), document())
    assert [span.span.start for span in judge(run, anywhere).evidence[0]] == [0, 26]
    assert [span.span.start for span in judge(run, second).evidence[0]] == [26]
    assert not any(shown.covers(span) for shown in judge(run, second).quotes for span in judge(run, second).evidence[0])


def test_gold_of_a_document_that_was_not_quoted_is_nowhere() -> None:
    run = run_of(answered("hot", quote("Fire is hot.")), document())
    judged = judge(run, asked(("hot",), GoldSpan("other.txt", "Fire is hot.")))
    assert judged.evidence == ((),)
    assert judged.quotes[0].document != "other.txt"


def test_what_was_retrieved_is_named_like_the_evidence() -> None:
    passages = tuple(SavedPassage(name, "r1", Span(0, 26)) for name in ("d9", "d1"))
    run = run_of(REFUSED, document(), retrieved=passages)
    judged = judge(run, asked(("hot",), GoldSpan("My notes", "Fire is hot.", 0)))
    assert judged.ranking is not None
    assert [passage.covers(judged.evidence[0][0]) for passage in judged.ranking] == [False, True]
    assert judge(run_of(REFUSED, document()), judged.question).ranking is None, "this subject does not tell"


def test_of_two_documents_of_one_name_the_quoted_one_has_the_gold() -> None:
    twin = SavedDocument("d2", "r1", "My notes", "notes.txt", "No fire here.")
    run = run_of(
        answered("hot", quote("Ice is cold.")), twin, document(), retrieved=(SavedPassage("d2", "r1", Span(0, 9)),)
    )
    assert judge(run, asked(("cold",), GoldSpan("notes.txt", "Ice is cold."))).evidence[0] != ()


def test_pages_are_those_of_the_evidence_that_a_quote_covers() -> None:
    ice, steam = (GoldSpan("notes.txt", words, page=page) for words, page in (("Ice is cold.", 2), ("Steam is hot", 4)))
    whole = SavedQuote("d1", "r1", "page 4", Span(0, len(TEXT)), TEXT, (), page=4)
    paged = replace(quote("Ice is cold."), page=3)
    elsewhere = replace(quote("Fire is hot."), page=1)
    judged = judge(run_of(answered("x", whole, paged, elsewhere), document()), asked(("x",), ice, steam))
    assert judged.pages == ((4, frozenset({2, 4})), (3, frozenset({2})))


def test_slices_are_what_the_document_has_there() -> None:
    true, shifted = quote("Ice is cold."), quote("Ice is cold.", start=14)
    beyond, unknown = quote("Ice is cold.", start=len(TEXT)), quote("Ice is cold.", "d9")
    judged = judge(run_of(answered("x", true, shifted, beyond, unknown), document()), asked(("x",)))
    assert judged.slices == ("Ice is cold.", "ce is cold. ", None, None)


def test_items_are_the_marked_words_else_the_parts_of_the_answer() -> None:
    marked = judge(run_of(answered("hot, cold", quote("hot"), quote("cold")), document()), asked(("x",)))
    assert marked.items == ("hot", "cold")
    assert judge(run_of(answered("hot;cold\n wet")), asked(("x",))).items == ("hot", "cold", " wet")


@pytest.mark.parametrize("source", ["/home/me/notes.txt", "C:\\me\\notes.txt", "notes.txt"])
def test_a_document_is_called_by_file_or_title(source: str) -> None:
    for name in ("notes.txt", "Notes", "my NOTES"):
        assert is_called(document(source), name)
    assert not is_called(document(source), "note")


def test_locate() -> None:
    assert locate("Ice", None, TEXT) == (Span(13, 16),)
    assert locate("Fire", 26, TEXT) == (Span(26, 30),)
    assert locate("Fire", 5, TEXT) == (Span(0, 4), Span(26, 30)), "a wrong offset is no reason to find nothing"
    assert locate("hot and  wet.", None, TEXT) == (Span(48, 60),), "lines may be broken elsewhere"
    assert locate("snow", None, TEXT) == locate("  ", None, TEXT) == ()
