"""How much a visitor from another computer may do in a minute, and hand over at once."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable

from index.errors import QuotewiseError
from ui.wording import access as wording

TRIES_A_MINUTE = 5
"""Wrong passphrases from one address."""
ALL_TRIES_A_MINUTE = 60
"""Wrong passphrases from all addresses together."""
QUESTIONS_A_MINUTE = 20
"""Of one visitor."""
UPLOAD_MB = 50
"""Of one file."""
_MOST_REMEMBERED = 10_000
_MINUTE_S = 60.0


class TooManyQuestionsError(QuotewiseError):
    """A visitor asked more within a minute than others can be made to wait for."""


class RateLimit:
    """So many times a minute for each key; threads may share it. What is refused does not count."""

    def __init__(self, most: int, clock: Callable[[], float]) -> None:
        self._most = most
        self._clock = clock
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def allows(self, key: str) -> bool:
        """Whether it may be done once more now; if so, it counts as done."""
        now = self._clock()
        with self._lock:
            times = self._times.setdefault(key, deque())
            self._times.move_to_end(key)
            while times and now - times[0] >= _MINUTE_S:
                times.popleft()
            if len(self._times) > _MOST_REMEMBERED:
                self._times.popitem(last=False)
            if len(times) >= self._most:
                return False
            times.append(now)
            return True

    def forgives(self, key: str) -> None:
        """Let what counted last not count: it was no misuse."""
        with self._lock:
            if times := self._times.get(key):
                times.pop()


def check_pace(limit: RateLimit, visitor: str) -> None:
    """Count one question of a visitor.

    Raises:
        TooManyQuestionsError: there were too many within a minute.
    """
    if not limit.allows(visitor):
        raise TooManyQuestionsError(wording.TOO_MANY_QUESTIONS)
