"""While a person waits: what is being done, and the way to stop it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from rag.steps import OnStep, Step
from ui.rendering import waiting_html
from ui.wording import chat as wording


def show_waiting(stop: Callable[[], None]) -> OnStep:
    """Draw the line and the button; what is returned tells the line how far it is.

    Whoever clicks on the button ends the run of the page at its next word to the browser, which is the next step.
    """
    with st.container(key="waiting", horizontal=True, vertical_alignment="center"):
        line = st.empty()
        st.button(wording.STOP, key="stop", on_click=stop)
    line.html(waiting_html(None))

    def tell(step: Step, passages: int) -> None:
        line.html(waiting_html(step, passages))

    return tell
