"""Adding documents: the field for files, folders, how far the reading is, and what came of it."""

from __future__ import annotations

import streamlit as st

from evals.evaluation_status import State
from ui.adding_rendering import ended_html, progress_of, report_html
from ui.additions import Addition
from ui.attempt import attempt, show_problem
from ui.desk import Desk
from ui.markup import Html, joined, plain_label, tag
from ui.wording import documents as wording

_ROUND, _FOLDER = "adding-round", "folder-path"
_LOOK_EVERY_S = 1.0


def show_adding(desk: Desk, *, may_name_folders: bool = True) -> None:
    """Draw all of it; files that were just handed over are passed on to be read in the background.

    Args:
        desk: takes them.
        may_name_folders: whether who looks at the page sits at this computer, so that its folders are theirs to name.
    """
    show_problem()
    number = int(st.session_state.get(_ROUND, 0))  # a new name empties the fields once their files are taken
    files = st.file_uploader(wording.ADD, accept_multiple_files=True, key=f"add-{number}", help=wording.ADD_KINDS)
    with st.popover(wording.ADD_FOLDER, width="stretch"):
        files += st.file_uploader(wording.ADD_FOLDER_FILES, accept_multiple_files="directory", key=f"folder-{number}")
        if may_name_folders:
            st.text_input(wording.FOLDER_PATH, key=_FOLDER, placeholder=wording.FOLDER_EXAMPLE)
            st.html(tag("p", wording.FOLDER_HINT, class_="qw-about"))
            st.button(wording.READ_FOLDER, key="read-folder", on_click=_read_folder, args=(desk,))
    if files:
        attempt(lambda: desk.adding.add_files((file.name, file) for file in files))
        st.session_state[_ROUND] = number + 1
        st.rerun()
    additions = desk.adding.additions()
    running = tuple(one.id for one in additions if one.status.state is State.RUNNING)
    if running:
        _watch(desk, running, bool(desk.documents()))
    for addition in reversed(additions):
        if addition.id not in running:
            _show_ended(desk, addition)


@st.fragment(run_every=_LOOK_EVERY_S)
def _watch(desk: Desk, running: tuple[str, ...], had_documents: bool) -> None:
    """How far they have come, looked at again and again; the page is drawn anew when one has ended.

    The first document that is ready draws it too, because then there is something to be asked.
    """
    additions = {one.id: one for one in desk.adding.additions()}
    now = [additions[one] for one in running if one in additions and additions[one].status.state is State.RUNNING]
    if len(now) < len(running) or (not had_documents and desk.documents()):
        st.rerun()
    for addition in now:
        part, words = progress_of(addition)
        st.progress(part, text=plain_label(words))
        if addition.receipts:
            st.html(report_html(addition.receipts))
        stopping = desk.adding.is_stopping(addition)
        label = wording.STOPPING if stopping else wording.STOP
        st.button(label, key=f"stop-{addition.id}", disabled=stopping, on_click=desk.adding.stop, args=(addition,))


def _show_ended(desk: Desk, addition: Addition) -> None:
    told = report_html(addition.receipts) if addition.receipts or addition.status.state is State.DONE else Html("")
    st.html(joined(ended_html(addition), told))
    with st.container(key=f"ended-{addition.id}", horizontal=True):
        if addition.status.state is not State.DONE:
            st.button(wording.TRY_AGAIN, key=f"go-on-{addition.id}", on_click=_go_on, args=(desk, addition))
        key = f"clear-{addition.id}"
        st.button(wording.CLEAR, key=key, type="tertiary", on_click=desk.adding.dismiss, args=(addition,))


def _go_on(desk: Desk, addition: Addition) -> None:
    attempt(lambda: desk.adding.go_on(addition))


def _read_folder(desk: Desk) -> None:
    typed = st.session_state.get(_FOLDER, "")
    attempt(lambda: desk.adding.add_folder(typed))
