"""What the process that reads files does: ``python -P -m ui.adding_process HOME LIBRARY ADDITION``.

It holds the lock of ``HOME``, reads one addition after the other until none waits, and writes down what became of every
file as soon as it is known. It ends when the program that started it is gone: its standard input ends then.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from evals.attended import BUSY, STARTED, parent_is_gone, say
from evals.evaluation_status import AlreadyRunningError, only_one
from ui.additions import next_waiting

if TYPE_CHECKING:
    from ui.reading import Reading

_PATIENCE_S = 0.5


def main(make_reading: Callable[[Path, Event], Reading] | None = None) -> int:
    """Read what waits, as the command line says; returns the exit code."""
    home, library, first = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    said = False
    while True:
        try:
            with only_one(home):
                if not said:
                    say(STARTED)
                    _step_back()
                    reading = (make_reading or _product)(library, parent_is_gone())
                    said = True
                while (addition := next_waiting(home, first)) is not None:
                    if not reading.read(addition):
                        return 0
        except AlreadyRunningError:  # the other one goes on with what waits here
            if not said:
                say(BUSY)
            return 0
        # whoever came just before the lock was released was told that this one is at work
        if next_waiting(home, first) is None:
            return 0
        time.sleep(_PATIENCE_S)


def _product(library: Path, closed: Event) -> Reading:
    from ui.reading import Reading

    return Reading.of_product(library, closed)


def _step_back() -> None:
    """Leave the processor to whoever asks a question meanwhile."""
    with suppress(AttributeError, OSError):  # not on Windows, where the caller has said it
        os.nice(5)


if __name__ == "__main__":
    sys.exit(main())
