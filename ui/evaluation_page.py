"""The evaluation page: begin one, watch it, find earlier ones. Its result is drawn by ``ui.evaluation_outcome``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from evals.evaluation_status import State
from evals.evaluations import Evaluation
from ui.evaluation_desk import EvaluationDesk, Sheet
from ui.evaluation_outcome import show_outcome
from ui.evaluation_rendering import headline_html, sheet_help_html, start_html
from ui.evaluation_switch import show_evaluation, show_switch, shown_evaluation
from ui.markup import plain_label, tag
from ui.problems import in_plain_words
from ui.rendering import message_html, style_html
from ui.wording import evaluation as wording
from ui.wording.chat import count

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

_STYLES = tuple(Path(__file__).with_name(name) for name in ("style.css", "evaluation.css"))
_LOOK_EVERY_S = 1.0
_PROBLEM = "evaluation-problem"
_SIGNS = {State.RUNNING: "…", State.DONE: "✓", State.STOPPED: "–", State.FAILED: "!"}


def show_evaluations(desk: EvaluationDesk, has_documents: bool) -> None:
    """Draw the evaluation that the address names, or the way to a new one and the list of all."""
    st.html(style_html("\n".join(sheet.read_text(encoding="utf-8") for sheet in _STYLES), wording.MENU))
    with st.sidebar:
        show_switch()
        st.html(sheet_help_html())
        st.download_button(
            wording.EXAMPLE_SHEET, desk.example_sheet, wording.EXAMPLE_SHEET_NAME, "text/csv", on_click="ignore"
        )
    with st.container(key="evaluation"):
        _show_problem()
        chosen = shown_evaluation()
        evaluation = desk.find(chosen) if chosen else None
        if evaluation is None:
            _show_start(desk, has_documents, gone=chosen is not None)
        else:
            _show_one(desk, evaluation)


def _show_start(desk: EvaluationDesk, has_documents: bool, gone: bool) -> None:
    earlier = desk.evaluations()
    running = next((one for one in earlier if one.status.state is State.RUNNING), None)
    st.html(start_html())
    if gone:
        st.html(message_html(wording.GONE))
    if running:
        st.html(message_html(wording.IS_RUNNING))
        st.button(wording.OPEN_IT, key="open-running", on_click=show_evaluation, args=(running.id,))
    sheet = _choose(desk, has_documents)
    st.button(
        wording.BEGIN,
        key="begin",
        type="primary",
        disabled=sheet is None or running is not None,
        on_click=_begin,
        args=(desk, sheet),
    )
    _show_earlier(earlier)


def _choose(desk: EvaluationDesk, has_documents: bool) -> Sheet | None:
    """The sheet that is to be asked, None until there is one that can be."""
    own = st.radio(wording.WHICH_QUESTIONS, (wording.OWN_QUESTIONS, wording.SAMPLE_QUESTIONS), key="which")
    if own != wording.OWN_QUESTIONS:
        return _checked(desk.samples, wording.SAMPLE_HINT)
    file: UploadedFile | None = st.file_uploader(wording.SHEET, key="sheet", label_visibility="collapsed")
    if not has_documents:
        st.html(message_html(wording.SHEET_NEEDS_DOCUMENTS))
        return None
    return _checked(lambda: desk.check(file.name, file.getvalue())) if file else None


def _checked(read: Callable[[], Sheet], hint: str = "") -> Sheet | None:
    """The sheet, with a line on what it has, or what is wrong with it."""
    try:
        sheet = read()
    except Exception as error:
        st.html(tag("p", in_plain_words(error), class_="qw-note", role="alert", dir="auto"))
        return None
    summary = wording.sheet_summary(sheet.questions, sheet.answerable, sheet.unanswerable)
    st.html(tag("p", " ".join(filter(None, (summary, hint))), class_="qw-about", role="status"))
    return sheet


def _show_earlier(earlier: Sequence[Evaluation]) -> None:
    st.html(tag("h2", wording.EARLIER, class_="qw-heading"))
    if not earlier:
        st.html(tag("p", wording.NONE_EARLIER, class_="qw-about"))
        return
    st.html(tag("p", wording.EARLIER_HINT, class_="qw-about"))
    with st.container(key="earlier"):
        for one in earlier:
            about = (_title(one), wording.moment(one.started_at), count(one.questions, "question"))
            label = plain_label(" · ".join(about))
            sign = _SIGNS[one.status.state]
            st.button(
                f"{sign}  {label}", key=f"open-{one.id}", on_click=show_evaluation, args=(one.id,), width="stretch"
            )


def _show_one(desk: EvaluationDesk, evaluation: Evaluation) -> None:
    st.button(f"← {wording.ALL_EVALUATIONS}", key="back", type="tertiary", on_click=show_evaluation, args=(None,))
    about = (wording.moment(evaluation.started_at), count(evaluation.questions, "question"))
    st.html(headline_html(_title(evaluation), *about))
    if evaluation.status.state is State.RUNNING:
        _watch(desk, evaluation.id)
        st.html(tag("p", wording.LEAVE, class_="qw-about"))
    else:
        show_outcome(desk, evaluation, lambda: _go_on(desk, evaluation), lambda: _delete(desk, evaluation))


@st.fragment(run_every=_LOOK_EVERY_S)
def _watch(desk: EvaluationDesk, evaluation_id: str) -> None:
    """How far it has come, looked at again and again until it has ended."""
    found = desk.find(evaluation_id)
    if found is None or found.status.state is not State.RUNNING:
        st.rerun()
    status = found.status
    text = [wording.STAGES.get(status.stage, status.stage)]
    if status.stage == "questions":
        text = [wording.asked_so_far(status.done, status.total), wording.time_left(status.seconds_left)]
    part = status.done / status.total if status.total else 0.0
    st.progress(min(part, 1.0), text=plain_label(" · ".join(filter(None, text))))
    stopping = desk.is_stopping(found)
    label = wording.STOPPING if stopping else wording.STOP
    st.button(label, key="stop", disabled=stopping, on_click=desk.stop, args=(found,))


def _begin(desk: EvaluationDesk, sheet: Sheet) -> None:
    _attempt(lambda: show_evaluation(desk.begin(sheet)))


def _go_on(desk: EvaluationDesk, evaluation: Evaluation) -> None:
    _attempt(lambda: desk.go_on(evaluation))


def _delete(desk: EvaluationDesk, evaluation: Evaluation) -> None:
    def act() -> None:
        desk.delete(evaluation)
        show_evaluation(None)

    _attempt(act)


def _attempt(act: Callable[[], None]) -> None:
    """Do it, or leave the reason why not for the next drawing of the page."""
    try:
        act()
    except Exception as error:
        st.session_state[_PROBLEM] = in_plain_words(error)


def _show_problem() -> None:
    if problem := st.session_state.pop(_PROBLEM, ""):
        st.html(tag("p", problem, class_="qw-note", role="alert", dir="auto"))


def _title(evaluation: Evaluation) -> str:
    return evaluation.sheet or wording.SAMPLE_SHEET
