"""What every process does that works on other people's files, any of which may kill it, hang it or turn it.

It takes one file after the other from its standard input and answers on its standard output; it opens no file, has no
rights that it can do without, and ends when its input does.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from index.child_rights import give_up_rights, limit_memory, own_output
from index.parsing_messages import BrokenMessageError, receive, send

_READY = b"ready"
_MARGIN_S = 5.0  # the program gives up first and says so; this is for a program that is gone
_LONGEST = 2**40

Limit = Callable[[float, int], AbstractContextManager[None]]
"""Bounds what is done within it to so many seconds and so many bytes of memory."""
Answer = Callable[[bytes, bytes, Limit], bytes]
"""Gives the reply to a request about a file with this content; does all the work within the limit that it sets."""


def answer_all(prepare: Callable[[], Answer]) -> int:
    """Answer until there is nothing more to answer.

    Args:
        prepare: imports and opens all that answering needs: afterwards nothing can be written, not even a cache of
            Python.
    """
    replies = own_output()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program, which then closes the input
    answer = prepare()
    give_up_rights()
    send(replies, _READY)
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - the name of no file

        @contextmanager
        def limit(seconds: float, memory_bytes: int) -> Iterator[None]:
            # ends this process even from within a library that never returns
            faulthandler.dump_traceback_later(seconds + _MARGIN_S, exit=True, file=nowhere)
            limit_memory(memory_bytes)
            try:
                yield
            finally:
                faulthandler.cancel_dump_traceback_later()

        while True:
            try:
                request = receive(sys.stdin.buffer, _LONGEST)
                content = receive(sys.stdin.buffer, _LONGEST)
            except BrokenMessageError:
                return 0
            send(replies, answer(request, content, limit))
