"""The source beside the answer: a quote where it stands in its document, or a document from its start."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from index.document import DocumentInfo
from index.pages.source_pages import WITH_PAGES
from rag.answer import Quote
from ui.conversation import Conversation
from ui.desk import Desk
from ui.document_pane import show_document_head
from ui.evidence import Reply
from ui.markup import joined, plain_label, tag
from ui.problems import in_plain_words
from ui.quote_rendering import source_key
from ui.source_rendering import kind_of, numbered_quotes, pages_html, plain_page_html, quote_head_html
from ui.source_scripts import focus_script_html, pane_script_html
from ui.source_text_rendering import text_html, text_note_html
from ui.wording import source as wording

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_STATE, _CLOSED = "source", "source-closed"
_Numbered = tuple[tuple[int, Quote], ...]


@dataclass(frozen=True, slots=True)
class Viewed:
    """What is shown: a quote of a turn, or, with a ``document_id``, that document.

    ``at`` is the offset in the text, or the page from 1, to which the reader has moved; None for where it begins.
    """

    turn: int = 0
    position: int = 0
    document_id: str = ""
    at: int | None = None


def show_source_buttons(place: DeltaGenerator, turn: int, reply: Reply | None, known: Set[str]) -> None:
    """A button for every quote of a turn in documents that are ``known`` (ids), which shows it where it stands.

    They are out of sight: the button in the quote itself presses them.
    """
    quotes = numbered_quotes(reply, known)
    if not quotes:
        return
    with place.container(key=f"sources-{turn}"):
        for position, (number, quote) in enumerate(quotes):
            label = plain_label(wording.show_source(number, quote.place.label, kind_of(reply)))
            st.button(label, key=source_key(turn, number), on_click=view_quote, args=(turn, position))


def view_quote(turn: int, position: int) -> None:
    """Show a quote of a turn, both counted from 0, from the next drawing of the page on."""
    st.session_state[_STATE] = Viewed(turn, position)


def view_document(document_id: str) -> None:
    """Show a document from its start, from the next drawing of the page on."""
    st.session_state[_STATE] = Viewed(document_id=document_id)


def show_source(desk: Desk, conversation: Conversation, documents: Mapping[str, DocumentInfo]) -> None:
    """Draw what is to be shown, if its document is still there; ``documents`` are those that are, by id."""
    _return_focus()
    viewed = _viewed()
    if viewed is None:
        return
    reply = None
    if not viewed.document_id and viewed.turn < len(conversation.turns):
        reply = conversation.turns[viewed.turn].reply
    quotes = numbered_quotes(reply, documents.keys())
    if viewed.document_id in documents or viewed.position < len(quotes):
        with st.container(key="source"):
            _pane(desk, quotes, kind_of(reply), documents)
    else:
        st.session_state[_STATE] = None


@st.fragment
def _pane(desk: Desk, quotes: _Numbered, kind: str, documents: Mapping[str, DocumentInfo]) -> None:
    """Drawn again by itself when the reader steps on; the answer beside it stays as it is."""
    viewed = _viewed()
    if viewed is None:
        st.rerun()
        return
    with st.container(key="source-bar", horizontal=True):
        label = wording.CLOSE_DOCUMENT if viewed.document_id else wording.CLOSE
        st.button(f"← {label}", key="source-close", type="tertiary", on_click=_close)
        if len(quotes) > 1:
            before = replace(viewed, position=viewed.position - 1, at=None)
            after = replace(viewed, position=viewed.position + 1, at=None)
            _step_button(wording.previous_one(kind), before, len(quotes))
            _step_button(wording.next_one(kind), after, len(quotes))
    quote = None
    if viewed.document_id:
        document = documents[viewed.document_id]
        show_document_head(desk, document, _close)
    else:
        number, quote = quotes[viewed.position]
        document = documents[quote.document_id]
        st.html(quote_head_html(number, quote, kind))
    if document.format in WITH_PAGES:
        _show_pages(desk, viewed, document, quote)
    else:
        _show_text(desk, viewed, document, quote)
    st.html(pane_script_html(repr(viewed)), unsafe_allow_javascript=True)


def _show_pages(desk: Desk, viewed: Viewed, document: DocumentInfo, quote: Quote | None) -> None:
    """The page as a picture; its text where that cannot be drawn."""
    with st.spinner(wording.DRAWING):
        try:
            if quote is not None and viewed.at is None:
                pages = desk.pages(quote)
                shown, first, last = pages_html(document.title, pages), pages[0].page, pages[-1].page
            else:
                first = last = viewed.at or 1
                shown = plain_page_html(document.title, desk.page(document.document_id, first), document.pages)
        except Exception as error:
            words = f"{in_plain_words(error)} {wording.TEXT_INSTEAD}"
            st.html(tag("p", words, class_="qw-note", role="alert"))
            _show_text(desk, replace(viewed, at=None), document, quote, can_move=False)
            return
    st.html(shown)
    before = first - 1 if first > 1 else None
    after = last + 1 if last < (document.pages or last) else None
    _moves(viewed, wording.EARLIER_PAGE, before, wording.LATER_PAGE, after, has_quote=quote is not None)


def _show_text(
    desk: Desk, viewed: Viewed, document: DocumentInfo, quote: Quote | None, *, can_move: bool = True
) -> None:
    try:
        shown = desk.text(document.document_id, quote, viewed.at)
    except Exception as error:
        st.html(tag("p", in_plain_words(error), class_="qw-note", role="alert"))
        return
    st.html(joined(text_note_html(shown, has_quote=quote is not None and viewed.at is None), text_html(shown)))
    if can_move:
        has_quote = quote is not None and shown.is_found
        _moves(viewed, wording.EARLIER, shown.earlier, wording.LATER, shown.later, has_quote=has_quote)


def _moves(viewed: Viewed, back: str, before: int | None, on: str, after: int | None, *, has_quote: bool) -> None:
    """The buttons that lead on through the document."""
    if before is None and after is None and viewed.at is None:
        return
    with st.container(key="source-moves", horizontal=True):
        if before is not None:
            st.button(back, key="source-earlier", on_click=_move, args=(replace(viewed, at=before),))
        if after is not None:
            st.button(on, key="source-later", on_click=_move, args=(replace(viewed, at=after),))
        if has_quote and viewed.at is not None:
            label = wording.BACK_TO_QUOTE
            st.button(label, key="source-back", type="tertiary", on_click=_move, args=(replace(viewed, at=None),))


def _step_button(label: str, to: Viewed, count: int) -> None:
    st.button(label, key=f"source-{label}", disabled=not 0 <= to.position < count, on_click=_move, args=(to,))


def _viewed() -> Viewed | None:
    viewed = st.session_state.get(_STATE)
    return viewed if isinstance(viewed, Viewed) else None


def _move(to: Viewed) -> None:
    st.session_state[_STATE] = to


def _close() -> None:
    st.session_state[_CLOSED], st.session_state[_STATE] = _viewed(), None


def _return_focus() -> None:
    """Give the keyboard back to what the view was opened by."""
    closed = st.session_state.pop(_CLOSED, None)
    if isinstance(closed, Viewed):
        key = f"open-{closed.document_id}" if closed.document_id else source_key(closed.turn, closed.position + 1)
        st.html(focus_script_html(key, id(closed)), unsafe_allow_javascript=True)
