"""A child process that answers one message after the other and is ended when it takes too long or too much."""

from __future__ import annotations

import subprocess
import sys
import time
import weakref
from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum
from threading import Event, Thread
from typing import IO, Any, cast

from index.parsing_messages import BrokenMessageError, receive, send
from index.process_memory import resident_bytes

_LOOK_EVERY_S = 0.2
_START_S = 120.0
_LONGEST_GREETING = 100


class End(StrEnum):
    """Why a child came to its end."""

    TIME = "time"
    MEMORY = "memory"
    BROKE_DOWN = "broke down"


class ChildEndedError(Exception):
    """A child ended before it had answered, or was ended."""

    def __init__(self, why: End) -> None:
        super().__init__(why)
        self.why = why


class WatchedChild:
    """A running child. ``answered`` counts the messages that it has answered. One thread at a time may ask."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start it.

        Raises:
            OSError: it cannot be started.
        """
        self.answered = 0
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **_apart()
        )
        # also when nobody holds on to it any more, and when the program ends
        self._end = weakref.finalize(self, _end, self._process)

    def greet(self) -> None:
        """Wait until it is ready.

        Raises:
            ChildEndedError: it ended instead, or never was.
        """
        self._exchange((), _START_S, 2**63, _LONGEST_GREETING)

    def ask(self, messages: Sequence[bytes], seconds: float, memory_bytes: int, longest: int) -> bytes:
        """Its answer, of up to ``longest`` bytes, to one or more messages.

        Raises:
            ChildEndedError: it ended, or took more than ``seconds`` or more than ``memory_bytes``, and was ended.
        """
        answer = self._exchange(messages, seconds, memory_bytes, longest)
        self.answered += 1
        return answer

    @property
    def memory_bytes(self) -> int:
        """The memory that it holds now."""
        return resident_bytes(self._process.pid)

    def end(self) -> None:
        """End it at once; nothing that it does has to be finished."""
        self._end()

    def _exchange(self, messages: Sequence[bytes], seconds: float, memory_bytes: int, longest: int) -> bytes:
        answered = Event()
        found: list[End] = []
        watch = Thread(target=self._watch, args=(answered, seconds, memory_bytes, found), daemon=True)
        watch.start()
        try:
            send(cast(IO[bytes], self._process.stdin), *messages)
            return receive(cast(IO[bytes], self._process.stdout), longest)
        except (OSError, ValueError, BrokenMessageError) as exc:
            answered.set()
            watch.join()
            self.end()
            raise ChildEndedError(found[0] if found else End.BROKE_DOWN) from exc
        finally:
            answered.set()
            watch.join()

    def _watch(self, answered: Event, seconds: float, memory_bytes: int, found: list[End]) -> None:
        """End the child, which ends the exchange, when it goes beyond a limit."""
        deadline = time.monotonic() + seconds
        while not answered.wait(min(_LOOK_EVERY_S, max(0.0, deadline - time.monotonic()))):
            if time.monotonic() >= deadline:
                found.append(End.TIME)
            elif self.memory_bytes > memory_bytes:
                found.append(End.MEMORY)
            if found:
                self._process.kill()
                return


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):  # it may have ended by itself
        process.kill()
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):  # what was not written any more is lost with it
            cast(IO[bytes], stream).close()
    process.wait()


def _apart() -> dict[str, Any]:
    """Keep Ctrl-C in the terminal from the child, which ends with its input, and open no window for it."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}
