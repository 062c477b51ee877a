"""Documents on their way out: hidden at once, and removed for good when nobody has undone it for some seconds.

What is to go is written down, so that it goes even if the program ends meanwhile: then at the next start.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from pathlib import Path
from threading import RLock, Timer

from index.errors import LibraryBusyError, QuotewiseError

UNDO_S = 8.0
"""So long a removal can be undone, unless the next question comes first."""
_RETRY_S = 2.0
_NAME = "leaving.json"


class Removals:
    """What is about to leave one library. Threads may share it."""

    def __init__(self, home: Path, remove: Callable[[Collection[str]], None], undo_s: float = UNDO_S) -> None:
        """Take up what an earlier program left to be done.

        Args:
            home: the folder in which it is written down.
            remove: takes documents out for good; ids that are not there any more are no error.
            undo_s: how long it can be undone.
        """
        self._file = home / _NAME
        self._remove = remove
        self._undo_s = undo_s
        self._turn = RLock()
        self._timer: Timer | None = None
        self._closed = False
        self._leaving = _read(self._file)
        if self._leaving:
            self._carry_out_in(0.0)

    @property
    def leaving(self) -> tuple[str, ...]:
        """The ids of the documents that are hidden, in the order in which they were removed."""
        return self._leaving

    def begin(self, document_ids: Collection[str]) -> None:
        """Hide documents, and carry out their removal soon."""
        with self._turn:
            self._leaving = tuple(dict.fromkeys((*self._leaving, *document_ids)))
            self._write()
            self._carry_out_in(self._undo_s)

    def undo(self) -> None:
        """Take back every removal that is not yet carried out."""
        with self._turn:
            self._stop_timer()
            self._leaving = ()
            self._write()

    def carry_out(self) -> bool:
        """Remove them now; false if that cannot be done just now, and then it is tried again."""
        with self._turn:
            self._stop_timer()
            if not self._leaving:
                return True
            try:
                self._remove(self._leaving)
            except LibraryBusyError:
                self._carry_out_in(_RETRY_S)
                return False
            except QuotewiseError:  # a folder that cannot be written: at the next start, or with the next removal
                return False
            self._leaving = ()
            self._write()
            return True

    def close(self) -> None:
        """Carry them out if that can be done now; what is left goes at the next start."""
        with self._turn:
            self._closed = True
            self.carry_out()

    def _carry_out_in(self, seconds: float) -> None:
        self._stop_timer()
        if self._closed:
            return
        self._timer = Timer(seconds, self.carry_out)
        self._timer.daemon = True
        self._timer.start()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _write(self) -> None:
        if not self._leaving:
            self._file.unlink(missing_ok=True)
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._file.with_suffix(".new")
        unfinished.write_text(json.dumps(self._leaving), encoding="utf-8")
        unfinished.replace(self._file)


def _read(file: Path) -> tuple[str, ...]:
    try:
        return tuple(map(str, json.loads(file.read_text(encoding="utf-8"))))
    except (OSError, ValueError, TypeError):
        return ()
