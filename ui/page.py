"""The page: the conversation in the middle, the documents beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from index.document import DocumentInfo
from ui import current_conversation, sidebar
from ui.adding_view import show_adding
from ui.conversation import Conversation
from ui.conversations_panel import show_conversations
from ui.desk import Desk
from ui.document_list import distinct_names
from ui.evaluation_switch import show_switch
from ui.examples import Example, follow_up_of
from ui.exporting_view import show_taking_away
from ui.feedback_panel import show_feedback
from ui.focus_scripts import keep_focus_script_html
from ui.markup import tag
from ui.problems import in_plain_words
from ui.rendering import announcement_html, scroll_html, style_html, turn_html
from ui.source_scripts import ways_script_html
from ui.source_view import show_source, show_source_buttons
from ui.start_view import question_button, show_start
from ui.terms import Terms
from ui.terms_view import current_terms, show_terms
from ui.turn_actions import is_spoken, show_turn_actions
from ui.waiting import show_waiting
from ui.wording import chat as wording

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_STYLES = tuple(
    Path(__file__).with_name(name) for name in ("style.css", "documents.css", "source.css", "conversations.css")
)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Where a reply that is missing will stand: all of its turn, and in it the place of question and answer."""

    container: DeltaGenerator
    shown: DeltaGenerator


def show_page(
    desk: Desk, examples: Sequence[Example], check_pace: Callable[[], None] = lambda: None, *, shared: bool = False
) -> None:
    """Draw everything from the state, then answer the question that waits.

    Whatever interrupts the work, another question or a click, leaves it in the state, and the next run takes it up.

    Args:
        desk: the library with its answerer.
        examples: questions to offer at the start.
        check_pace: called before each question; raises a ``QuotewiseError`` when this visitor asks too many.
        shared: whether visitors from other computers see the page, who must not name folders of this one.
    """
    st.html(style_html("\n".join(sheet.read_text(encoding="utf-8") for sheet in _STYLES)))
    st.html(ways_script_html(), unsafe_allow_javascript=True)
    st.html(keep_focus_script_html(), unsafe_allow_javascript=True)
    documents = desk.documents()
    known = {one.document_id: one for one in documents}
    current_conversation.keep(_conversation().keeping(desk.held()))
    with st.sidebar:
        show_switch()
        show_conversations()
        sidebar.show_heading(len(documents))
    show_start(desk, len(documents), bool(_conversation().turns), examples, _ask)
    adding = st.container()
    with st.sidebar if documents else adding:
        show_adding(desk, may_name_folders=not shared)
    with st.sidebar:
        sidebar.show_documents(desk, documents)
    with st.container(key="turns"):  # one element however many turns, so that the field below keeps its place and draft
        waiting = _show_turns(examples, known.keys(), documents)
    with st.container(key="ask"):
        if documents:
            show_terms(documents)
        st.chat_input(wording.ASK, key="typed", on_submit=_ask_typed, disabled=not documents)
    if waiting is None:
        show_source(desk, _conversation(), known)
    else:
        with waiting.container:
            _answer(desk, check_pace, waiting.shown, distinct_names(documents))
        st.rerun()


def _show_turns(examples: Sequence[Example], known: Set[str], documents: Sequence[DocumentInfo]) -> _Waiting | None:
    """Every turn, the last one scrolled to the top; returns where the first reply that is missing will stand."""
    conversation = _conversation()
    names = distinct_names(documents)
    waiting = None
    for number, turn in enumerate(conversation.turns):
        is_last = number == len(conversation.turns) - 1
        container = st.container(key=f"last-turn-{number}" if is_last else f"turn-{number}")
        shown = container.empty()
        shown.html(turn_html(turn, number, names))
        show_source_buttons(container, number, turn.reply, known)
        later = len(conversation.turns) - 1 - number
        row = show_turn_actions(container, number, turn, later, current_terms(), _ASKING)
        if not is_spoken(turn):
            show_taking_away(row, conversation, number)
            show_feedback(row, container, number, documents)
        announcement, follow_up, end = (container.empty() for _ in range(3))
        if number == conversation.waiting:
            waiting = _Waiting(container, shown)
        if is_last:
            st.html(scroll_html(number, waits=turn.waits), unsafe_allow_javascript=True)
        if is_last and not turn.waits:
            announcement.html(announcement_html(turn))
            if next_question := follow_up_of(turn.question, examples):
                with follow_up.container(key="follow-up"):
                    st.html(tag("p", wording.GO_ON, class_="qw-about"))
                    question_button(next_question, "follow-up-question", _ask)
            with end.container(key="end", horizontal=True):
                st.button(wording.START_OVER, key="start-over", type="tertiary", on_click=_start_over)
                if number:
                    show_taking_away(st.container(), conversation)
    return waiting


def _answer(desk: Desk, check_pace: Callable[[], None], shown: DeltaGenerator, names: Mapping[str, str]) -> None:
    """Ask the first question that waits. A reply that is interrupted on its way into the state is asked for again.

    It is seen in ``shown`` at once; all that belongs below it comes when the page is drawn anew.
    """
    conversation = _conversation()
    number = conversation.waiting
    if number is None:
        return
    turn, tell = conversation.turns[number], show_waiting(_stop)
    try:
        check_pace()
        found = desk.ask(turn.question, conversation.history(number), turn.terms, tell)
        conversation = conversation.answered(number, found)
    except Exception as error:
        conversation = conversation.failed(number, in_plain_words(error))
    shown.html(turn_html(conversation.turns[number], number, names))
    current_conversation.keep(conversation)


def _conversation() -> Conversation:
    return current_conversation.conversation()


def _ask(question: str) -> None:
    if question.strip():
        current_conversation.keep(_conversation().asking(question.strip(), current_terms()))


class _Asking:
    """Asks again what is in the conversation."""

    def again(self, number: int, terms: Terms) -> None:
        """See ``Asking.again``."""
        current_conversation.keep(_conversation().again(number, terms))

    def instead(self, number: int, question: str, terms: Terms) -> None:
        """See ``Asking.instead``."""
        current_conversation.keep(_conversation().instead(number, question, terms))


_ASKING = _Asking()


def _stop() -> None:
    current_conversation.keep(_conversation().stopped(wording.STOPPED))


def _ask_typed() -> None:
    _ask(st.session_state["typed"] or "")


def _start_over() -> None:
    current_conversation.start_over()
