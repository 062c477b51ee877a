"""Above the field for questions: how careful the answer shall be, and which documents are looked in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from index.document import DocumentInfo
from rag.settings import Caution
from ui.document_list import distinct_names
from ui.markup import plain_label, tag
from ui.terms import CAUTIONS, USUAL, Terms
from ui.wording import chat as wording

_STATE = "terms"
_CAUTION, _WITHIN = "caution", "within"


def current_terms() -> Terms:
    """The terms on which the next question is asked."""
    terms = st.session_state.get(_STATE)
    return terms if isinstance(terms, Terms) else USUAL


def take_up(terms: Terms) -> None:
    """Ask the next question on these terms, until a person chooses others."""
    st.session_state[_STATE] = terms


def show_terms(documents: Sequence[DocumentInfo]) -> None:
    """Two quiet buttons that open the choices; documents that are chosen are named, so that nobody forgets them."""
    names = distinct_names(documents)
    terms = current_terms().among(names.keys())
    # the widgets are forgotten while another page is shown; the terms are not
    st.session_state[_STATE] = terms
    st.session_state[_CAUTION], st.session_state[_WITHIN] = terms.caution, list(terms.within)
    with st.container(key="terms", horizontal=True, vertical_alignment="center"):
        with st.popover(wording.caution_label(terms.caution), type="tertiary", key="how-careful"):
            st.radio(
                wording.CAUTION,
                CAUTIONS,
                key=_CAUTION,
                format_func=lambda one: wording.CAUTIONS[Caution(one)],
                captions=[wording.CAUTION_MEANS[one] for one in CAUTIONS],
                on_change=_choose,
            )
        with st.popover(
            wording.within_label(len(terms.within), len(documents)), type="tertiary", key="which-documents"
        ):
            st.multiselect(
                wording.WITHIN,
                list(names),
                key=_WITHIN,
                format_func=lambda one: names.get(one, ""),
                placeholder=wording.WITHIN_ALL,
                on_change=_choose,
            )
            st.html(tag("p", wording.WITHIN_HINT, class_="qw-about"))
        if terms.within:
            st.button(plain_label(wording.EVERYWHERE), key="everywhere", type="tertiary", on_click=_everywhere)
    if terms.within:
        chosen = [names[each] for each in terms.within]
        st.html(tag("p", wording.only_in(chosen), class_="qw-only", role="status", dir="auto"))


def _choose() -> None:
    st.session_state[_STATE] = Terms(Caution(st.session_state[_CAUTION]), tuple(st.session_state[_WITHIN]))


def _everywhere() -> None:
    st.session_state[_STATE] = replace(current_terms(), within=())
