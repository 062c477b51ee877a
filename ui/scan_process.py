"""What the process that reads scans does: ``python -P -m ui.scan_process HOME LIBRARY [DOCUMENT-ID...]``.

It holds the lock of ``HOME`` and writes down how far it has come. It ends after the page at work when it is asked to,
and when the program that started it is gone: its standard input ends then.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from evals.attended import BUSY, STARTED, parent_is_gone, say
from evals.evaluation_status import AlreadyRunningError, State, Status, is_to_stop, only_one, write_status
from ui.problems import in_plain_words
from ui.scan_reading import STATUS_FOLDER

if TYPE_CHECKING:
    from index.embedding import Embedder
    from index.library import Library
    from index.ocr.reading_scans import PagesRead
    from index.ocr.recognising import Recognising

    Parts = tuple[Library, Embedder, Recognising]


def main(open_parts: Callable[[Path], Parts] | None = None) -> int:
    """Read what waits, as the command line says; returns the exit code."""
    home, library, ids = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
    try:
        with only_one(home):
            say(STARTED)
            with suppress(AttributeError, OSError):  # not on Windows
                os.nice(10)  # leave the processor to whoever asks a question meanwhile
            read_into(home / STATUS_FOLDER, library, ids, open_parts or _product, parent_is_gone())
    except AlreadyRunningError:
        say(BUSY)
    return 0


def read_into(
    folder: Path, library_folder: Path, ids: Sequence[str], open_parts: Callable[[Path], Parts], closed: Event
) -> None:
    """Read the scans with these ids, or all, and write into ``folder`` how far it has come and how it ended."""
    from index.ocr.reading_scans import read_scans, waiting_scans

    done = total = 0

    def tell(state: PagesRead) -> None:
        nonlocal done, total
        done, total = state.done, state.total
        write_status(folder, Status(State.RUNNING, "", done, total, state.seconds_left))

    def is_stopped() -> bool:
        return closed.is_set() or is_to_stop(folder)

    try:
        library, embedder, recognising = open_parts(library_folder)
        with library, closing(recognising):
            waiting = waiting_scans(library, ids)
            read_scans(library, waiting, embedder, recognising, tell=tell, is_stopped=is_stopped)
        state = State.STOPPED if is_stopped() else State.DONE
        write_status(folder, Status(state, "", done, total))
    except Exception as error:  # whoever looks at the page is told, and can have the rest read later
        write_status(folder, Status(State.FAILED, "", done, total, reason=in_plain_words(error)))


def _product(folder: Path) -> Parts:
    from index.library import Library
    from index.ocr.recognising import RecognisingProcess
    from rag.assemble import default_embedder

    embedder = default_embedder()
    return Library.open(folder, embedder.identity), embedder, RecognisingProcess()


if __name__ == "__main__":
    sys.exit(main())
