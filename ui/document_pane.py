"""The head of a document that is shown by itself, with what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from index.document import DocumentInfo
from ui.attempt import attempt
from ui.desk import Desk
from ui.document_list import document_head_html
from ui.standing import Standing, standing_of
from ui.wording import documents as wording


def show_document_head(desk: Desk, document: DocumentInfo, close: Callable[[], None]) -> None:
    """Title, facts and report of a document; ``close`` closes what it stands in, because the document goes."""
    standing = standing_of(document)
    st.html(document_head_html(document, standing))
    with st.container(key="document-actions", horizontal=True):
        if standing is Standing.CHANGED:
            st.button(wording.READ_AGAIN, key="read-again", on_click=_read_again, args=(desk, document, close))
        st.button(wording.REMOVE_ONE, key="remove-one", on_click=_remove, args=(desk, document, close))


def _read_again(desk: Desk, document: DocumentInfo, close: Callable[[], None]) -> None:
    attempt(lambda: desk.adding.read_again([document.source]))
    close()


def _remove(desk: Desk, document: DocumentInfo, close: Callable[[], None]) -> None:
    attempt(lambda: desk.remove([document.document_id]))
    close()
