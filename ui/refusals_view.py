"""The files that could not be read: named beside the documents until they can be, or are forgotten."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from index.refusals import Refusal
from ui.attempt import attempt
from ui.desk import Desk
from ui.markup import Html, joined, tag
from ui.wording import documents, unread
from ui.wording.chat import day


def show_refusals(desk: Desk, held: Collection[str]) -> None:
    """Draw them, folded away; nothing where there are none. ``held`` are the ids of the documents that can be asked."""
    refused = desk.refused()
    if not refused:
        return
    with st.expander(unread.could_not_be_read(len(refused)), key="not-read"):
        for one in refused[: unread.SHOWN]:
            with st.container(key=f"not-read-{one.document_id}"):
                st.html(refusal_html(one, is_held=one.document_id in held))
                key = f"forget-{one.document_id}"
                st.button(
                    unread.DISMISS, key=key, type="tertiary", help=unread.DISMISS_HINT,
                    on_click=_dismiss, args=(desk, [one.document_id]),
                )  # fmt: skip
        if len(refused) > unread.SHOWN:
            st.html(tag("p", documents.and_more(len(refused) - unread.SHOWN), class_="qw-about"))
        if len(refused) > 1:
            everything = [one.document_id for one in refused]
            st.button(unread.DISMISS_ALL, key="forget-all", type="tertiary", on_click=_dismiss, args=(desk, everything))


def refusal_html(refusal: Refusal, *, is_held: bool) -> Html:
    """A file that could not be read: its name, why, what to do, and whether an earlier version can be asked. Pure."""
    told = (refusal.reason, refusal.next_step, unread.EARLIER_STAYS if is_held else "")
    return joined(
        tag("strong", tag("bdi", refusal.title)),
        tag("small", " ".join(filter(None, told)), dir="auto"),
        tag("small", unread.tried_on(day(refusal.refused_at)), class_="qw-about"),
    )


def _dismiss(desk: Desk, document_ids: Collection[str]) -> None:
    attempt(lambda: desk.dismiss(document_ids))
