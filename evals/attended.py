"""Processes that work as long as the program that started them is there, and say at once whether they begin.

What ties the two together is the process's standard input: when the program that started it ends, however it ends, the
system closes it, and the process keeps what it has and ends too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import Any

STARTED, BUSY = "started", "busy"
"""The first line that such a process writes: it holds its lock, or another one does."""


class AttendedProcesses:
    """Those that this program has started. Threads may share it."""

    def __init__(self) -> None:
        self._children: list[subprocess.Popen[str]] = []
        self._turn = threading.Lock()

    def start(self, command: Sequence[str]) -> str:
        """Start one and return its first word: ``STARTED``, ``BUSY``, or nothing where it ended before it began.

        Raises:
            OSError: it cannot be started.
        """
        with self._turn:
            for child in [child for child in self._children if child.poll() is not None]:
                self._children.remove(child)
                _end(child)
        child = subprocess.Popen(  # noqa: S603 - our own program
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            **_apart(),
        )
        assert child.stdout is not None
        with child.stdout as said:
            word = said.readline().strip()
        if word == STARTED:
            with self._turn:
                self._children.append(child)
        else:
            _end(child)
        return word

    def close(self) -> None:
        """Let every process come to its end, and wait for it."""
        with self._turn:
            while self._children:
                _end(self._children.pop())


def parent_is_gone() -> threading.Event:
    """Is set when standard input ends, which it does when the program that started this one ends in any way."""
    gone = threading.Event()

    def wait() -> None:
        # Not through sys.stdin, whose lock a waiting thread would hold when the interpreter ends.
        while os.read(0, 1):
            pass
        gone.set()

    threading.Thread(target=wait, daemon=True).start()
    return gone


def say(word: str) -> None:
    """Tell who started it, and nobody afterwards: the pipe is not read any further."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _end(child: subprocess.Popen[str]) -> None:
    assert child.stdin is not None
    child.stdin.close()
    child.wait()


def _apart() -> dict[str, Any]:
    """Keep Ctrl-C in the terminal from the process, which ends by itself, and open no window for it."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}
