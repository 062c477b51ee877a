"""Which of the two pages is shown. The address in the browser knows it, so a reload comes back to the same place."""

from __future__ import annotations

import streamlit as st

from ui.markup import Html
from ui.wording import evaluation as wording

_PAGE, _EVALUATION, _RUN = "page", "evaluation", "run"
_SWITCH, _SWITCHED = "switch", "switched"
UNCOVER = Html(
    "<script>if (innerWidth < 768) "
    "document.querySelector('[data-testid=\"stSidebarCollapseButton\"] button')?.click()</script>"
)
"""On a phone the side covers the page that was chosen in it, so it is closed."""


def is_evaluation() -> bool:
    """Whether the evaluation page is shown."""
    return st.query_params.get(_PAGE) == _EVALUATION


def shown_evaluation() -> str | None:
    """The id of the evaluation that is looked at, None at the list."""
    return st.query_params.get(_RUN)


def show_evaluation(evaluation_id: str | None) -> None:
    """Look at an evaluation, or at the list."""
    if evaluation_id is None:
        st.query_params.pop(_RUN, None)
    else:
        st.query_params[_RUN] = evaluation_id


def show_switch() -> None:
    """The way from one page to the other."""
    pages = (wording.ASK_PAGE, wording.EVALUATION_PAGE)
    st.session_state[_SWITCH] = pages[is_evaluation()]
    st.segmented_control(
        wording.PAGES,
        pages,
        key=_SWITCH,
        required=True,
        label_visibility="collapsed",
        on_change=_switch,
        width="stretch",
    )
    if st.session_state.pop(_SWITCHED, False):
        st.html(UNCOVER, unsafe_allow_javascript=True)


def _switch() -> None:
    st.session_state[_SWITCHED] = True
    if st.session_state[_SWITCH] == wording.EVALUATION_PAGE:
        st.query_params[_PAGE] = _EVALUATION
    else:
        st.query_params.clear()
