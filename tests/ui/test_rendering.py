from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import Place, PlaceKind, Span
from rag.answer import Answer, Coverage, Quote
from rag.quoting import display
from rag.steps import Step
from tests.ui.fakes import Texts, cut, found, not_found
from tests.ui.hostile import HOSTILE
from tests.ui.shown import Shown
from ui.conversation import Turn
from ui.evidence import reply
from ui.rendering import announcement_html, scroll_html, start_html, style_html, turn_html, waiting_html
from ui.terms import Terms
from ui.wording import chat as wording

TEXT = "Before it. The rent is 950 pounds a month. After it."
RENT = "The rent is 950 pounds a month."
DAYS = "page 3 · Lease.pdf · read on 3 March 2026"


def turn(answer: Answer, **texts: str) -> Turn:
    return Turn(answer.question, reply(answer, Texts({"d1": TEXT, "d2": TEXT, **texts})))


def shown(answer: Answer, **texts: str) -> Shown:
    return Shown(turn_html(turn(answer, **texts)))


def test_the_answer_comes_before_its_certainty_and_its_quotes() -> None:
    text = shown(found("How much?", "950 pounds", cut(TEXT, RENT, "950 pounds"))).text
    places = [text.index(words) for words in ("How much?", "950 pounds", "Sure", "page 3 · Lease.pdf", RENT)]
    assert places == sorted(places)


def test_exactly_the_answering_words_are_marked_and_exactly_the_quote_is_quoted() -> None:
    page = shown(found("How much?", "950 pounds", cut(TEXT, RENT, "950 pounds")))
    assert page.texts["mark"] == ["950 pounds"]
    assert page.texts["q"] == [RENT]
    assert page.texts["blockquote"] == [TEXT]


@given(st.text("ab \nﬁ", min_size=1, max_size=30).filter(str.strip), st.data())
def test_marks_are_exact_for_any_words(words: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    place = Place(PlaceKind.PAGE, "page 1", 1)
    quote = Quote("d1", "r1", "T", "t.pdf", place, Span(0, len(words)), words, (Span(start, end),), 1.0)
    page = shown(found("?", "a", quote), d1=words)
    assert [text.replace("\n", " ") for text in page.texts["q"]] == [display(words)]
    assert "".join("".join(page.texts.get("mark", [])).split()) == "".join(display(words[start:end]).split())


def test_a_mark_holds_across_a_hyphenated_line_end() -> None:
    text = "It is held by the Pro-\ntection Service."
    page = shown(found("?", "held", cut(text, text, "the Pro-\ntection")), d1=text)
    assert page.texts["mark"] == ["the Protection"]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_foreign_is_ever_obeyed(text: str) -> None:
    quote = replace(cut(text, text, text), title=text, source=text.replace("/", "∕"), place=Place(PlaceKind.TEXT, text))
    answer = found(text, text, quote, searched_for="other " + text, warnings=(text,))
    plain = found("q", "p", cut("p", "p", "p"), searched_for="other q", warnings=("w",))
    hostile, harmless = shown(answer, d1=text), shown(plain, d1="p")
    assert sorted(set(hostile.elements)) == sorted(set(harmless.elements))
    assert {name for name, _ in hostile.attributes} == {name for name, _ in harmless.attributes}
    assert hostile.texts["cite"] == [text]
    assert hostile.texts["h2"] == [f"{wording.YOU_ASKED} {text}"]
    assert hostile.texts["q"] == ["other " + text, display(text)]


@pytest.mark.parametrize("text", HOSTILE)
def test_neither_a_problem_nor_an_announcement_is_obeyed(text: str) -> None:
    failed = Turn(text, problem=text)
    assert set(Shown(turn_html(failed)).elements) == {"section", "div", "h2", "span", "p"}
    assert Shown(announcement_html(failed)).text == text
    said = Shown(announcement_html(turn(found("?", text, cut(TEXT, RENT)))))
    assert text in said.text and said.elements == ["div"]


@pytest.mark.parametrize(
    ("confidence", "words"),
    [(1.0, "Sure"), (0.85, "Sure"), (0.84, "Fairly sure"), (0.6, "Fairly sure"), (0.59, "Not sure – check the quotes")],
)
def test_how_sure_is_said_in_words(confidence: float, words: str) -> None:
    page = shown(found("?", "950", cut(TEXT, RENT), confidence=confidence))
    assert page.texts["strong"] == [words]


def test_what_was_searched_for_is_shown_only_when_it_differs() -> None:
    same = shown(found("How much?", "950", cut(TEXT, RENT)))
    other = shown(found("And then?", "950", cut(TEXT, RENT), searched_for="How much is the rent?"))
    assert wording.SEARCHED_FOR not in same.text
    assert f"{wording.SEARCHED_FOR} How much is the rent?" in other.text


def test_how_far_the_search_went_and_the_warnings_are_shown() -> None:
    page = shown(found("?", "950", cut(TEXT, RENT), warnings=("Two pages could not be read.",)))
    assert "Found in 1 of 12 documents." in page.text
    assert "Two pages could not be read." in page.text


def test_quotes_that_disagree_stand_together_under_their_own_numbers() -> None:
    quotes = [cut(TEXT, RENT, title=title) for title in ("One", "Two", "Three")]
    page = shown(found("?", "950", *quotes, conflicts=((1, 3),)))
    assert page.texts["cite"] == ["One", "Three", "Two"]
    numbers = [words.split()[1] for words in page.texts["summary"] if words.startswith(wording.QUOTE_NUMBER)]
    assert [number[0] for number in numbers] == ["1", "3", "2"]
    assert page.text.index(wording.DISAGREE) < page.text.index("Three") < page.text.index(wording.QUOTES)


def test_what_documents_disagree_about_is_not_called_sure() -> None:
    page = shown(found("?", "950 … 980", cut(TEXT, RENT), cut(TEXT, RENT), conflicts=((1, 2),)))
    assert page.texts["strong"] == [wording.NOT_SETTLED] and wording.NOT_SETTLED_EXPLAINED in page.text


def test_a_number_stands_before_the_sign_that_parts_two_answers() -> None:
    page = shown(found("?", f"{RENT} … After it.", cut(TEXT, RENT), cut(TEXT, "After it.")))
    assert f"{RENT}1 … After it.2" in page.text


def test_the_first_quotes_are_open_and_the_rest_one_click_away() -> None:
    page = shown(found("?", "950", *[cut(TEXT, RENT)] * 5))
    assert page.texts["summary"][1:] == [f"Quote {number}Lease{DAYS}" for number in range(1, 6)]
    assert page.attributes.count(("open", None)) == 3


def test_a_refusal_is_an_answer_of_its_own() -> None:
    page = shown(not_found("May I keep a dog?", cut(TEXT, RENT)))
    words = (wording.NOT_FOUND, "Looked in 12 documents.", wording.NEAREST, wording.NO_ANSWER, RENT, wording.TRY)
    places = [page.text.index(each) for each in words]
    assert places == sorted(places)
    assert wording.certainty(0.1) not in page.text


def test_a_number_behind_the_words_leads_to_the_quote_that_holds_them() -> None:
    page = shown(found("?", "950 pounds", cut(TEXT, "Before it."), cut(TEXT, RENT, "950 pounds")))
    assert page.texts["a"] == ["2"]
    (target,) = [value for name, value in page.attributes if name == "href"]
    assert target is not None and ("id", target.removeprefix("#")) in page.attributes


def test_no_two_quotes_of_a_conversation_have_the_same_name() -> None:
    pages = [Shown(turn_html(turn(found("?", "950", cut(TEXT, RENT), cut(TEXT, RENT))), number)) for number in range(3)]
    names = [value for page in pages for name, value in page.attributes if name == "id"]
    assert len(names) == len(set(names)) == 6


def test_what_the_few_words_mean_is_one_click_away() -> None:
    page = shown(found("?", "950", cut(TEXT, RENT), confidence=0.72))
    (details,) = [text for text in page.texts["details"] if wording.WHAT_THIS_MEANS in text]
    assert "about 7 are right" in details and "all of your documents" in details


def test_a_restricted_question_says_where_it_looked() -> None:
    answered = turn(found("?", "950", cut(TEXT, RENT), coverage=Coverage(2, 1)))
    page = Shown(turn_html(replace(answered, terms=Terms(within=("d1", "d2"))), names={"d1": "Lease", "d2": "Minutes"}))
    assert "Only in: Lease; Minutes" in page.text
    assert "Found in 1 of the 2 documents you chose." in page.text
    refused = replace(turn(not_found("?")), terms=Terms(within=("d1",)))
    page = Shown(turn_html(refused, names={"d1": "Lease"}))
    assert wording.NOT_FOUND_THERE in page.text and wording.HINT_CHOSEN in page.text


@pytest.mark.parametrize("name", HOSTILE)
def test_the_name_of_a_chosen_document_is_text(name: str) -> None:
    asked = replace(turn(not_found("?")), terms=Terms(within=("d1",)))
    page = Shown(turn_html(asked, names={"d1": name}))
    assert f"Only in: {name}" in page.text
    assert page.elements == Shown(turn_html(asked, names={"d1": "Lease"})).elements


@pytest.mark.parametrize(
    ("step", "passages", "words"),
    [
        (None, 0, wording.STARTING),
        (Step.SEARCHING, 0, wording.SEARCHING),
        (Step.READING, 12, "Reading 12 passages…"),
        (Step.CHECKING, 12, wording.CHECKING),
    ],
)
def test_who_waits_is_told_what_is_being_done(step: Step | None, passages: int, words: str) -> None:
    page = Shown(waiting_html(step, passages))
    assert page.text == words and ("role", "status") in page.attributes


def test_a_refusal_without_anything_near_has_no_empty_list() -> None:
    page = shown(not_found("May I keep a dog?"))
    assert wording.NEAREST not in page.text and "ol" not in page.elements


def test_what_is_counted_stands_on_a_line_before_those_that_it_counts() -> None:
    quotes = (cut(TEXT, RENT), cut(TEXT, RENT, title="Letter", document_id="d2"))
    html = turn_html(turn(found("Which documents?", "2 of 9 documents: Lease; Letter", *quotes)))
    opening, _, listed = html.partition("2 of 9 documents:")
    assert opening and listed.startswith('<span class="qw-parting"> </span>') and "Lease" in listed


def test_small_talk_has_neither_certainty_nor_coverage() -> None:
    page = shown(found("Hello", "Hello. Ask a question."))
    assert page.text == f"{wording.YOU_ASKED} HelloHello. Ask a question."


def test_a_withdrawn_reply_says_why_it_is_gone() -> None:
    assert wording.WITHDRAWN in Shown(turn_html(Turn("How much?", withdrawn=True))).text


def test_a_title_that_is_the_file_name_is_not_said_twice() -> None:
    page = shown(found("?", "950", replace(cut(TEXT, RENT), title="lease.pdf", source="/x/lease.pdf")))
    assert page.texts["cite"] == ["lease.pdf"] and page.texts["small"] == ["page 3 · read on 3 March 2026"]


def test_the_middle_of_a_very_long_file_name_is_left_out() -> None:
    name = "Minutes that somebody scanned " * 8 + "(final).pdf"
    page = shown(found("?", "950", replace(cut(TEXT, RENT), source=f"/papers/{name}")))
    (facts,) = page.texts["small"]
    assert name not in facts and "…" in facts and facts.endswith("canned (final).pdf · read on 3 March 2026")
    assert ("title", name) in page.attributes


def test_the_start_says_what_this_is_and_makes_room_once_the_conversation_has_begun() -> None:
    assert wording.PROMISE in start_html(documents=3, begun=False)
    assert wording.NO_DOCUMENTS_HEADLINE in start_html(documents=0, begun=False)
    assert Shown(start_html(documents=3, begun=True)).text == wording.NAME


def test_an_announcement_tells_what_arrived() -> None:
    assert Shown(announcement_html(turn(not_found("?")))).text == wording.NOT_FOUND
    said = Shown(announcement_html(turn(found("?", "950 pounds.", cut(TEXT, RENT)))))
    assert said.text == "Answer: 950 pounds. With 1 quote."
    assert ("role", "alert") in said.attributes


def test_the_script_and_the_style_hold_nothing_foreign() -> None:
    script = scroll_html(7, waits=True)
    assert script.count("script") == 2 and "last-turn-7" in script
    assert script != scroll_html(7, waits=False), "it is to run again"
    assert style_html("a{}").startswith("<style>a{}") and style_html("a{}").endswith("</style>")
