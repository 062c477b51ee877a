from __future__ import annotations

import pytest

from rag.smalltalk import reply_to


@pytest.mark.parametrize(
    "words", ["thanks", "Thank you so much!", "ok, great. Thanks!", "Hello", "help", "What can you do?"]
)
def test_small_talk_gets_a_reply(words: str) -> None:
    reply = reply_to(words)
    assert reply is not None
    assert reply.endswith((".", "?"))


@pytest.mark.parametrize(
    "question",
    ["Whom does the author thank?", "thanks to whom was the bridge built?", "What help is offered?", "Hello World: what is it?",
     "What can you do with beetroot?", "", "great wall"],
)  # fmt: skip
def test_a_question_to_the_documents_is_not_small_talk(question: str) -> None:
    assert reply_to(question) is None
