"""The notebooks above everything: which one is open, and the way to another, a new one, another name, none."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ui.markup import plain_label, tag
from ui.notebooks import LONGEST_NAME, Notebook, Notebooks
from ui.problems import in_plain_words
from ui.wording import conversations as wording

_ADDRESS = "n"
_STATE = "notebook"
_PROBLEM = "notebook-problem"
_ROUND = "notebook-round"
"""Part of the widgets' keys: a new one closes the menu and empties its fields."""


def open_notebook(notebooks: Notebooks) -> Notebook:
    """The notebook of this session; a session that begins takes up the one that the address names.

    Raises:
        UserStoreError: they cannot be looked up.
    """
    asked_for = st.session_state.get(_STATE, st.query_params.get(_ADDRESS))
    notebook = notebooks.find(asked_for)
    st.session_state[_STATE] = notebook.notebook_id
    if notebook == notebooks.find(None):
        st.query_params.pop(_ADDRESS, None)
    elif st.query_params.get(_ADDRESS) != notebook.notebook_id:
        st.query_params[_ADDRESS] = notebook.notebook_id
    return notebook


def show_notebooks(notebooks: Notebooks, opened: Notebook, let_go: Callable[[Notebook], None]) -> None:
    """One button with the name of the notebook that is open; behind it all that can be done with notebooks.

    Args:
        notebooks: those of the person.
        opened: the one that is shown.
        let_go: closes the library of a notebook that is to be deleted.
    """
    turn = int(st.session_state.get(_ROUND, 0))
    if problem := st.session_state.pop(_PROBLEM, ""):
        st.html(tag("p", problem, role="alert", dir="auto"))
    label = plain_label(f"{wording.NOTEBOOK}: {opened.name}")
    with st.popover(label, key=f"notebooks-{turn}", width="stretch"):
        every = notebooks.all()
        if len(every) > 1:
            _show_switch(every, opened, turn)
        new, name = f"new-name-{turn}", f"name-{turn}-{opened.notebook_id}"
        st.text_input(wording.NEW_NOTEBOOK, key=new, max_chars=LONGEST_NAME)
        st.button(wording.CREATE, key="create-notebook", on_click=_create, args=(notebooks, new))
        st.text_input(wording.RENAME_NOTEBOOK, opened.name, key=name, max_chars=LONGEST_NAME)
        st.button(wording.SAVE_NOTEBOOK, key="rename-notebook", on_click=_rename, args=(notebooks, opened, name))
        if opened.is_own:
            _show_deleting(notebooks, opened, let_go)


def _show_switch(every: tuple[Notebook, ...], opened: Notebook, turn: int) -> None:
    ids = [one.notebook_id for one in every]
    names = {one.notebook_id: plain_label(one.name) for one in every}
    key = f"switch-notebook-{turn}"
    st.radio(
        wording.NOTEBOOKS,
        ids,
        index=ids.index(opened.notebook_id),
        format_func=lambda one: names.get(one, ""),
        key=key,
        on_change=lambda: _switch(st.session_state[key]),
    )


def _show_deleting(notebooks: Notebooks, opened: Notebook, let_go: Callable[[Notebook], None]) -> None:
    with st.expander(wording.DELETE_NOTEBOOK, key=f"delete-{opened.notebook_id}"):
        st.html(tag("p", wording.DELETE_NOTEBOOK_HINT))
        st.button(
            wording.DELETE_NOTEBOOK_NOW,
            key="delete-notebook",
            type="primary",
            on_click=_delete,
            args=(notebooks, opened, let_go),
        )


def _create(notebooks: Notebooks, field: str) -> None:
    # what is typed and saved in one go is in the state, not yet in what was drawn
    _attempt(lambda: _switch(notebooks.create(st.session_state[field]).notebook_id))


def _rename(notebooks: Notebooks, notebook: Notebook, field: str) -> None:
    def act() -> None:
        notebooks.rename(notebook, st.session_state[field])
        _switch(notebook.notebook_id)

    _attempt(act)


def _delete(notebooks: Notebooks, notebook: Notebook, let_go: Callable[[Notebook], None]) -> None:
    def act() -> None:
        notebooks.delete(notebook, lambda: let_go(notebook))
        _switch("")

    _attempt(act)


def _switch(notebook_id: str) -> None:
    st.session_state[_STATE] = notebook_id
    st.session_state[_ROUND] = int(st.session_state.get(_ROUND, 0)) + 1


def _attempt(act: Callable[[], None]) -> None:
    """Do it, or leave the reason why not for the next drawing of the page."""
    try:
        act()
    except Exception as error:
        st.session_state[_PROBLEM] = in_plain_words(error)
