from __future__ import annotations

import pytest

from rag.collection import reply_about_collection
from tests.rag.conftest import MakeSnapshot

TEXTS = {
    "bees.md": "# Keeping bees\n\nBees need flowers from March on. A hive holds many bees.\n",
    "garden.md": "# The garden\n\nThe shed was painted in May. Bees like the lavender.\n",
    "roof.md": "# The roof\n\nThe roof leaks in autumn.\n",
}


@pytest.mark.parametrize(
    "question", ["What is this about?", "what are my documents about", "List the documents.", "Summarise this"]
)
def test_an_overview_names_every_document_and_quotes_them(make_snapshot: MakeSnapshot, question: str) -> None:
    reply = reply_about_collection(make_snapshot(TEXTS), question, most=4)
    assert reply is not None
    assert reply.answer == "3 documents: Keeping bees; The garden; The roof"
    assert [quote.text for quote in reply.quotes] == [
        "Bees need flowers from March on.",
        "The shed was painted in May.",
        "The roof leaks in autumn.",
    ]


def test_an_overview_quotes_a_sentence_and_no_label(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot({"brief.md": "# Brief\n\nIn short. The ferry stops for the whole winter.\n"})
    reply = reply_about_collection(snapshot, "What is this about?", most=1)
    assert reply is not None
    assert reply.quotes[0].text == "The ferry stops for the whole winter."


def test_documents_are_counted(make_snapshot: MakeSnapshot) -> None:
    reply = reply_about_collection(make_snapshot(TEXTS), "How many documents are there?", most=1)
    assert reply is not None
    assert reply.answer.startswith("3 documents")
    assert len(reply.quotes) == 1


@pytest.mark.parametrize(
    "question",
    [
        "Which documents mention bees?",
        "How many of the texts speak of bees?",
        "List all documents that talk about bees.",
        "In which documents do bees appear?",
        "In how many files are bees mentioned?",
    ],
)
def test_which_documents_mention_something_goes_through_all_of_them(make_snapshot: MakeSnapshot, question: str) -> None:
    reply = reply_about_collection(make_snapshot(TEXTS), question, most=4)
    assert reply is not None
    assert reply.answer == "2 of 3 documents: Keeping bees; The garden"
    assert reply.documents_matched == 2
    assert [quote.text for quote in reply.quotes] == ["Bees need flowers from March on.", "Bees like the lavender."]


@pytest.mark.parametrize(
    "question",
    [
        "Which documents mention giraffes?",
        "What is the roof about to do?",
        "What are bees?",
        "How many documents must I bring?",
    ],
)
def test_everything_else_is_asked_of_the_documents(make_snapshot: MakeSnapshot, question: str) -> None:
    assert reply_about_collection(make_snapshot(TEXTS), question, most=4) is None
