from __future__ import annotations

import pytest

from rag.question import AnswerKind, analyse, respelt


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who wrote the report?", AnswerKind.PERSON),
        ("When does the lease end?", AnswerKind.TIME),
        ("In what year was the mill built?", AnswerKind.TIME),
        ("How many members are there?", AnswerKind.NUMBER),
        ("What is the deposit?", AnswerKind.NUMBER),
        ("Where is the fuse box?", AnswerKind.PLACE),
        ("Why was the meeting moved?", AnswerKind.REASON),
        ("What bottleneck areas were named?", AnswerKind.LIST),
        ("Name all the founders", AnswerKind.LIST),
        ("What documents do I need?", AnswerKind.LIST),
        ("What happens if I lose a key?", AnswerKind.OTHER),
        ("What covers the pool?", AnswerKind.OTHER),
        ("How do I descale the machine?", AnswerKind.MANNER),
        ("What is a covenant?", AnswerKind.DEFINITION),
        ("Is smoking allowed?", AnswerKind.YES_NO),
        ("and can pets stay?", AnswerKind.YES_NO),
        ("garden rules", AnswerKind.OTHER),
    ],
)
def test_the_kind_of_answer_is_told_from_the_words(question: str, kind: AnswerKind) -> None:
    assert analyse(question).kind is kind


def test_content_words_leave_out_grammar_and_words_of_asking() -> None:
    assert analyse("Tell me, what did the committees decide?").stems == ("committe", "decid")


def test_a_question_made_of_grammar_alone_keeps_what_it_has() -> None:
    assert analyse("what kind of document is it").stems == ("kind", "document")


def test_names_and_numbers_are_recognised() -> None:
    question = analyse("Did Ada Lovelace order the KX-2240B in 2023?")
    assert question.names == {"ada", "lovelac"}
    assert question.numbers == {"kx2240b", "2023"}


@pytest.mark.parametrize("question", ["WHEN IS THE RENT DUE?", "when is the rent due?", "When is the rent due?"])
def test_capitals_at_the_beginning_or_throughout_name_nothing(question: str) -> None:
    assert analyse(question).names == frozenset()


def test_slips_are_replaced_by_the_likeliest_word_but_names_are_not() -> None:
    meant = {"depost": ("deposit", "depot"), "quill": ("quilt",)}
    question = respelt(analyse("how much depost does Mara Quill pay"), lambda stem: meant.get(stem, ()))
    assert question.stems == ("deposit", "mara", "quill", "pay")
