"""Stories at the conversations beside the page, played without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.fakes import FakeDesk
from tests.ui.test_page import FOLLOW_UP, RENT, ask, buttons, desk, seen
from tests.ui.test_wording import TECHNICAL
from ui.judgement import Judgement
from ui.kept_conversations import KeptConversations
from ui.user_store import UserStore
from ui.wording import chat, feedback
from ui.wording import conversations as wording


def script(desk: object, kept: object, not_kept: str = "") -> None:
    from ui.current_conversation import begin
    from ui.page import show_page

    begin(kept, desk, not_kept)  # type: ignore[arg-type]
    show_page(desk, ())  # type: ignore[arg-type]


@pytest.fixture
def kept(tmp_path: Path) -> KeptConversations:
    return KeptConversations(UserStore(tmp_path / "store.sqlite3"), "me", "papers")


def open_page(desk: FakeDesk, kept: KeptConversations | None, conversation: str = "", not_kept: str = "") -> AppTest:
    page = AppTest.from_function(script, args=(desk, kept, not_kept), default_timeout=30)
    if conversation:
        page.query_params["c"] = conversation
    page.run()
    assert not page.exception
    return page


def test_what_is_asked_is_there_for_the_next_session_and_comes_back_with_its_quotes(kept: KeptConversations) -> None:
    ask(open_page(desk(), kept), RENT)
    later = open_page(desk(), kept)
    assert chat.HEADLINE in seen(later) and "950" not in seen(later)
    (listed,) = kept.listed()
    later.button(key=f"conversation-{listed.conversation_id}").click().run()
    assert "<mark>950 pounds</mark>" in seen(later)
    ask(later, FOLLOW_UP)
    assert [one.turn.question for one in kept.turns(listed.conversation_id)] == [RENT, FOLLOW_UP]


def test_the_address_names_the_conversation_and_a_reload_comes_back_to_it(kept: KeptConversations) -> None:
    page = ask(open_page(desk(), kept), RENT)
    page.run()
    address = "".join(page.query_params["c"])
    assert address == kept.listed()[0].conversation_id
    assert "<mark>950 pounds</mark>" in seen(open_page(desk(), kept, address))


@pytest.mark.parametrize("person", ["me", "you"])
def test_an_address_that_leads_nowhere_begins_anew_and_says_so(kept: KeptConversations, person: str) -> None:
    ask(open_page(desk(), kept), RENT)
    mine = kept.listed()[0].conversation_id
    other = KeptConversations(kept.store, person, "papers")
    page = open_page(desk(), other, mine if person == "you" else "no-such-conversation")
    assert wording.GONE in seen(page) and "950" not in seen(page)


def test_two_people_never_see_each_others_conversations(kept: KeptConversations) -> None:
    ask(open_page(desk(), kept), RENT)
    other = open_page(desk(), KeptConversations(kept.store, "you", "papers"))
    assert RENT not in buttons(other) and wording.NONE in seen(other)


def test_a_new_conversation_leaves_the_old_one_in_the_list(kept: KeptConversations) -> None:
    page = ask(open_page(desk(), kept), RENT)
    page.button(key="new-conversation").click().run()
    assert "950" not in seen(page)
    ask(page, FOLLOW_UP)
    assert [one.title for one in kept.listed()] == [FOLLOW_UP, RENT]


def test_renaming_and_deleting_the_one_that_is_open(kept: KeptConversations) -> None:
    page = ask(open_page(desk(), kept), RENT)
    page.run()
    page.text_input(key="conversation-title").set_value("The rent")
    page.button(key="save-title").click().run()
    assert [one.title for one in kept.listed()] == ["The rent"]
    page.button(key="delete-conversation").click().run()
    assert kept.listed() == () and "950" not in seen(page) and wording.NONE in seen(page)
    assert "c" not in page.query_params


def test_a_long_list_is_folded_and_can_be_searched(kept: KeptConversations) -> None:
    page = open_page(desk(), kept)
    for number in range(7):
        ask(page, f"Question {number}?")
        page.button(key="new-conversation").click().run()
    titles = [label for label in buttons(page) if label.startswith("Question")]
    assert titles == [f"Question {number}?" for number in (6, 5, 4, 3, 2)]
    page.button(key="unfold-conversations").click().run()
    assert len([label for label in buttons(page) if label.startswith("Question")]) == 7
    page.text_input(key="find-conversation").set_value("question 1").run()
    assert [label for label in buttons(page) if label.startswith("Question")] == ["Question 1?"]
    page.text_input(key="find-conversation").set_value("xylophone").run()
    assert wording.NO_MATCH in seen(page)


def test_a_removed_document_is_withdrawn_from_a_kept_conversation(kept: KeptConversations) -> None:
    ask(open_page(desk(), kept), RENT)
    page = open_page(FakeDesk(), kept, kept.listed()[0].conversation_id)
    assert chat.WITHDRAWN in seen(page) and "950" not in seen(page)
    assert kept.turns(kept.listed()[0].conversation_id)[0].turn.answer is not None


def test_a_problem_is_kept_without_its_words(kept: KeptConversations) -> None:
    behind = desk()
    behind.answers["?!"] = ZeroDivisionError("words of a document")
    ask(open_page(behind, kept), "?!")
    page = open_page(behind, kept, kept.listed()[0].conversation_id)
    assert wording.NOT_ANSWERED_THEN in seen(page)


def test_without_a_store_the_chat_works_and_says_that_nothing_is_kept() -> None:
    page = ask(open_page(desk(), None, not_kept="The disk is full."), RENT)
    assert "<mark>950 pounds</mark>" in seen(page)
    assert wording.NOT_KEPT in seen(page) and "The disk is full." in seen(page)
    assert not page.segmented_control or feedback.IS_RIGHT not in [one.label for one in page.segmented_control]


def test_a_store_that_breaks_costs_no_answer_and_is_told(kept: KeptConversations) -> None:
    page = ask(open_page(desk(), kept), RENT)
    kept.store.close()
    ask(page, FOLLOW_UP)
    assert "<mark>on the first day</mark>" in seen(page) and wording.NOT_KEPT in seen(page)


def verdict(page: AppTest, kept: KeptConversations, word: str | None) -> AppTest:
    turn_id = kept.turns(kept.listed()[0].conversation_id)[0].turn_id
    control = page.segmented_control(key=f"verdict-{turn_id}")
    return (control.set_value(word) if word else control.unselect(control.value)).run()


def judgement(kept: KeptConversations) -> Judgement | None:
    return kept.turns(kept.listed()[0].conversation_id)[0].judgement


def test_an_answer_is_said_to_be_right_and_that_comes_back(kept: KeptConversations) -> None:
    page = ask(open_page(desk(), kept), RENT)
    page.run()
    verdict(page, kept, feedback.RIGHT)
    assert judgement(kept) == Judgement(True) and feedback.THANKS in seen(page)
    again = open_page(desk(), kept, kept.listed()[0].conversation_id)
    assert feedback.THANKS in seen(again)


def test_what_is_wrong_is_kept_as_places(kept: KeptConversations) -> None:
    page = ask(open_page(desk(), kept), RENT)
    page.run()
    verdict(page, kept, feedback.WRONG)
    turn_id = kept.turns(kept.listed()[0].conversation_id)[0].turn_id
    page.multiselect(key=f"doubted-{turn_id}").select(1)
    page.selectbox(key=f"document-of-{turn_id}").select("d1")
    page.text_area(key=f"words-{turn_id}").set_value("on  the first day")
    page.button(key=f"save-feedback-{turn_id}").click().run()
    said = judgement(kept)
    assert said and said.doubted == (1,) and said.document_id == "d1" and said.span
    assert said.span.of(desk().texts["d1"]) == "on the first day"
    assert feedback.SAVED in seen(page)


@pytest.mark.parametrize(
    ("document", "words", "problem"),
    [("d1", "960 pounds", feedback.WORDS_NOT_THERE), ("", "950 pounds", feedback.WORDS_NEED_DOCUMENT)],
)
def test_words_that_do_not_stand_where_they_are_said_to_are_not_kept(
    kept: KeptConversations, document: str, words: str, problem: str
) -> None:
    page = ask(open_page(desk(), kept), RENT)
    page.run()
    verdict(page, kept, feedback.WRONG)
    turn_id = kept.turns(kept.listed()[0].conversation_id)[0].turn_id
    if document:
        page.selectbox(key=f"document-of-{turn_id}").select(document)
    page.text_area(key=f"words-{turn_id}").set_value(words)
    page.button(key=f"save-feedback-{turn_id}").click().run()
    assert problem in seen(page) and judgement(kept) == Judgement(False)


def test_no_technical_word_is_said() -> None:
    said = [
        value
        for words in (wording, feedback)
        for name, value in vars(words).items()
        if name.isupper() and isinstance(value, str)
    ]
    assert [one for one in said if TECHNICAL.search(one)] == []
