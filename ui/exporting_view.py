"""What stands behind "Take it away": the button that copies, and a file in each form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from rag.answer import Answer
from ui.conversation import Conversation
from ui.exporting import Export, file_name, plain_text
from ui.exporting_json import to_json
from ui.exporting_markdown import to_markdown
from ui.exporting_rendering import copy_html, copy_script_html
from ui.exporting_word import to_word
from ui.wording import exporting as wording

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_FORMS: tuple[tuple[str, str, str, Callable[[Export], str | bytes]], ...] = (
    (wording.AS_WORD, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_word),
    (wording.AS_MARKDOWN, "md", "text/markdown; charset=utf-8", to_markdown),
    (wording.AS_JSON, "json", "application/json", to_json),
)


def show_taking_away(place: DeltaGenerator, conversation: Conversation, number: int | None = None) -> None:
    """A quiet button in ``place``, for the answer of one turn (from 0) or, without a number, for all of them."""
    turns = conversation.turns if number is None else conversation.turns[number : number + 1]
    answers = tuple(turn.reply.answer for turn in turns if turn.reply is not None)
    if not answers:
        return
    name = "all" if number is None else str(number)
    label = wording.TAKE_ALL_AWAY if number is None else wording.TAKE_AWAY
    opened = place.popover(label, type="tertiary", key=f"take-{name}", on_change="rerun")
    if opened.open:  # what is behind it is made only for who looks
        with opened:
            _show_forms(answers, name)


def _show_forms(answers: Sequence[Answer], name: str) -> None:
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    export = Export(tuple(answers), moment)
    key = f"taking-{name}"
    with st.container(key=key):
        st.html(copy_html(plain_text(answers, moment)))
        st.html(copy_script_html(key), unsafe_allow_javascript=True)
        for label, suffix, kind, write in _FORMS:
            st.download_button(
                label,
                partial(write, export),
                file_name(export, suffix),
                kind,
                key=f"{key}-{suffix}",
                on_click="ignore",
                width="stretch",
            )
