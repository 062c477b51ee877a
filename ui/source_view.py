"""Shows a quote on the page it was taken from, in a window over the conversation."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from rag.answer import Quote
from ui.conversation import Conversation
from ui.desk import Desk
from ui.markup import plain_label, tag
from ui.problems import in_plain_words
from ui.source_rendering import bring_into_view_html, numbered_on_pages, pages_html, source_head_html
from ui.wording import chat as wording

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_STATE = "source"
_Numbered = tuple[tuple[int, Quote], ...]


@dataclass(frozen=True, slots=True)
class _Viewed:
    """The quote that is shown on its page: which of those of a turn that have one."""

    turn: int
    position: int


def show_page_buttons(place: DeltaGenerator, turn: int, quotes: _Numbered) -> None:
    """A quiet button for every quote of a turn that stands on a page."""
    if not quotes:
        return
    with place.container(key=f"sources-{turn}", horizontal=True):
        for position, (number, quote) in enumerate(quotes):
            label = plain_label(wording.show_page(number, quote.place.label))
            st.button(label, key=f"source-{turn}-{position}", type="tertiary", on_click=_view, args=(turn, position))


def show_source(desk: Desk, conversation: Conversation, with_pages: Set[str]) -> None:
    """The window with the page, if one was asked for and its quote is still there."""
    viewed = st.session_state.get(_STATE)
    if not isinstance(viewed, _Viewed) or viewed.turn >= len(conversation.turns):
        return
    quotes = numbered_on_pages(conversation.turns[viewed.turn].reply, with_pages)
    if viewed.position < len(quotes):
        _window(desk, viewed.turn, quotes)


def _view(turn: int, position: int) -> None:
    st.session_state[_STATE] = _Viewed(turn, position)


def _close() -> None:
    st.session_state[_STATE] = None


@st.dialog(wording.SOURCE_TITLE, width="medium", on_dismiss=_close)
def _window(desk: Desk, turn: int, quotes: _Numbered) -> None:
    viewed = st.session_state.get(_STATE)
    position = viewed.position if isinstance(viewed, _Viewed) else 0
    number, quote = quotes[position]
    st.html(source_head_html(number, quote))
    if len(quotes) > 1:
        with st.container(key="source-steps", horizontal=True):
            _step(wording.PREVIOUS_QUOTE, turn, position - 1, len(quotes))
            _step(wording.NEXT_QUOTE, turn, position + 1, len(quotes))
    with st.spinner(wording.DRAWING):
        try:
            pages = desk.pages(quote)
        except Exception as error:
            st.html(tag("p", in_plain_words(error), class_="qw-note", role="alert"))
            return
    st.html(pages_html(quote.title, pages))
    st.html(bring_into_view_html(), unsafe_allow_javascript=True)


def _step(label: str, turn: int, position: int, count: int) -> None:
    st.button(label, key=f"source-{label}", disabled=not 0 <= position < count, on_click=_view, args=(turn, position))
