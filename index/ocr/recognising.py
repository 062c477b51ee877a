"""Recognises pages in a process of its own, so that no picture can hang the program, fill its memory or do harm."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from index.errors import MissingDataError
from index.ocr.engine import is_installed
from index.ocr.recognised import RecognisedPage, decode_page
from index.parsing_messages import BrokenMessageError
from index.recycled_child import RecycledChild
from index.watched_child import ChildEndedError, End


@dataclass(frozen=True, slots=True)
class RecognisingLimits:
    """What recognising one page may take.

    A page full of small print took 25 s on one slow processor and 720 MB.

    Attributes:
        seconds: of wall time.
        memory_bytes: of the whole process, and twice the size of the file more.
        answer_bytes: of what it says about a page.
        pages: after so many the process is replaced by a new one.
    """

    seconds: float = 300.0
    memory_bytes: int = 4 * 2**30
    answer_bytes: int = 20 * 2**20
    pages: int = 200


class Recognising(Protocol):
    """Recognises pages, in this process or in another one."""

    def recognise(self, content: bytes, page: int) -> RecognisedPage:
        """What is on a page (from 1) of a file; a page that cannot be looked at is one with a ``problem``.

        Raises:
            MissingDataError: the optional packages are not installed.
            ParsingStartError: the process cannot be started.
        """
        ...

    def close(self) -> None:
        """Let go of what it holds."""
        ...


def child_command() -> Sequence[str]:
    """The command line of the process. ``-P``: what lies in the current folder must not be taken for a part of it."""
    return (sys.executable, "-P", "-m", "index.ocr.recognising_child")


class RecognisingProcess:
    """Recognises one page after the other. Threads may share it; the process starts with the first page."""

    def __init__(
        self, limits: RecognisingLimits | None = None, command: Callable[[], Sequence[str]] = child_command
    ) -> None:
        self._limits = limits or RecognisingLimits()
        self._child = RecycledChild(command, self._limits.pages, "reads scans")
        self._one_at_a_time = Lock()

    def __enter__(self) -> RecognisingProcess:
        """Be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def recognise(self, content: bytes, page: int) -> RecognisedPage:
        """See ``Recognising.recognise``."""
        limits = self._limits
        memory = limits.memory_bytes + 2 * len(content)
        request = json.dumps([page, limits.seconds, memory]).encode("ascii")
        with self._one_at_a_time:
            child = self._child.ready()
            try:
                told = decode_page(child.ask((request, content), limits.seconds, memory, limits.answer_bytes).decode())
                if told.page != page:
                    raise BrokenMessageError("another page than the one asked for")
                return told
            except ChildEndedError as exc:
                self.close()
                return _failed(page, exc.why, limits.seconds)
            except (BrokenMessageError, ValueError):
                self.close()
                return _failed(page, End.BROKE_DOWN, limits.seconds)

    def close(self) -> None:
        """End the process; the next page starts another one."""
        self._child.close()


def check_installed() -> None:
    """Make sure that scans can be read here.

    Raises:
        MissingDataError: the optional packages are not installed; the message says how to install them.
    """
    if not is_installed():
        raise MissingDataError(
            "Reading scans needs more packages, which are not installed. Install them with: "
            "pip install 'quotewise[ocr]'. They work without a connection."
        )


def _failed(page: int, why: End, seconds: float) -> RecognisedPage:
    problem = {
        End.TIME: f"Reading its picture was given up after {seconds:.0f} seconds.",
        End.MEMORY: "Its picture needs more memory than one page may take.",
        End.BROKE_DOWN: "Its picture is damaged or made to do harm.",
    }[why]
    return RecognisedPage(page, 1.0, 1.0, problem=problem)
