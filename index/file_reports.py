"""What became of each file of an intake, and how far the intake has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from index.document import DocumentInfo


class Outcome(StrEnum):
    """What became of a file."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    COPY = "copy"
    """Its content was in the library from another place, and is kept once."""
    RENAMED = "renamed"
    REMOVED = "removed"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file; ``reason`` and ``next_step`` are in plain words, for files that did not go in as new."""

    name: str
    outcome: Outcome
    document: DocumentInfo | None = None
    reason: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` files are finished; of the file ``name`` the share ``part``, 0 to 1, is done."""

    done: int
    total: int
    name: str
    part: float = 0.0


ProgressCallback = Callable[[Progress], None]
ReportCallback = Callable[[FileReport], None]
"""Is told what became of a file as soon as that is known."""


def no_progress(_: Progress) -> None:
    """Tell nobody."""


def no_report(_: FileReport) -> None:
    """Tell nobody."""
