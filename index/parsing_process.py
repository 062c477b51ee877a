"""Reads files in a process of its own, so that no file can stop the program, fill its memory or do harm to it.

The process is started with the first file, reads many and is replaced now and then, and whenever a file was its end.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from threading import Lock, Thread
from types import TracebackType

from index.errors import ParsingStartError, UnreadableFileError
from index.ocr.recognised import RecognisedPage
from index.parsing_limits import ParsingLimits, breaks_down, needs_too_much_memory, takes_too_long
from index.parsing_messages import BrokenMessageError, Request, decode_reply
from index.preparing import Prepared
from index.settings import ChunkSettings
from index.watched_child import ChildEndedError, End, WatchedChild

_BYTES_PER_CHARACTER = 8  # of an answer: its text, and what is said about the text


def child_command() -> Sequence[str]:
    """The command line of the process. ``-P``: what lies in the current folder must not be taken for a part of it."""
    return (sys.executable, "-P", "-m", "index.parsing_child")


class ParsingProcess:
    """Prepares one file after the other in a child process. Threads may share it; close it at the end."""

    def __init__(
        self, limits: ParsingLimits | None = None, command: Callable[[], Sequence[str]] = child_command
    ) -> None:
        self._limits = limits or ParsingLimits()
        self._command = command
        self._child: WatchedChild | None = None
        self._is_closed = False
        self._one_at_a_time = Lock()

    def __enter__(self) -> ParsingProcess:
        """Be closed at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def start(
        self, content: bytes, name: str, settings: ChunkSettings, recognised: Sequence[RecognisedPage] = ()
    ) -> Callable[[], Prepared]:
        """See ``Preparing.start``; what is returned may also raise ``ParsingStartError``."""
        future: Future[Prepared] = Future()
        request = partial(Request, name, settings, recognised=tuple(recognised))
        Thread(target=self._fulfil, args=(future, content, request), daemon=True).start()
        return future.result

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._is_closed = True
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def _fulfil(self, future: Future[Prepared], content: bytes, request: Callable[..., Request]) -> None:
        try:
            with self._one_at_a_time:
                future.set_result(self._prepare(content, request))
        except BaseException as exc:  # whoever waits for the file is told, whatever it is
            future.set_exception(exc)

    def _prepare(self, content: bytes, limited: Callable[..., Request]) -> Prepared:
        limits = self._limits
        seconds, memory = limits.seconds_for(len(content)), limits.memory_for(len(content))
        request = limited(seconds=seconds, memory_bytes=memory, characters=limits.characters).encoded()
        while True:
            child = self._ready_child()
            try:
                answer = child.ask((request, content), seconds, memory, limits.characters * _BYTES_PER_CHARACTER)
                return decode_reply(answer)
            except ChildEndedError as exc:
                self._drop(child)
                # what a file before did to the process must not be laid at the door of this one
                if exc.why is End.TIME or child.answered == 0 or self._is_closed:
                    raise _refusal(exc.why, seconds) from exc
            except BrokenMessageError as exc:
                self._drop(child)
                raise breaks_down() from exc

    def _ready_child(self) -> WatchedChild:
        child = self._child
        if child is not None and (
            child.answered >= self._limits.files or child.memory_bytes > self._limits.recycled_at_bytes
        ):
            self._drop(child)
        if self._child is None:
            self._child = self._started()
        return self._child

    def _started(self) -> WatchedChild:
        if self._is_closed:
            raise ParsingStartError("The reading of files has been ended.")
        try:
            child = WatchedChild(self._command())
            child.greet()
        except (OSError, ChildEndedError) as exc:
            raise ParsingStartError(
                "The process that reads files could not be started. Free some memory, or install Quotewise again."
            ) from exc
        return child

    def _drop(self, child: WatchedChild) -> None:
        self._child = None
        child.end()


def _refusal(why: End, seconds: float) -> UnreadableFileError:
    if why is End.TIME:
        return takes_too_long(seconds)
    return needs_too_much_memory() if why is End.MEMORY else breaks_down()
