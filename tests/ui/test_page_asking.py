"""Stories of asking at the page: with more or less caution, of some documents, edited, again."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from rag.settings import Caution
from tests.ui.fakes import cut, document, found
from tests.ui.test_conversations_panel import open_page as open_kept
from tests.ui.test_page import FOLLOW_UP, RENT, TEXT, ask, desk, open_page, seen
from ui.conversation_records import StoredTurn
from ui.examples import Example
from ui.kept_conversations import KeptConversations
from ui.terms import USUAL, Terms
from ui.user_store import UserStore
from ui.wording import chat as wording


def test_a_question_is_asked_as_cautiously_as_was_chosen() -> None:
    behind = desk()
    page = open_page(behind)
    page.radio(key="caution").set_value(Caution.EAGER).run()
    ask(page, RENT)
    assert behind.terms == [Terms(Caution.EAGER)]
    assert page.radio(key="caution").value == Caution.EAGER


def test_a_question_can_be_restricted_to_documents_and_everybody_sees_it_until_it_is_lifted() -> None:
    behind = desk()
    behind.infos.append(document("Minutes", "/papers/minutes.pdf", 2))
    page = open_page(behind)
    page.multiselect(key="within").select("d2").run()
    assert wording.only_in(["Minutes (minutes.pdf)"]) in seen(page)
    ask(page, RENT)
    assert behind.terms == [Terms(within=("d2",))]
    page.button(key="everywhere").click().run()
    ask(page, FOLLOW_UP)
    assert behind.terms[-1] == USUAL
    behind.remove(["d2"])
    assert "everywhere" not in [button.key for button in page.run().button]


def test_a_refused_question_can_be_asked_with_less_caution_or_everywhere() -> None:
    behind = desk()
    behind.infos.append(document("Minutes", "/papers/minutes.pdf", 2))
    page = open_page(behind)
    page.multiselect(key="within").select("d2").run()
    ask(page, "May I keep a dog?")
    page.button(key="bolder-0").click().run()
    assert behind.terms[-1] == Terms(Caution.EAGER, ("d2",))
    page.button(key="wider-0").click().run()
    assert behind.terms[-1] == Terms(Caution.EAGER)
    assert {"bolder-0", "wider-0"}.isdisjoint(button.key for button in page.button)
    assert {question for question, _ in behind.asked} == {"May I keep a dog?"}


def test_an_edited_question_takes_the_place_of_the_first_and_what_came_after_it_goes() -> None:
    behind = desk()
    page = ask(ask(open_page(behind), "May I keep a dog?"), FOLLOW_UP)
    page.button(key="edit-0").click().run()
    assert wording.later_go(1) in seen(page)
    page.text_area(key="edited-0").set_value(f" {RENT} ")
    submit(page, wording.ASK_EDITED)
    assert behind.asked[-1] == (RENT, ())
    assert "May I keep a dog?" not in seen(page) and FOLLOW_UP not in seen(page) and "950 pounds" in seen(page)


def test_what_was_searched_for_is_what_is_edited() -> None:
    page = ask(ask(open_page(desk()), RENT), FOLLOW_UP)
    page.button(key="edit-1").click().run()
    assert page.text_area(key="edited-1").value == "When is the rent due?"
    submit(page, wording.LEAVE)
    assert not page.text_area and "on the first day" in seen(page)


def test_an_edited_question_without_words_is_not_asked() -> None:
    behind = desk()
    page = ask(open_page(behind), RENT)
    page.button(key="edit-0").click().run()
    page.text_area(key="edited-0").set_value("  ")
    submit(page, wording.ASK_EDITED)
    assert len(behind.asked) == 1 and "950 pounds" in seen(page)


def test_a_question_is_asked_again_in_its_place() -> None:
    behind = desk()
    page = ask(ask(open_page(behind), RENT), FOLLOW_UP)
    behind.answers[FOLLOW_UP] = found(FOLLOW_UP, "950 pounds", cut(TEXT, "The rent is 950 pounds a month."))
    page.button(key="again-1").click().run()
    assert [question for question, _ in behind.asked] == [RENT, FOLLOW_UP, FOLLOW_UP]
    assert "When is the rent due?" not in seen(page)


def test_a_library_of_ones_own_is_offered_questions_from_its_documents() -> None:
    behind = desk()
    behind.offered = None
    page = open_page(behind)
    assert wording.SUGGESTED not in seen(page)
    behind.offered = (RENT, "**bold** <b>?")
    page.run()
    assert wording.SUGGESTED in seen(page)
    page.button(key="example-0").click().run()
    assert behind.asked == [(RENT, ())] and wording.SUGGESTED not in seen(page)


def test_examples_that_come_with_the_documents_go_before_suggestions() -> None:
    behind = desk()
    behind.offered = (FOLLOW_UP,)
    page = open_page(behind, Example(RENT))
    assert wording.EXAMPLES in seen(page) and wording.SUGGESTED not in seen(page)
    assert page.button(key="example-0").label == RENT


def submit(page: AppTest, label: str) -> None:
    (button,) = [one for one in page.button if one.label == label]
    button.click().run()


def test_an_opened_conversation_is_gone_on_with_on_the_terms_of_its_last_question(tmp_path: Path) -> None:
    kept = KeptConversations(UserStore(tmp_path / "store.sqlite3"), "me", "papers")
    first, last = Terms(Caution.EAGER), Terms(Caution.CAUTIOUS, ("d1",))
    for question, terms in (("May I keep a dog?", first), (RENT, last)):
        kept.add("c1", StoredTurn(question, None, terms))
    behind = desk()
    page = open_kept(behind, kept, "c1")
    assert page.radio(key="caution").value == Caution.CAUTIOUS and page.multiselect(key="within").value == ["d1"]
    assert wording.caution_label(Caution.EAGER) in seen(page) and wording.caution_label(Caution.CAUTIOUS) in seen(page)
    page.button(key="again-1").click().run()
    assert behind.terms == [last]
    assert [one.turn.terms for one in kept.turns("c1")] == [first, last]
