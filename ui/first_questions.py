"""The questions that a first visit is offered: only such as the product answers well, found out in the background."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock, Thread

from index.snapshot import Snapshot
from rag.answer import Answer
from ui.suggestions import Suggestion, suggestions

_OFFERED = 4
_ASKED = 16
"""So many are asked at most to find those that are offered."""
_SURE = 0.85

_log = logging.getLogger("quotewise.page")


class FirstQuestions:
    """Finds them once for each state of a library. Threads may share it; it holds no snapshot while nobody asks."""

    def __init__(self, snapshot: Callable[[], Snapshot], ask: Callable[[str], Answer]) -> None:
        self._snapshot = snapshot
        self._ask = ask
        self._turn = Lock()
        self._state = -1
        self._found: tuple[str, ...] | None = None

    def now(self) -> tuple[str, ...] | None:
        """The questions for the documents as they are; None while they are still being found."""
        with self._snapshot() as snapshot:
            state = snapshot.change_id
        with self._turn:
            if state == self._state:
                return self._found
            self._state, self._found = state, None
        Thread(target=self._find, args=(state,), daemon=True).start()
        return None

    def _find(self, state: int) -> None:
        try:
            found = self._answered(state)
        except Exception as error:  # there are none to offer, and nothing else is the worse for it
            _log.warning("no first questions: %s", type(error).__name__)
            found = ()
        with self._turn:
            if state == self._state:
                self._found = found

    def _answered(self, state: int) -> tuple[str, ...]:
        with self._snapshot() as snapshot:
            made = suggestions(snapshot)
        found: list[str] = []
        for each in made[:_ASKED]:
            if len(found) == _OFFERED or state != self._state:
                break
            if is_well_answered(each, self._ask(each.question)):
                found.append(each.question)
        return tuple(found)


def is_well_answered(suggestion: Suggestion, answer: Answer) -> bool:
    """Whether the answer is sure, undisputed, and quotes first the place that made the question."""
    if answer.confidence < _SURE or answer.conflicts or not answer.quotes:
        return False
    first = answer.quotes[0]
    return first.document_id == suggestion.document_id and first.span.overlaps(suggestion.span)
