"""The conversations beside the page: a new one, the list by day, search, rename, delete."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby

import streamlit as st

from ui import current_conversation
from ui.current_conversation import Current
from ui.evaluation_switch import UNCOVER
from ui.kept_conversations import KeptConversations, Listed
from ui.markup import plain_label, tag
from ui.problems import in_plain_words
from ui.wording import conversations as wording

_SHOWN = 5
"""So many are listed; the others are one click away, or found by their words."""
_SEARCH_FROM = 6
_MOST = 100
_ALL = "all-conversations"
_TITLE = "conversation-title"
_OPENED = "conversation-opened"


def show_conversations() -> None:
    """The way to a new conversation, and to those before."""
    now = current_conversation.current()
    if st.session_state.pop(_OPENED, False):
        st.html(UNCOVER, unsafe_allow_javascript=True)
    st.html(tag("h2", wording.CONVERSATIONS))
    if now.kept is None or now.not_kept:
        _show_not_kept(now.not_kept)
    if now.gone:
        st.html(tag("p", wording.GONE, class_="qw-note", role="status"))
    if now.conversation.turns:
        st.button(wording.NEW, key="new-conversation", on_click=_begin_new, width="stretch")
    if now.kept is not None:
        _show_list(now, now.kept)


def _show_not_kept(reason: str) -> None:
    st.html(tag("p", wording.NOT_KEPT, class_="qw-note", role="status"))
    if reason:
        with st.expander(wording.NOT_KEPT_WHY, key="not-kept-why"):
            st.html(tag("p", reason, dir="auto"))


def _show_list(now: Current, kept: KeptConversations) -> None:
    try:
        every = kept.listed()
        typed = _typed() if len(every) >= _SEARCH_FROM else ""
        found = kept.listed(typed) if typed.strip() else every
    except Exception as error:
        if not now.not_kept:
            _show_not_kept(in_plain_words(error))
        return
    if not every:
        st.html(tag("p", wording.NONE, class_="qw-about"))
    elif not found:
        st.html(tag("p", wording.NO_MATCH, class_="qw-about", role="status"))
    unfolded = bool(typed.strip() or st.session_state.get(_ALL))
    shown = _with_open(found, _MOST if unfolded else _SHOWN, now.conversation_id)
    with st.container(key="conversations"):
        for day, conversations in groupby(shown, lambda one: wording.group(one.changed_at, datetime.now(UTC))):
            st.html(tag("h3", day, class_="qw-day"))
            for one in conversations:
                _show_one(one, now, kept)
    if len(every) > _SHOWN and not typed.strip():
        label = wording.SHOW_FEWER if unfolded else wording.show_all(len(every))
        st.button(label, key="unfold-conversations", type="tertiary", on_click=_unfold, args=(not unfolded,))


def _typed() -> str:
    return st.text_input(wording.FIND, key="find-conversation", placeholder=wording.FIND, label_visibility="collapsed")


def _with_open(found: tuple[Listed, ...], most: int, open_id: str) -> tuple[Listed, ...]:
    """The first ones, and the one that is open wherever it stands."""
    return tuple(one for place, one in enumerate(found) if place < most or one.conversation_id == open_id)


def _show_one(one: Listed, now: Current, kept: KeptConversations) -> None:
    label = plain_label(one.title)
    if one.conversation_id != now.conversation_id:
        key = f"conversation-{one.conversation_id}"
        st.button(label, key=key, type="tertiary", width="stretch", on_click=_open, args=(one.conversation_id,))
        return
    with st.container(key="conversation-open"):
        key = f"conversation-{one.conversation_id}"
        st.button(
            f"**{label}**", key=key, type="tertiary", width="stretch", on_click=_open, args=(one.conversation_id,)
        )
        with st.container(key="conversation-change", horizontal=True):
            with st.popover(wording.RENAME, type="tertiary", key=f"rename-{one.title}"):
                st.text_input(wording.NEW_TITLE, one.title, key=_TITLE, max_chars=80)
                st.button(wording.SAVE, key="save-title", on_click=_rename, args=(kept, one.conversation_id))
            popover = st.popover(wording.DELETE, type="tertiary", key=f"delete-{one.conversation_id}")
            with popover.container(key="deleting"):
                st.html(tag("p", wording.DELETE_HINT))
                st.button(
                    wording.DELETE_NOW,
                    key="delete-conversation",
                    type="primary",
                    on_click=_delete,
                    args=(kept, one.conversation_id),
                )


def _open(conversation_id: str) -> None:
    st.session_state[_OPENED] = True
    current_conversation.open_conversation(conversation_id)


def _begin_new() -> None:
    st.session_state[_OPENED] = True
    current_conversation.start_over()


def _unfold(unfolded: bool) -> None:
    st.session_state[_ALL] = unfolded


def _rename(kept: KeptConversations, conversation_id: str) -> None:
    # what is typed and saved in one go is in the state, not yet in what was drawn
    current_conversation.attempt(lambda: kept.rename(conversation_id, st.session_state[_TITLE]))


def _delete(kept: KeptConversations, conversation_id: str) -> None:
    def act() -> None:
        kept.delete(conversation_id)
        current_conversation.start_over()

    current_conversation.attempt(act)
