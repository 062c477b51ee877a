"""The page over a desk without a library, for the browser: one question is answered slowly, the others at once.

Streamlit runs it as a script, with the folder in which conversations and evaluations are kept; ``furnish`` fills it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from index.document import Origin
from index.ocr.reading_scans import WaitingScan
from index.ocr.scan_rows import Scan
from rag.answer import Answer
from rag.steps import OnStep, Step, nobody_waits
from tests.ui.evaluated import desk_in, ended
from tests.ui.fakes import FakeDesk, FakeScans, cut, document, found
from ui.conversation_records import StoredTurn
from ui.current_conversation import begin
from ui.evaluation_page import show_evaluations
from ui.evaluation_switch import is_evaluation
from ui.evidence import Reply
from ui.identity import THIS_COMPUTER
from ui.kept_conversations import KeptConversations
from ui.notebooks import Notebooks, start_notebook
from ui.notebooks_panel import open_notebook, show_notebooks
from ui.page import show_page
from ui.terms import USUAL, Terms
from ui.user_store import UserStore
from ui.wording import chat as wording

SLOW = "What takes so long?"
RENT = "How much is the rent, and when is it due?"
TEXT = "The rent is 950 pounds a month.\n\n" + "Something else. " * 200 + "\n\nIt is due on the first day."
EARLIER = (
    "Who repairs the roof?",
    "Is there a cellar?",
    "What about the deposit?",
    "Are pets allowed?",
    "Who has keys?",
)
"""The first questions of conversations that were kept."""
SCAN = Scan("s1", "/papers/inventory.pdf", Origin.FILE, "0" * 64, 0, 3, 3, (1, 2, 3))
_LONGEST_S = 30.0
_STEP_S = 0.1


class SlowDesk(FakeDesk):
    """Takes its time over one question, and tells so."""

    def ask(self, question: str, history: Sequence[str], terms: Terms = USUAL, on_step: OnStep = nobody_waits) -> Reply:
        if question == SLOW:
            for _ in range(round(_LONGEST_S / _STEP_S)):
                on_step(Step.READING, 12)
                time.sleep(_STEP_S)
        return super().ask(question, history, terms, on_step)


def furnish(folder: Path) -> None:
    """Some conversations, a second notebook and an evaluation, for the page to begin with."""
    store = UserStore(folder / "store.sqlite3")
    kept = KeptConversations(store, THIS_COMPUTER, start_notebook(folder).notebook_id)
    for number, question in enumerate(EARLIER):
        kept.add(f"earlier-{number}", StoredTurn(question, None))
    _notebooks(store, folder).create("Club")
    store.close()
    ended(folder)


def _notebooks(store: UserStore, folder: Path) -> Notebooks:
    return Notebooks(store, THIS_COMPUTER, start_notebook(folder), folder / "Notebooks")


def _desk() -> FakeDesk:
    first, second = "The rent is 950 pounds a month.", "It is due on the first day."
    quotes = cut(TEXT, first, "950 pounds"), cut(TEXT, second, "on the first day", page=9)
    infos = [document("Lease", "/papers/lease.pdf", 1), document("Minutes", "/papers/minutes.pdf", 2)]
    answers: dict[str, Answer | Exception] = {RENT: found(RENT, f"{first} … {second}", *quotes)}
    scans = FakeScans((WaitingScan(SCAN, 0, 3, 45.0),))
    return SlowDesk(infos, {"d1": TEXT}, answers, offered=(RENT,), scans=scans)


def _show(folder: Path) -> None:
    store, desk = UserStore(folder / "store.sqlite3"), st.session_state.setdefault("desk", _desk())
    notebooks = _notebooks(store, folder)
    notebook = open_notebook(notebooks)
    with st.sidebar:
        show_notebooks(notebooks, notebook, lambda _: None)
    if is_evaluation():
        show_evaluations(desk_in(folder), has_documents=True)
    else:
        begin(KeptConversations(store, THIS_COMPUTER, notebook.notebook_id), desk)
        show_page(desk, ())


if __name__ == "__main__":
    st.set_page_config(page_title=wording.NAME)
    _show(Path(sys.argv[1]))
