"""The head of the page, and questions to begin with: those of the samples, else what the documents suggest."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from ui.desk import Desk
from ui.examples import Example
from ui.markup import plain_label, tag
from ui.rendering import start_html
from ui.wording import chat as wording

_LOOK_EVERY_S = 0.7
_SHOWN = 4
"""So many questions are shown at once, which leaves room on a phone; the others are folded."""
Ask = Callable[[str], None]


def show_start(desk: Desk, documents: int, begun: bool, examples: Sequence[Example], ask: Ask) -> None:
    """Draw them; once the conversation has begun only the name is left, for those who listen to the page."""
    st.html(start_html(documents=documents, begun=begun))
    if begun or not documents:
        st.empty()  # stands where the questions stood, so that they go at once and not when the run ends
        return
    if examples:
        _show_questions(wording.EXAMPLES, [example.question for example in examples], ask)
        return
    suggested = desk.first_questions()
    if suggested is None:
        st.fragment(_look, run_every=_LOOK_EVERY_S)(desk)
    elif suggested:
        _show_questions(wording.SUGGESTED, suggested, ask)
    else:
        st.empty()


def question_button(question: str, key: str, ask: Ask) -> None:
    """A question that one click asks."""
    st.button(plain_label(question), key=key, on_click=ask, args=(question,), width="stretch")


def _show_questions(heading: str, questions: Sequence[str], ask: Ask) -> None:
    with st.container(key="examples"):
        st.html(tag("p", heading, class_="qw-about"))
        _show_numbered(questions[:_SHOWN], 0, ask)
        if questions[_SHOWN:]:
            with st.expander(wording.MORE_EXAMPLES, key="more-examples"):
                _show_numbered(questions[_SHOWN:], _SHOWN, ask)


def _show_numbered(questions: Sequence[str], first: int, ask: Ask) -> None:
    for number, question in enumerate(questions, start=first):
        question_button(question, f"example-{number}", ask)


def _look(desk: Desk) -> None:
    """Draw the page again as soon as it is known what to suggest; nothing moves until then."""
    if desk.first_questions() is not None:
        st.rerun()
