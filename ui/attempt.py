"""Does what a person asked for, and keeps the reason for the next drawing of the page if that cannot be done."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ui.markup import tag
from ui.problems import in_plain_words

_PROBLEM = "documents-problem"


def attempt(act: Callable[[], None]) -> None:
    """Do it, or keep the reason why not."""
    try:
        act()
    except Exception as error:
        st.session_state[_PROBLEM] = in_plain_words(error)


def show_problem() -> None:
    """Say once what could not be done."""
    if problem := st.session_state.pop(_PROBLEM, ""):
        st.html(tag("p", problem, class_="qw-note", role="alert", dir="auto"))
