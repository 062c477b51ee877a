"""A watched child process that starts when it is first needed and is replaced by a new one now and then."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.errors import ParsingStartError
from index.watched_child import ChildEndedError, WatchedChild


class RecycledChild:
    """Holds one child at a time. One thread at a time may use it."""

    def __init__(self, command: Callable[[], Sequence[str]], answers: int, work: str) -> None:
        """Start nothing yet.

        Args:
            command: gives the command line of the process.
            answers: after so many the process is replaced by a new one.
            work: what it does, for the message that it could not be started, such as "draws pages".
        """
        self._command = command
        self._answers = answers
        self._work = work
        self._child: WatchedChild | None = None

    def ready(self) -> WatchedChild:
        """The process, started if there is none or the one before has answered often enough.

        Raises:
            ParsingStartError: it cannot be started.
        """
        if self._child is not None and self._child.answered >= self._answers:
            self.close()
        if self._child is None:
            try:
                self._child = WatchedChild(self._command())
                self._child.greet()
            except (OSError, ChildEndedError) as exc:
                self.close()
                raise ParsingStartError(
                    f"The process that {self._work} could not be started. Free some memory, or install Quotewise again."
                ) from exc
        return self._child

    def close(self) -> None:
        """End the process; whoever needs it next starts another one."""
        child, self._child = self._child, None
        if child is not None:
            child.end()
