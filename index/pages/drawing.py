"""Draws pages in a process of its own, so that no file can hang the program, fill its memory or do harm to it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock

from index.document import Span
from index.errors import UnreadableFileError
from index.ocr.recognised import RecognisedPage
from index.pages.messages import DrawRequest, PagePicture, decode_pictures
from index.pages.page_cells import PageText
from index.parsing_messages import BrokenMessageError
from index.recycled_child import RecycledChild
from index.watched_child import ChildEndedError, End


@dataclass(frozen=True, slots=True)
class DrawingLimits:
    """What drawing the pages of one quote may take.

    A page of a report with maps took 0.4 s and 120 MB.

    Attributes:
        seconds: of wall time.
        memory_bytes: of the whole process, and twice the size of the file more.
        answer_bytes: of the pictures.
        answers: after so many the process is replaced by a new one.
    """

    seconds: float = 20.0
    memory_bytes: int = 2**30
    answer_bytes: int = 100 * 2**20
    answers: int = 500


def child_command() -> Sequence[str]:
    """The command line of the process. ``-P``: what lies in the current folder must not be taken for a part of it."""
    return (sys.executable, "-P", "-m", "index.pages.page_child")


class PageDrawing:
    """Draws one quote after the other. Threads may share it; the process starts with the first one."""

    def __init__(
        self, limits: DrawingLimits | None = None, command: Callable[[], Sequence[str]] = child_command
    ) -> None:
        self._limits = limits or DrawingLimits()
        self._child = RecycledChild(command, self._limits.answers, "draws pages")
        self._one_at_a_time = Lock()

    def draw(
        self,
        content: bytes,
        text: str,
        pages: tuple[PageText, ...],
        span: Span,
        recognised: tuple[RecognisedPage, ...] = (),
    ) -> tuple[PagePicture, ...]:
        """The ``pages`` of a file with boxes around the words of ``span``, an offset range of its ``text``.

        ``recognised`` are those of the pages that are pictures.

        Raises:
            UnreadableFileError: the file cannot be drawn within the limits.
            ParsingStartError: the process cannot be started.
        """
        limits = self._limits
        memory = limits.memory_bytes + 2 * len(content)
        request = DrawRequest(text, pages, span, limits.seconds, memory, recognised).encoded()
        with self._one_at_a_time:
            child = self._child.ready()
            try:
                answer = child.ask((request, content), limits.seconds, memory, limits.answer_bytes)
                return decode_pictures(answer, pages)
            except ChildEndedError as exc:
                self.close()
                raise _refusal(exc.why, limits.seconds) from exc
            except BrokenMessageError as exc:
                raise _refusal(End.BROKE_DOWN, limits.seconds) from exc

    def close(self) -> None:
        """End the process; the next quote starts another one."""
        self._child.close()


def _refusal(why: End, seconds: float) -> UnreadableFileError:
    reason = {
        End.TIME: f"Drawing the page was given up after {seconds:.0f} seconds.",
        End.MEMORY: "Drawing the page needs more memory than one page may take.",
        End.BROKE_DOWN: "The page could not be drawn: the file is damaged or made to do harm.",
    }[why]
    return UnreadableFileError(reason, "The quote itself is as it was read.")
