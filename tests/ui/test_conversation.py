from __future__ import annotations

from rag.answer import Answer
from rag.settings import Caution
from tests.ui.fakes import Texts, cut, found, not_found
from ui.conversation import Conversation, Turn
from ui.evidence import Reply, reply
from ui.terms import Terms

TEXT = "The rent is 950 pounds."


def replying(answer: Answer) -> Reply:
    return reply(answer, Texts({"d1": TEXT, "d2": TEXT}))


def test_a_question_waits_until_it_is_answered() -> None:
    asked = Conversation().asking("How much?")
    assert asked.waiting == 0
    answered = asked.answered(0, replying(found("How much?", "950 pounds", cut(TEXT, TEXT))))
    assert answered.waiting is None
    assert [turn.question for turn in answered.turns] == ["How much?"]


def test_a_failed_question_does_not_wait_either() -> None:
    failed = Conversation().asking("How much?").failed(0, "The disk is full.")
    assert failed.waiting is None
    assert failed.turns[-1].problem == "The disk is full."


def test_a_question_asked_while_another_waits_is_answered_after_it() -> None:
    asked = Conversation().asking("How much?").asking("How long?")
    assert asked.waiting == 0
    half = asked.answered(0, replying(not_found("How much?")))
    assert half.waiting == 1 and half.history(1) == ("How much?",)
    assert [turn.question for turn in half.turns] == ["How much?", "How long?"]


def test_the_history_is_the_earlier_questions_without_the_failed_ones() -> None:
    said = Conversation().asking("one").asking("two").asking("three").asking("four").failed(1, "no")
    assert said.history(3) == ("one", "three")
    assert said.history(0) == ()


def test_a_removed_document_takes_its_words_out_of_the_conversation() -> None:
    kept = replying(found("a", "950 pounds", cut(TEXT, TEXT, document_id="d1")))
    lost = replying(found("b", "950 pounds", cut(TEXT, TEXT), cut(TEXT, TEXT, document_id="d2")))
    near = replying(not_found("c", cut(TEXT, TEXT, document_id="d2")))
    said = Conversation((Turn("a", kept), Turn("b", lost), Turn("c", near), Turn("d", problem="no"), Turn("e")))
    left = said.keeping({"d1"})
    assert left.turns == (
        Turn("a", kept),
        Turn("b", withdrawn=True),
        Turn("c", withdrawn=True),
        Turn("d", problem="no"),
        Turn("e"),
    )
    assert left.waiting == 4
    assert "950" not in repr(left.turns[1:])


def test_nothing_changes_while_every_document_is_there() -> None:
    said = Conversation((Turn("a", replying(found("a", "950", cut(TEXT, TEXT)))),))
    assert said.keeping({"d1", "d9"}) == said


def test_a_conversation_is_a_value() -> None:
    begun = Conversation()
    begun.asking("How much?")
    assert begun == Conversation()


def test_a_question_asked_again_waits_in_its_place_on_its_new_terms() -> None:
    said = Conversation().asking("one").failed(0, "no").asking("two")
    again = said.again(0, Terms(Caution.EAGER, ("d1",)))
    assert [turn.question for turn in again.turns] == ["one", "two"]
    assert again.turns[0].waits and again.turns[0].terms == Terms(Caution.EAGER, ("d1",))


def test_an_edited_question_takes_what_leans_on_it_away() -> None:
    said = Conversation().asking("one").asking("two").asking("three")
    edited = said.instead(1, "other", Terms(within=("d1",)))
    assert [turn.question for turn in edited.turns] == ["one", "other"]
    assert edited.turns[1].waits and edited.turns[1].terms.within == ("d1",)


def test_stopping_ends_what_waits_and_leaves_what_is_there() -> None:
    answered = Conversation().asking("one").answered(0, replying(found("one", "950 pounds", cut(TEXT, TEXT))))
    stopped = answered.asking("two").asking("three").stopped("Stopped.")
    assert stopped.waiting is None
    assert [turn.problem for turn in stopped.turns] == ["", "Stopped.", "Stopped."]
    assert stopped.asking("four").history(3) == ("one",)


def test_a_withdrawn_reply_keeps_the_terms_it_was_asked_on() -> None:
    terms = Terms(Caution.EAGER, ("d1", "d2"))
    said = Conversation((Turn("a", replying(found("a", "950 pounds", cut(TEXT, TEXT))), terms=terms),))
    assert said.keeping(set()).turns[0].terms == terms
