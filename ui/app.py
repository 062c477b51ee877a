"""What Streamlit runs: ``streamlit run ui/app.py -- --library FOLDER [--examples FILE]``. Started by ``ui.launch``."""

from __future__ import annotations

import argparse
import sys
import time
from functools import partial
from pathlib import Path

import streamlit as st

from evals.background import Background
from ui.access_limits import RateLimit, check_pace
from ui.access_visitors import COOKIE
from ui.evaluation_desk import EvaluationDesk
from ui.evaluation_page import show_evaluations
from ui.evaluation_switch import is_evaluation
from ui.examples import read_examples
from ui.folders import evaluations_of
from ui.library_desk import LibraryDesk, open_desk
from ui.page import show_page
from ui.problems import in_plain_words
from ui.rendering import message_html
from ui.wording import chat as wording


@st.cache_resource(show_spinner=wording.OPENING, max_entries=1)
def _desk(folder: str) -> LibraryDesk:
    """One open library for all sessions; it holds nothing of any conversation."""
    return open_desk(Path(folder))


@st.cache_resource(show_spinner=False, max_entries=1)
def _evaluations(folder: str) -> EvaluationDesk:
    """The evaluations over that library, for all sessions: it holds on to the processes that run."""
    return EvaluationDesk(Background(evaluations_of(Path(folder)), Path(folder)))


@st.cache_resource(show_spinner=False, max_entries=1)
def _pace(questions_a_minute: int) -> RateLimit:
    """How much the visitors have asked of late, for all sessions: a visitor may have several."""
    return RateLimit(questions_a_minute, time.monotonic)


def _check_pace(questions_a_minute: int) -> None:
    """Count a question of this visitor; without a limit nobody counts."""
    if questions_a_minute:
        check_pace(_pace(questions_a_minute), st.context.cookies.get(COOKIE, ""))


def main(arguments: list[str]) -> None:
    """Open the library and show the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--library", required=True)
    parser.add_argument("--examples", type=Path)
    parser.add_argument("--questions-a-minute", type=int, default=0, help="of one visitor; 0: no limit")
    chosen = parser.parse_args(arguments)
    st.set_page_config(page_title=wording.NAME, page_icon=wording.ICON, initial_sidebar_state="auto")
    try:
        desk = _desk(chosen.library)
        if is_evaluation():
            show_evaluations(_evaluations(chosen.library), has_documents=bool(desk.documents()))
        else:
            examples = read_examples(chosen.examples) if chosen.examples else ()
            show_page(desk, examples, partial(_check_pace, chosen.questions_a_minute))
    except Exception as error:
        st.html(message_html(in_plain_words(error)))


if __name__ == "__main__":
    main(sys.argv[1:])
