from __future__ import annotations

import pytest

from rag.asking import without_asking


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Can you please tell me when the shed was painted?", "when the shed was painted?"),
        ("According to the documents, who keeps bees?", ", who keeps bees?"),
        ("What do my documents say about bees?", "What bees?"),
        ("Tell me about the dehumidifier", "the dehumidifier"),
        ("I’d like to know who pays.", "who pays."),
        ("Please explain the deposit", "the deposit"),
        ("Who pays, please?", "Who pays ?"),
    ],
)
def test_phrases_of_asking_go(question: str, left: str) -> None:
    assert without_asking(question) == left


@pytest.mark.parametrize(
    "question",
    [
        "According to article 5, who pays?",
        "What documents do I need for the permit?",
        "Who told the police?",
        "What does the label say?",
        "Tell me about it",
        "May members vote as they please?",
        "please",
        "",
    ],
)
def test_words_that_mean_something_stay(question: str) -> None:
    assert without_asking(question) == question
