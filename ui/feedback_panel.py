"""Under an answer: whether it is right, and if not, what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from index.document import DocumentInfo
from ui import current_conversation
from ui.desk import Desk
from ui.document_list import distinct_names
from ui.feedback_sheet import Judged, sheet
from ui.judgement import LONGEST_WORDS, Judgement
from ui.markup import plain_label, tag
from ui.problems import in_plain_words
from ui.wording import feedback as wording

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_PROBLEM, _SAVED = "feedback-problem", "feedback-saved"
_VERDICTS = (wording.RIGHT, wording.WRONG)
_ICONS = {wording.RIGHT: ":material/thumb_up:", wording.WRONG: ":material/thumb_down:"}


def show_feedback(row: DeltaGenerator, place: DeltaGenerator, number: int, documents: Sequence[DocumentInfo]) -> None:
    """The question whether the answer of a turn is right; nothing where answers are not kept.

    Args:
        row: where the buttons of the turn stand.
        place: the turn, for what was said or is to be said.
        number: which turn it is, from 0.
        documents: those that may have the answer.
    """
    now = current_conversation.current()
    if number >= len(now.turn_ids) or now.conversation.turns[number].reply is None or now.desk is None:
        return
    turn_id, said = now.turn_ids[number], now.judgements[number]
    key = f"verdict-{turn_id}"
    verdict = None if said is None else wording.RIGHT if said.right else wording.WRONG
    if key not in st.session_state:
        st.session_state[key] = verdict
    row.segmented_control(
        wording.IS_RIGHT,
        _VERDICTS,
        key=key,
        format_func=lambda one: f"{_ICONS[one]} {one}",
        on_change=_say,
        args=(number, key),
        label_visibility="collapsed",
    )
    if said is not None:
        with place.container(key=f"feedback-{turn_id}"):
            _show_said(number, turn_id, said, documents, now.desk)


def show_judged(find: Callable[[], Judged]) -> None:
    """On the evaluation page: how many answers were judged in the chat, and the way to use them as a sheet."""
    try:
        judged = find()
    except Exception as error:
        st.html(tag("p", in_plain_words(error), class_="qw-note", role="alert"))
        return
    if not (judged.known or judged.unknown):
        return
    st.html(tag("h2", wording.JUDGED))
    counted = wording.judged(len(judged.known) + len(judged.unknown), len(judged.unknown))
    st.html(tag("p", counted, class_="qw-about"))
    if judged.known:
        st.download_button(
            wording.DOWNLOAD, lambda: sheet(judged), wording.DOWNLOAD_NAME, "text/csv", key="judged", on_click="ignore"
        )


def _show_said(number: int, turn_id: int, said: Judgement, documents: Sequence[DocumentInfo], desk: Desk) -> None:
    problem = st.session_state.get(_PROBLEM)
    if problem and problem[0] == turn_id:
        st.html(tag("p", problem[1], class_="qw-note", role="alert"))
    elif said.right:
        st.html(tag("p", wording.THANKS, class_="qw-about", role="status"))
        return
    elif st.session_state.get(_SAVED) == turn_id or said.doubted or said.document_id:
        st.html(tag("p", wording.SAVED, class_="qw-about", role="status"))
        return
    _show_form(number, turn_id, said, documents, desk)


def _show_form(number: int, turn_id: int, said: Judgement, documents: Sequence[DocumentInfo], desk: Desk) -> None:
    reply = current_conversation.conversation().turns[number].reply
    names = distinct_names(documents)
    with st.form(f"wrong-{turn_id}"):
        st.html(tag("p", tag("strong", wording.WHAT_IS_WRONG), " ", wording.THANKS, class_="qw-about"))
        doubted: list[int] = []
        if reply is not None and reply.quotes:
            numbers = range(1, len(reply.quotes) + 1)
            doubted = st.multiselect(
                wording.DOUBTED,
                list(numbers),
                format_func=wording.doubted,
                key=f"doubted-{turn_id}",
                placeholder=wording.NONE_DOUBTED,
            )
        ids = list(names)
        document = st.selectbox(
            wording.ANSWER_IS_IN,
            ids,
            index=None,
            format_func=lambda one: plain_label(names.get(one, "")),
            key=f"document-of-{turn_id}",
            placeholder=wording.NOWHERE,
        )
        words = st.text_area(wording.WORDS, key=f"words-{turn_id}", max_chars=LONGEST_WORDS)
        if st.form_submit_button(wording.SAVE, key=f"save-feedback-{turn_id}"):
            _save(number, turn_id, replace(said, doubted=tuple(doubted), document_id=document or ""), words, desk)
            st.rerun()


def _say(number: int, key: str) -> None:
    verdict = st.session_state[key]
    st.session_state[_SAVED] = st.session_state[_PROBLEM] = None
    _keep(number, None if verdict is None else Judgement(verdict == wording.RIGHT))


def _save(number: int, turn_id: int, said: Judgement, words: str, desk: Desk) -> None:
    """Keep what is wrong. The words that a person pasted are kept as the place where they stand."""
    st.session_state[_PROBLEM] = st.session_state[_SAVED] = None
    if words.strip() and not said.document_id:
        st.session_state[_PROBLEM] = (turn_id, wording.WORDS_NEED_DOCUMENT)
        return
    named = replace(said, revision="", span=None)
    if words.strip():
        try:
            found = desk.words_at(said.document_id, words)
        except Exception as error:
            st.session_state[_PROBLEM] = (turn_id, in_plain_words(error))
            return
        if found is None:
            st.session_state[_PROBLEM] = (turn_id, wording.WORDS_NOT_THERE)
            return
        named = replace(said, revision=found[0], span=found[1])
    if _keep(number, named):
        st.session_state[_SAVED] = turn_id


def _keep(number: int, judgement: Judgement | None) -> bool:
    try:
        current_conversation.judge(number, judgement)
    except Exception as error:
        now = current_conversation.current()
        st.session_state[_PROBLEM] = (now.turn_ids[number], in_plain_words(error))
        return False
    return True
