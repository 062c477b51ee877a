"""How far the reading of an addition is, written down now and then, with an honest estimate of the rest."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from evals.evaluation_status import State, Status, write_status
from ui.additions import BUSY, READING

_WRITE_EVERY_S = 0.25
_TRUSTED_AFTER_S = 2.0
_TRUSTED_FROM = 0.03
"""An estimate is told after so long, and from such a part of the work on: before, it would jump about."""


def seconds_left(seconds: float, part: float) -> float | None:
    """What the rest will take if it goes on like the ``part``, 0 to 1, that took ``seconds``; None where too early."""
    if seconds < _TRUSTED_AFTER_S or part < _TRUSTED_FROM:
        return None
    return seconds * (1 - part) / part


class ReadingProgress:
    """The status of the addition in ``folder``, kept up to date."""

    def __init__(self, folder: Path, now: Status, clock: Callable[[], float] = time.monotonic) -> None:
        self.folder = folder
        self._now = now
        self._clock = clock
        self._written_at = -_WRITE_EVERY_S
        self._began: tuple[float, float] | None = None

    def at(self, done: int, total: int, name: str, part: float, whole: float) -> None:
        """Say how far it is.

        Args:
            done: files that are read, of ``total``.
            total: all files.
            name: the file that is being read.
            part: of that file, 0 to 1.
            whole: the part of all the work that is done, 0 to 1.
        """
        self._began = self._began or (self._clock(), whole)
        since, from_ = self._began
        share = (whole - from_) / (1 - from_) if from_ < 1 else 1.0
        left = seconds_left(self._clock() - since, share)
        is_next = done != self._now.done or self._now.stage != READING
        self._now = Status(State.RUNNING, READING, done, total, left, name=name, part=part)
        if is_next or self._clock() - self._written_at >= _WRITE_EVERY_S:
            self.write()

    def stage(self, stage: str) -> None:
        """Say what it is doing instead of reading."""
        if self._now.stage != stage:
            self._now = replace(self._now, stage=stage, seconds_left=None)
            self.write()

    def wait(self) -> None:
        """Say that another program is changing the library."""
        self.stage(BUSY)

    def end(self, state: State, reason: str = "") -> None:
        """Say how it ended."""
        self._now = replace(self._now, state=state, seconds_left=None, reason=reason, name="", part=0.0)
        self.write()

    def write(self) -> None:
        """Write it down now."""
        self._written_at = self._clock()
        write_status(self.folder, self._now)
