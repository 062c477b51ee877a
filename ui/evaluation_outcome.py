"""What an evaluation came to: the summary, the pictures, every question with the way to mark it, and the downloads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from evals.evaluation_status import State, Status
from evals.evaluations import Evaluation
from evals.plots_frame import standing_alone
from evals.plots_run import CaptionedPlot
from ui.evaluation_desk import EvaluationDesk, Item, Result
from ui.evaluation_rendering import (
    figures_html,
    item_html,
    item_label,
    picture_words,
    summary_html,
)
from ui.evaluation_view import VIEWS, matching, paged
from ui.markup import tag
from ui.problems import in_plain_words
from ui.rendering import message_html
from ui.wording import evaluation as wording

_RESULT = "evaluation-result"
_DELETING = "evaluation-deleting"
_CHOICES = {True: wording.MARK_RIGHT, False: wording.MARK_WRONG}


def show_outcome(
    desk: EvaluationDesk, evaluation: Evaluation, go_on: Callable[[], None], delete: Callable[[], None]
) -> None:
    """Draw an evaluation that has ended; ``go_on`` and ``delete`` are done when their buttons are pressed."""
    _show_end(evaluation.status, go_on)
    try:
        result = _result(desk, evaluation)
    except Exception as error:
        st.html(message_html(in_plain_words(error)))
        result = None
    if result is not None:
        items = desk.items(evaluation, result)
        st.html(summary_html(items))
        with st.expander(wording.PICTURES, expanded=True, key="pictures"):
            _show_pictures(result.plots)
        with st.expander(wording.FIGURES, key="figures"):
            st.html(figures_html(result.scores))
        _show_items(desk, evaluation, items)
        _show_downloads(desk, evaluation, result)
    st.button(wording.DELETE, key="delete", type="tertiary", on_click=_deleting, args=(True,))
    if st.session_state.get(_DELETING):
        _confirm(delete)


def _show_end(status: Status, go_on: Callable[[], None]) -> None:
    if status.state is State.DONE:
        return
    why = wording.STOPPED if status.state is State.STOPPED else f"{wording.ENDED_EARLY} {status.reason}".strip()
    about = wording.only_asked(status.done, status.total) if status.done else wording.NOTHING_ASKED
    st.html(message_html(f"{why} {about}"))
    st.button(wording.GO_ON_EVALUATION, key="go-on", on_click=go_on)


def _result(desk: EvaluationDesk, evaluation: Evaluation) -> Result | None:
    """Its result, kept in the session: a large one takes seconds to make, and every click draws the page again."""
    key = (evaluation.id, evaluation.status)
    kept = st.session_state.get(_RESULT)
    if not kept or kept[0] != key:
        with st.spinner(wording.STAGES["scoring"]):
            kept = (key, desk.result(evaluation))
        st.session_state[_RESULT] = kept
    result = kept[1]
    return result if isinstance(result, Result) else None


def _show_pictures(plots: Sequence[CaptionedPlot]) -> None:
    st.html(tag("p", wording.PICTURES_HINT, class_="qw-about"))
    with st.container(key="plots"):
        for plot in plots:
            with st.container():
                # As images: what is inside one can neither be obeyed nor reach the page.
                st.image(standing_alone(plot.picture), alt=picture_words(plot), width="stretch")
                st.html(tag("small", plot.caption))


def _show_items(desk: EvaluationDesk, evaluation: Evaluation, items: Sequence[Item]) -> None:
    st.html(tag("h2", wording.QUESTIONS, class_="qw-heading"))
    names = {view.name: view.label(items) for view in VIEWS}
    chosen = st.segmented_control(
        wording.SHOW,
        list(names),
        default=VIEWS[0].name,
        required=True,
        format_func=lambda name: names[name],
        key=f"view-{evaluation.id}",
        label_visibility="collapsed",
        on_change=_to_first_page,
        wrap=True,
    )
    typed = st.text_input(
        wording.FIND_QUESTION,
        key=f"find-{evaluation.id}",
        placeholder=wording.FIND_QUESTION,
        label_visibility="collapsed",
        on_change=_to_first_page,
    )
    found = matching(items, chosen or "", typed)
    page = paged(found, st.session_state.get("items-page", 0))
    if not found:
        st.html(tag("p", wording.NONE_SHOWN, class_="qw-about"))
    with st.container(key="items"):
        for item in page.items:
            _show_item(desk, evaluation, item)
    if page.several:
        _show_pages(page.number, page.last, wording.questions_shown(page.first_shown, page.last_shown, len(found)))


def _show_item(desk: EvaluationDesk, evaluation: Evaluation, item: Item) -> None:
    name = f"{evaluation.id}-{item.number}"
    with st.expander(item_label(item), key=f"item-{name}"):
        st.html(item_html(item))
        key = f"mark-{name}"
        st.segmented_control(
            wording.YOUR_MARK,
            list(_CHOICES),
            default=item.opinion.marked,
            format_func=lambda right: _CHOICES[right],
            key=key,
            help=wording.MARK_HINT,
            on_change=lambda: desk.mark(evaluation, item.shown.id, st.session_state[key]),
        )


def _show_pages(number: int, last: int, shown: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="center", vertical_alignment="center", key="pages"):
        st.button(wording.PREVIOUS_PAGE, key="previous", disabled=number == 0, on_click=_to_page, args=(number - 1,))
        st.html(tag("p", shown, class_="qw-about", role="status"), width="content")
        st.button(wording.NEXT_PAGE, key="next", disabled=number == last, on_click=_to_page, args=(number + 1,))


def _show_downloads(desk: EvaluationDesk, evaluation: Evaluation, result: Result) -> None:
    st.html(tag("h2", wording.TAKE_AWAY, class_="qw-heading"))
    stem = f"{(evaluation.sheet or 'sample questions').rsplit('.', 1)[0]} {evaluation.id[:8]}"
    files: list[tuple[str, Callable[[], bytes], str, str]] = [
        (wording.REPORT, lambda: desk.report(evaluation), f"{stem} report.html", "text/html"),
        (wording.TABLE, lambda: desk.table(evaluation, result), f"{stem} answers.csv", "text/csv"),
        (wording.DATA, lambda: desk.data(evaluation), f"{stem} report.json", "application/json"),
    ]
    if desk.has_gold(evaluation, result):
        files.append(
            (wording.MARKED_SHEET, lambda: desk.marked_sheet(evaluation), f"{stem} marked questions.csv", "text/csv")
        )
    with st.container(horizontal=True, key="downloads"):
        for label, content, name, kind in files:
            st.download_button(label, content, name, kind, key=f"download-{kind}-{label}", on_click="ignore")
    st.html(tag("p", wording.MARKED_SHEET_HINT, class_="qw-about"))


@st.dialog(wording.DELETE_TITLE, on_dismiss=lambda: _deleting(False))
def _confirm(delete: Callable[[], None]) -> None:
    st.html(tag("p", wording.DELETE_HINT, class_="qw-about"))
    keep, now = st.columns(2)
    if keep.button(wording.KEEP_IT, key="keep-it", width="stretch"):
        _deleting(False)
        st.rerun()
    if now.button(wording.DELETE_NOW, key="delete-now", type="primary", width="stretch"):
        _deleting(False)
        delete()
        st.rerun()


def _deleting(opened: bool) -> None:
    st.session_state[_DELETING] = opened


def _to_page(number: int) -> None:
    st.session_state["items-page"] = number


def _to_first_page() -> None:
    _to_page(0)
