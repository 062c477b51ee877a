"""The page over a desk without a library, for the browser: one question is answered slowly, the others at once.

Streamlit runs it as a script, with the folder in which evaluations are kept.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from rag.steps import OnStep, Step, nobody_waits
from tests.ui.evaluated import desk_in
from tests.ui.fakes import FakeDesk, cut, document, found
from ui.evaluation_page import show_evaluations
from ui.evaluation_switch import is_evaluation
from ui.evidence import Reply
from ui.page import show_page
from ui.terms import USUAL, Terms
from ui.wording import chat as wording

SLOW = "What takes so long?"
RENT = "How much is the rent, and when is it due?"
TEXT = "The rent is 950 pounds a month.\n\n" + "Something else. " * 200 + "\n\nIt is due on the first day."
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


def _desk() -> FakeDesk:
    first, second = "The rent is 950 pounds a month.", "It is due on the first day."
    quotes = cut(TEXT, first, "950 pounds"), cut(TEXT, second, "on the first day", page=9)
    infos = [document("Lease", "/papers/lease.pdf", 1), document("Minutes", "/papers/minutes.pdf", 2)]
    return SlowDesk(infos, {"d1": TEXT}, {RENT: found(RENT, f"{first} … {second}", *quotes)}, offered=(RENT,))


if __name__ == "__main__":
    st.set_page_config(page_title=wording.NAME)
    if is_evaluation():
        show_evaluations(desk_in(Path(sys.argv[1])), has_documents=True)
    else:
        show_page(st.session_state.setdefault("desk", _desk()), ())
