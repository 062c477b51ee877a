"""Offers to read the pages that are pictures, shows how far that has come, and stops it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from evals.evaluation_status import State
from ui.attempt import attempt
from ui.desk import ScanDesk
from ui.markup import joined, plain_label, tag
from ui.wording import scans as wording

if TYPE_CHECKING:
    from index.ocr.reading_scans import WaitingScan

_LOOK_EVERY_S = 2.0
_LISTED = 20
"""So many files can be left out one by one."""


def show_scans(scans: ScanDesk) -> None:
    """Draw the offer, or how far the reading is; nothing where no page waits."""
    if scans.is_running():
        _watch(scans)
        return
    status = scans.status()
    waiting = scans.waiting()
    if not waiting:
        return
    pages = sum(one.total - one.done for one in waiting)
    names = [one.scan.title for one in waiting]
    st.html(tag("p", wording.waiting(names, pages), class_="qw-about", dir="auto"))
    if status is not None and status.state is State.FAILED and status.reason:
        st.html(tag("p", status.reason, class_="qw-note", role="alert"))
    if scans.can_read():
        label = wording.offer(pages, sum(one.seconds for one in waiting))
        st.button(label, key="read-scans", on_click=attempt, args=(scans.start,))
    else:
        st.html(joined(tag("p", wording.NOT_INSTALLED), tag("p", tag("code", wording.INSTALL))))
    _show_leaving_out(scans, waiting)


def _show_leaving_out(scans: ScanDesk, waiting: Sequence[WaitingScan]) -> None:
    """The way not to be asked about pages again: of all files, or of one of several."""
    everything = [one.scan.document_id for one in waiting]
    if len(waiting) == 1:
        st.button(
            wording.LEAVE_OUT, key="leave-scans", type="tertiary", help=wording.LEAVE_OUT_HINT,
            on_click=_leave_out, args=(scans, everything),
        )  # fmt: skip
        return
    with st.popover(wording.LEAVE_SOME_OUT, key="leave-some", type="tertiary"):
        st.html(tag("p", wording.LEAVE_OUT_HINT, class_="qw-about"))
        for one in waiting[:_LISTED]:
            label = plain_label(wording.leave_out(one.scan.title, one.total - one.done))
            key = f"leave-{one.scan.document_id}"
            st.button(label, key=key, type="tertiary", on_click=_leave_out, args=(scans, [one.scan.document_id]))
        st.button(wording.LEAVE_ALL_OUT, key="leave-scans", on_click=_leave_out, args=(scans, everything))


def _leave_out(scans: ScanDesk, document_ids: Sequence[str]) -> None:
    attempt(lambda: scans.dismiss(document_ids))


@st.fragment(run_every=_LOOK_EVERY_S)
def _watch(scans: ScanDesk) -> None:
    """How far it has come, looked at again and again; the page is drawn anew when it has ended."""
    status = scans.status()
    if status is None or status.state is not State.RUNNING:
        st.rerun()
    words = wording.BEGINNING
    if status.total:
        words = wording.reading(status.done, status.total, status.seconds_left or 0.0)
    st.progress(status.done / max(status.total, 1), text=plain_label(words))
    stopping = scans.is_stopping()
    label = wording.STOPPING_NOW if stopping else wording.STOP
    st.button(label, key="stop-scans", disabled=stopping, on_click=scans.stop)
