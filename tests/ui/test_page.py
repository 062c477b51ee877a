"""Stories at the page, played without a browser: the desk behind it is a fake that is handed in."""

from __future__ import annotations

from dataclasses import replace

from streamlit.testing.v1 import AppTest

from index.document import Origin
from index.errors import LibraryBusyError
from tests.ui.fakes import FakeDesk, cut, document, found
from ui.examples import Example
from ui.wording import chat as wording
from ui.wording import documents, exporting, source

TEXT = "The rent is 950 pounds a month. It is due on the first day."
RENT = "How much is the rent?"
FOLLOW_UP = "And when is it due?"


def desk() -> FakeDesk:
    return FakeDesk(
        infos=[document("Lease", "/papers/lease.pdf")],
        texts={"d1": TEXT},
        answers={
            RENT: found(RENT, "950 pounds", cut(TEXT, "The rent is 950 pounds a month.", "950 pounds")),
            FOLLOW_UP: found(
                FOLLOW_UP,
                "on the first day",
                cut(TEXT, "It is due on the first day.", "on the first day"),
                searched_for="When is the rent due?",
            ),
        },
    )


def script(desk: object, examples: object) -> None:  # only its source travels, so it must know no name of this module
    from ui.page import show_page

    show_page(desk, examples)  # type: ignore[arg-type]


def open_page(desk: FakeDesk, *examples: Example) -> AppTest:
    page = AppTest.from_function(script, args=(desk, examples), default_timeout=30).run()
    assert not page.exception
    return page


def seen(page: AppTest) -> str:
    """All HTML of the page and its side, without the style sheet."""
    assert not page.exception
    return "\n".join(one.proto.body for one in page.get("html") if "<style>" not in one.proto.body)


def buttons(page: AppTest) -> list[str]:
    return [button.label for button in page.button]


def ask(page: AppTest, question: str) -> AppTest:
    return page.chat_input(key="typed").set_value(question).run()


def test_the_first_visit_says_what_this_is_and_offers_examples() -> None:
    page = open_page(desk(), Example(RENT, FOLLOW_UP))
    assert wording.HEADLINE in seen(page)
    assert {"Lease", documents.REMOVE, RENT} <= set(buttons(page))


def test_an_example_is_asked_by_one_click() -> None:
    page = open_page(desk(), Example(RENT, FOLLOW_UP))
    page.button(key="example-0").click().run()
    assert "<mark>950 pounds</mark>" in seen(page)
    assert RENT not in buttons(page)


def test_after_an_example_its_follow_up_is_one_more_click() -> None:
    behind = desk()
    page = open_page(behind, Example(RENT, FOLLOW_UP))
    page.button(key="example-0").click().run()
    page.button(key="follow-up-question").click().run()
    assert behind.asked == [(RENT, ()), (FOLLOW_UP, (RENT,))]
    assert FOLLOW_UP not in buttons(page)


def test_a_typed_question_is_answered_and_a_follow_up_gets_the_earlier_questions() -> None:
    behind = desk()
    page = ask(ask(open_page(behind), RENT), FOLLOW_UP)
    assert behind.asked == [(RENT, ()), (FOLLOW_UP, (RENT,))]
    assert "<mark>950 pounds</mark>" in seen(page) and "<mark>on the first day</mark>" in seen(page)
    assert "When is the rent due?" in seen(page)


def test_a_question_without_an_answer_is_refused_plainly() -> None:
    assert wording.NOT_FOUND in seen(ask(open_page(desk()), "May I keep a dog?"))


def test_blank_words_are_not_asked() -> None:
    behind = desk()
    ask(open_page(behind), "   ")
    assert behind.asked == []


def test_a_problem_shows_its_message_and_the_next_question_works() -> None:
    behind = desk()
    behind.answers["?"] = LibraryBusyError("Another window is adding files.")
    page = ask(open_page(behind), "?")
    assert "Another window is adding files." in seen(page)
    assert "950 pounds" in seen(ask(page, RENT))
    assert behind.asked[-1] == (RENT, ())


def test_an_unexpected_error_is_one_calm_sentence() -> None:
    behind = desk()
    behind.answers["?"] = ZeroDivisionError("words of a document")
    page = ask(open_page(behind), "?")
    assert wording.UNEXPECTED in seen(page) and "words of a document" not in seen(page)


def test_starting_over_forgets_the_conversation() -> None:
    behind = desk()
    page = ask(open_page(behind, Example(RENT, FOLLOW_UP)), RENT)
    page.button(key="start-over").click().run()
    assert wording.HEADLINE in seen(page) and "950 pounds" not in seen(page)
    ask(page, FOLLOW_UP)
    assert behind.asked[-1] == (FOLLOW_UP, ())


def test_two_sessions_share_the_desk_and_nothing_else() -> None:
    behind = desk()
    one, other = open_page(behind), open_page(behind)
    ask(one, RENT)
    assert "950 pounds" not in seen(other.run())


def test_files_are_handed_on_and_what_became_of_each_is_told() -> None:
    behind = desk()
    page = open_page(behind)
    files = [("new.pdf", b"words", "application/pdf"), ("empty.pdf", b"", "application/pdf")]
    page.file_uploader(key="add-0").set_value(files).run()
    assert "Ready: 12 pages." in seen(page) and "The file is empty (0 bytes)." in seen(page)
    assert [one.title for one in behind.infos] == ["Lease", "new.pdf"]
    assert page.file_uploader(key="add-1").value == []
    page.button(key="clear-a0").click().run()
    assert "The file is empty" not in seen(page) and behind.added.known == []


def test_a_reading_that_breaks_off_says_why_and_offers_the_rest() -> None:
    behind = desk()
    page = open_page(behind)
    files = [("new.pdf", b"words", "application/pdf"), ("bad.pdf", b"broken", "application/pdf")]
    page.file_uploader(key="add-0").set_value(files).run()
    assert "The library is full. 1 file was not read." in seen(page) and "Ready: 12 pages." in seen(page)
    page.button(key="go-on-a0").click().run()
    assert behind.added.did == [("go on", "a0")]


def test_asking_goes_on_while_files_are_read_and_the_reading_can_be_stopped() -> None:
    behind = desk()
    behind.added.is_slow = True
    page = open_page(behind)
    page.file_uploader(key="add-0").set_value([("long.pdf", b"words", "application/pdf")]).run()
    assert "950 pounds" in seen(ask(page, RENT))
    page.button(key="stop-a0").click().run()
    assert documents.STOPPED in seen(page)


def test_visitors_from_other_computers_cannot_name_folders_of_this_one() -> None:
    def shared(desk: object) -> None:
        from ui.page import show_page

        show_page(desk, (), shared=True)  # type: ignore[arg-type]

    page = AppTest.from_function(shared, args=(desk(),), default_timeout=30).run()
    assert not page.exception and "read-folder" not in [one.key for one in page.button]


def test_a_folder_is_read_by_its_path_and_one_that_is_not_there_is_refused() -> None:
    behind = desk()
    page = open_page(behind)
    page.button(key="read-folder").click().run()
    assert "There is no folder at that place." in seen(page)
    page.text_input(key="folder-path").set_value("/papers")
    page.button(key="read-folder").click().run()
    assert behind.added.did == [("folder", "/papers")] and "There is no folder" not in seen(page)


def test_without_documents_the_page_asks_for_some_and_takes_no_question() -> None:
    behind = FakeDesk()
    page = open_page(behind, Example(RENT, FOLLOW_UP))
    assert wording.NO_DOCUMENTS_HEADLINE in seen(page) and RENT not in buttons(page)
    assert page.chat_input(key="typed").disabled
    page.file_uploader(key="add-0").set_value([("new.pdf", b"words", "application/pdf")]).run()
    assert not page.chat_input(key="typed").disabled
    assert wording.HEADLINE in seen(page)


def test_removing_needs_a_choice_and_a_confirmation_and_takes_the_words_out_of_the_conversation() -> None:
    behind = desk()
    page = ask(open_page(behind), RENT)
    page.button(key="remove").click().run()
    assert page.button(key="remove-now").disabled
    page.multiselect(key="removing").select("d1").run()
    assert [one.title for one in behind.infos] == ["Lease"]
    page.button(key="remove-now").click().run()
    assert behind.infos == []
    assert "950 pounds" in seen(page)  # as long as it can be undone
    behind.hidden = []
    page.run()
    assert wording.WITHDRAWN in seen(page) and "950 pounds" not in seen(page)


def test_a_removal_can_be_undone() -> None:
    behind = desk()
    page = open_page(behind)
    page.button(key="open-d1").click().run()
    page.button(key="remove-one").click().run()
    assert behind.infos == [] and "“Lease” is removed." in seen(page)
    page.button(key="undo").click().run()
    assert [one.title for one in behind.infos] == ["Lease"] and "is removed" not in seen(page)


def test_a_document_is_previewed_and_closed() -> None:
    page = open_page(desk())
    page.button(key="open-d1").click().run()
    assert "The rent is 950 pounds a month." in seen(page) and source.TEXT_INSTEAD in seen(page)
    page.button(key="source-close").click().run()
    assert "The rent is 950 pounds a month." not in seen(page)


def test_only_documents_of_folders_offer_to_look_for_changes() -> None:
    behind = desk()
    assert documents.SYNC not in buttons(open_page(behind))
    behind.infos = [replace(behind.infos[0], origin=Origin.FOLDER, source="/no/such/file")]
    page = open_page(behind)
    page.button(key="sync").click().run()
    assert behind.added.did == [("sync", None)] and documents.MISSING in seen(page)


def test_keeping_them_all_removes_nothing() -> None:
    behind = desk()
    page = open_page(behind)
    page.button(key="remove").click().run()
    page.multiselect(key="removing").select("d1").run()
    page.button(key="keep").click().run()
    assert len(behind.infos) == 1 and "remove-now" not in [button.key for button in page.button]


def test_a_long_list_can_be_searched_and_is_shown_a_part_at_a_time() -> None:
    assert "filter" not in [one.key for one in open_page(papers(11)).text_input]
    page = open_page(papers(45))
    assert "Paper 19" in buttons(page) and "Paper 20" not in buttons(page)
    page.button(key="documents-after").click().run()
    page.button(key="documents-after").click().run()
    assert "Paper 44" in buttons(page) and page.button(key="documents-after").disabled
    page.text_input(key="filter").set_value("paper 7").run()
    assert "Paper 7" in buttons(page) and "Paper 8" not in buttons(page)


def papers(number: int) -> FakeDesk:
    return FakeDesk(infos=[document(f"Paper {n}", "p.pdf", n) for n in range(number)])


def test_a_few_questions_to_begin_with_are_shown_and_the_others_folded() -> None:
    examples = [Example(f"What is {number}?") for number in range(6)]
    page = open_page(desk(), *examples)
    (folded,) = (each for each in page.expander if each.label == wording.MORE_EXAMPLES)
    assert [button.key for button in folded.button] == ["example-4", "example-5"]
    page = page.button(key="example-5").click().run()
    assert "What is 5?" in seen(page)
    few = open_page(desk(), *examples[:4])
    assert wording.MORE_EXAMPLES not in [each.label for each in few.expander]


def test_small_talk_is_neither_judged_nor_taken_away() -> None:
    def opening(page: AppTest) -> list[str]:
        return [one.proto.popover.label for one in page.get("popover")]

    asked = desk()
    asked.answers["Hello"] = found("Hello", "Hello. Ask a question.")
    page = ask(open_page(asked), "Hello")
    assert "Hello. Ask a question." in seen(page) and exporting.TAKE_AWAY not in opening(page)
    assert exporting.TAKE_AWAY in opening(ask(page, RENT))
