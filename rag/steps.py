"""How far a question has come on its way to an answer, for whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Step(StrEnum):
    """What is being done just now."""

    SEARCHING = "searching"
    READING = "reading"
    CHECKING = "checking"


OnStep = Callable[[Step, int], None]
"""Is told each step as it begins, and how many passages are in hand. What it raises ends the asking."""


def nobody_waits(step: Step, passages: int) -> None:
    """For those who want to be told nothing."""
