"""What Streamlit runs: ``streamlit run ui/app.py -- --library FOLDER [--examples FILE]``. Started by ``ui.launch``.

Conversations are kept in the file that ``--conversations`` names, else in the person's own; see ``ui.folders``.
"""

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
from ui.current_conversation import begin
from ui.evaluation_desk import EvaluationDesk
from ui.evaluation_page import show_evaluations
from ui.evaluation_switch import is_evaluation
from ui.examples import read_examples
from ui.feedback_panel import show_judged
from ui.folders import evaluations_of, notebooks_beside, user_store
from ui.identity import person_at_page
from ui.kept_conversations import KeptConversations, judged_turns
from ui.library_desk import LibraryDesk, open_desk
from ui.notebooks import Notebook, Notebooks, start_notebook
from ui.notebooks_panel import open_notebook, show_notebooks
from ui.page import show_page
from ui.problems import in_plain_words
from ui.rendering import message_html
from ui.user_store import UserStore, UserStoreError
from ui.wording import chat as wording

_OPEN_NOTEBOOKS = 8
"""So many libraries stay open; the one that was looked at least gives way."""


@st.cache_resource(show_spinner=wording.OPENING, max_entries=_OPEN_NOTEBOOKS)
def _desk(folder: str) -> LibraryDesk:
    """One open library for all sessions; it holds nothing of any conversation."""
    return open_desk(Path(folder))


@st.cache_resource(show_spinner=False, max_entries=_OPEN_NOTEBOOKS)
def _background(folder: str) -> Background:
    """The evaluations over that library, for all sessions: it holds on to the processes that run."""
    return Background(evaluations_of(Path(folder)), Path(folder))


@st.cache_resource(show_spinner=False, max_entries=1)
def _user_store(path: str) -> UserStore:
    """Where the conversations of all sessions are kept, each under its person."""
    return UserStore(Path(path))


@st.cache_resource(show_spinner=False, max_entries=1)
def _pace(questions_a_minute: int) -> RateLimit:
    """How much the visitors have asked of late, for all sessions: a visitor may have several."""
    return RateLimit(questions_a_minute, time.monotonic)


def _check_pace(questions_a_minute: int) -> None:
    """Count a question of this visitor; without a limit nobody counts."""
    if questions_a_minute:
        check_pace(_pace(questions_a_minute), st.context.cookies.get(COOKIE, ""))


def main(arguments: list[str]) -> None:
    """Open the notebook of this session and show the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--conversations", type=Path, default=None)
    parser.add_argument("--examples", type=Path)
    parser.add_argument("--questions-a-minute", type=int, default=None, help="of one visitor; 0: no limit")
    chosen = parser.parse_args(arguments)
    st.set_page_config(page_title=wording.NAME, page_icon=wording.ICON, initial_sidebar_state="auto")
    try:
        _show(chosen, start_notebook(chosen.library), chosen.conversations or user_store())
    except Exception as error:
        st.html(message_html(in_plain_words(error)))


def _show(chosen: argparse.Namespace, start: Notebook, kept_in: Path) -> None:
    # where visitors are told apart there may be several
    shared = chosen.questions_a_minute is not None
    person = person_at_page(shared=shared)
    notebook, kept, not_kept = start, None, ""
    try:
        store = _user_store(str(kept_in))
        notebooks = Notebooks(store, person, start, notebooks_beside(kept_in))
        notebook = open_notebook(notebooks)
        with st.sidebar:
            show_notebooks(notebooks, notebook, _let_go)
        kept = KeptConversations(store, person, notebook.notebook_id)
    except UserStoreError as error:
        not_kept = str(error)
    folder = str(notebook.library)
    desk = _desk(folder)
    if is_evaluation():
        show_evaluations(EvaluationDesk(_background(folder)), has_documents=bool(desk.documents()))
        if kept is not None:
            with st.sidebar:
                show_judged(lambda: desk.judged(judged_turns(kept.store, kept.notebook_id, kept.person)))
        return
    begin(kept, desk, not_kept)
    examples = read_examples(chosen.examples) if chosen.examples and not notebook.is_own else ()
    show_page(desk, examples, partial(_check_pace, chosen.questions_a_minute or 0), shared=shared)


def _let_go(notebook: Notebook) -> None:
    """Close everything that has files of a notebook in use, for all sessions."""
    folder = str(notebook.library)
    _background(folder).close()
    _background.clear(folder)
    _desk(folder).close()
    _desk.clear(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
