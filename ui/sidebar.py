"""The documents beside the conversation: the list of them, and taking some out. ``ui.adding_view`` adds more."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from index.document import DocumentInfo, Origin
from ui import document_list
from ui.attempt import attempt
from ui.desk import Desk
from ui.markup import plain_label, tag
from ui.problems import in_plain_words
from ui.refusals_view import show_refusals
from ui.scans_view import show_scans
from ui.source_view import view_document
from ui.standing import standing_of
from ui.wording import documents as wording

_CHOOSING = "choosing"
"""Whether the dialog is open: kept in the state, so that a run for another reason does not close it."""
_FIRST = "documents-first"
_LOOK_EVERY_S = 2.0


def show_heading(number: int) -> None:
    """What stands below is about the documents; ``number`` is how many there are."""
    st.html(document_list.heading_html(number))


def show_documents(desk: Desk, documents: Sequence[DocumentInfo]) -> None:
    """The list of the documents, a part at a time, and the way to take some out."""
    if desk.leaving():
        _show_leaving(desk)
    show_scans(desk.scans)
    show_refusals(desk, frozenset(one.document_id for one in documents))
    if not documents:
        st.html(tag("p", wording.NO_DOCUMENTS, class_="qw-about"))
        return
    typed = ""
    if len(documents) >= document_list.FILTER_FROM:
        typed = st.text_input(wording.FILTER, key="filter", placeholder=wording.FILTER, label_visibility="collapsed")
    matching = document_list.matching(documents, typed)
    if not matching:
        st.html(tag("p", wording.NO_MATCH, class_="qw-about"))
    first = int(st.session_state.get(_FIRST, 0))
    if first >= len(matching):
        first = 0
    names = document_list.distinct_names(documents) if any(one.newer_id for one in documents) else {}
    with st.container(key="documents"):
        for one in document_list.listed(matching, first):
            with st.container(key=f"document-{one.document_id}"):
                key = f"open-{one.document_id}"
                st.button(
                    plain_label(one.title), key=key, type="tertiary", on_click=view_document, args=(one.document_id,)
                )
                st.html(document_list.document_html(one, standing_of(one), names.get(one.newer_id or "", "")))
    _show_steps(first, len(matching))
    if any(one.origin is Origin.FOLDER for one in documents):
        st.button(wording.SYNC, key="sync", type="tertiary", on_click=_sync, args=(desk,))
    st.button(wording.REMOVE, key="remove", type="tertiary", on_click=_choosing, args=(True,))
    if st.session_state.get(_CHOOSING):
        _choose_removals(desk, documents)


def _show_steps(first: int, total: int) -> None:
    """Which part of the list is shown, and the way to the next."""
    length = document_list.PAGE_LENGTH
    if total <= length:
        return
    with st.container(key="documents-steps", horizontal=True, vertical_alignment="center"):
        before, after = first - length, first + length
        st.button(
            "←",
            key="documents-before",
            help=wording.EARLIER_DOCUMENTS,
            disabled=before < 0,
            on_click=_go,
            args=(before,),
        )
        st.html(tag("p", wording.more_documents(first + 1, min(after, total), total), class_="qw-about"))
        st.button(
            "→",
            key="documents-after",
            help=wording.LATER_DOCUMENTS,
            disabled=after >= total,
            on_click=_go,
            args=(after,),
        )


@st.fragment(run_every=_LOOK_EVERY_S)
def _show_leaving(desk: Desk) -> None:
    """What was just removed, as long as that can be undone."""
    titles = desk.leaving()
    if not titles:
        st.rerun()
    with st.container(key="leaving", horizontal=True, vertical_alignment="center"):
        st.html(tag("p", wording.removed(titles), role="status", dir="auto"))
        if st.button(wording.UNDO, key="undo"):
            desk.undo_removal()
            st.rerun()


def _go(first: int) -> None:
    st.session_state[_FIRST] = max(0, first)


def _sync(desk: Desk) -> None:
    attempt(desk.adding.sync)


def _choosing(opened: bool) -> None:
    st.session_state[_CHOOSING] = opened


@st.dialog(wording.REMOVE_TITLE, on_dismiss=lambda: _choosing(False))
def _choose_removals(desk: Desk, documents: Sequence[DocumentInfo]) -> None:
    names = document_list.distinct_names(documents)
    chosen = st.multiselect(
        wording.REMOVE_WHICH, list(names), format_func=lambda one: names.get(one, ""), key="removing", placeholder=""
    )
    st.html(tag("p", wording.REMOVE_HINT, class_="qw-about"))
    keep, remove = st.columns(2)
    if keep.button(wording.KEEP, key="keep", width="stretch"):
        _choosing(False)
        st.rerun()
    label = wording.remove_now(len(chosen))
    if remove.button(label, key="remove-now", type="primary", disabled=not chosen, width="stretch"):
        try:
            desk.remove(chosen)
        except Exception as error:
            st.html(tag("p", in_plain_words(error), class_="qw-note", role="alert"))
        else:
            _choosing(False)
            st.rerun()
