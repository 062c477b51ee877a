"""The documents beside the conversation: list, adding, removing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from index.document import DocumentInfo
from ui import document_list
from ui.desk import Desk, Receipt
from ui.markup import plain_label, tag
from ui.problems import in_plain_words
from ui.wording import chat as wording

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator
    from streamlit.runtime.uploaded_file_manager import UploadedFile

_STATE = "uploads"
_CHOOSING = "choosing"
"""Whether the dialog is open: kept in the state, so that a run for another reason does not close it."""


@dataclass(frozen=True, slots=True)
class Uploads:
    """The files handed over in this session: which are done, and what became of them.

    ``round`` names the widget: a new name empties it once all of its files are in.
    """

    round: int = 0
    done: frozenset[str] = frozenset()
    receipts: tuple[Receipt, ...] = ()


def show_documents(desk: Desk, documents: Sequence[DocumentInfo]) -> None:
    """The list of the documents and the way to take some out."""
    st.html(document_list.heading_html(len(documents)))
    if not documents:
        st.html(tag("p", wording.NO_DOCUMENTS, class_="qw-about"))
        return
    typed = ""
    if len(documents) >= document_list.FILTER_FROM:
        typed = st.text_input(wording.FILTER, key="filter", placeholder=wording.FILTER, label_visibility="collapsed")
    st.html(document_list.documents_html(document_list.matching(documents, typed)))
    st.button(wording.REMOVE, key="remove", type="tertiary", on_click=_choosing, args=(True,))
    if st.session_state.get(_CHOOSING):
        _choose_removals(desk, documents)


def show_adding() -> tuple[list[UploadedFile], DeltaGenerator]:
    """The field for new files; returns those that are still to be read, and the place for their progress."""
    uploads = _uploads()
    files = st.file_uploader(wording.ADD, accept_multiple_files=True, key=f"add-{uploads.round}")
    progress = st.empty()
    if uploads.receipts:
        st.html(document_list.receipts_html(uploads.receipts))
        st.button(wording.DISMISS, key="dismiss", type="tertiary", on_click=_dismiss)
    return [file for file in files if file.file_id not in uploads.done], progress


def read_files(desk: Desk, files: Sequence[UploadedFile], progress: DeltaGenerator) -> None:
    """Take the files in, one after the other. What is done is noted after each, so an interruption repeats nothing."""
    for number, file in enumerate(files):

        def tell(part: float, number: int = number, name: str = file.name) -> None:
            done = (number + min(max(part, 0.0), 1.0)) / len(files)
            progress.progress(done, text=plain_label(f"{wording.ADDING} {name}"))

        tell(0.0)
        try:
            receipt = desk.add(file.name, file.getvalue(), tell)
        except Exception as error:
            receipt = Receipt(file.name, added=False, message=in_plain_words(error))
        uploads = _uploads()
        st.session_state[_STATE] = replace(
            uploads, done=uploads.done | {file.file_id}, receipts=(*uploads.receipts, receipt)
        )
    st.session_state[_STATE] = replace(_uploads(), round=_uploads().round + 1, done=frozenset())


def _uploads() -> Uploads:
    uploads = st.session_state.get(_STATE)
    return uploads if isinstance(uploads, Uploads) else Uploads()


def _dismiss() -> None:
    st.session_state[_STATE] = replace(_uploads(), receipts=())


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
