"""Below a turn: its question edited, asked again, asked with less caution or of all documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import streamlit as st

from rag.answer import Status
from ui.conversation import Turn
from ui.markup import tag
from ui.terms import Terms
from ui.wording import chat as wording

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_STATE = "editing"


class Asking(Protocol):
    """What can be asked anew; turns are counted from 0."""

    def again(self, number: int, terms: Terms) -> None:
        """Ask the question of a turn once more."""
        ...

    def instead(self, number: int, question: str, terms: Terms) -> None:
        """Ask another question in its place; the turns after it go."""
        ...


@dataclass(frozen=True, slots=True)
class _Edited:
    """The turn whose question is being edited: known by its words too, for another conversation may be opened."""

    number: int
    question: str


def show_turn_actions(
    place: DeltaGenerator, number: int, turn: Turn, later: int, terms: Terms, asking: Asking
) -> DeltaGenerator:
    """The quiet buttons of a turn, or its question to be edited; returns their row, where others may stand too.

    Args:
        place: where to draw.
        number: which turn it is, from 0.
        turn: the turn.
        later: how many turns come after it.
        terms: those of the next question.
        asking: does what is chosen.
    """
    if turn.waits or is_spoken(turn):
        return place
    if st.session_state.get(_STATE) == _Edited(number, turn.question):
        with place.form(key=f"editing-{number}"):
            _show_form(number, turn, later, terms, asking)
        return place
    row = place.container(key=f"actions-{number}", horizontal=True)
    with row:
        refused = turn.reply is not None and turn.reply.answer.status is Status.NOT_FOUND
        bolder = turn.terms.bolder()
        if refused and turn.terms.within:
            _button(wording.ASK_EVERYWHERE, f"wider-{number}", asking.again, number, turn.terms.everywhere())
        if refused and bolder:
            _button(wording.ASK_BOLDER, f"bolder-{number}", asking.again, number, bolder)
        resolved = turn.question != _searched_for(turn)
        _button(wording.EDIT_SEARCHED if resolved else wording.EDIT, f"edit-{number}", _edit, number, turn.question)
        if not later or turn.reply is None or turn.terms != terms:
            _button(wording.AGAIN, f"again-{number}", asking.again, number, terms)
    return row


def _button(label: str, key: str, action: object, *args: object) -> None:
    st.button(label, key=key, type="tertiary", on_click=action, args=args)  # type: ignore[arg-type]


def _show_form(number: int, turn: Turn, later: int, terms: Terms, asking: Asking) -> None:
    st.text_area(wording.EDITED, value=_searched_for(turn), key=f"edited-{number}", height="content")
    if later:
        st.html(tag("p", wording.later_go(later), class_="qw-about"))
    with st.container(horizontal=True):
        st.form_submit_button(wording.ASK_EDITED, type="primary", on_click=_submit, args=(number, terms, asking))
        st.form_submit_button(wording.LEAVE, type="tertiary", on_click=_leave)


def _searched_for(turn: Turn) -> str:
    return turn.reply.answer.searched_for if turn.reply else turn.question


def is_spoken(turn: Turn) -> bool:
    """Whether it is small talk, of which there is nothing to ask anew, to take away or to judge."""
    return turn.reply is not None and turn.reply.answer.status is Status.ANSWERED and not turn.reply.quotes


def _edit(number: int, question: str) -> None:
    st.session_state[_STATE] = _Edited(number, question)


def _leave() -> None:
    st.session_state[_STATE] = None


def _submit(number: int, terms: Terms, asking: Asking) -> None:
    question = str(st.session_state[f"edited-{number}"]).strip()
    if question:
        _leave()
        asking.instead(number, question, terms)
