"""What a hostile file is, and what must become of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index.document import NoticeCode

CANARY = "canary"
"""Stands where a person would not see it, or in what must not be opened; it is never read as visible."""


@dataclass(frozen=True)
class Read:
    """It is read: ``seen`` is quoted, no CANARY is, and these notices are given."""

    seen: str
    notices: frozenset[NoticeCode] = frozenset()


@dataclass(frozen=True)
class Refused:
    """It is refused, in words that match ``reason``."""

    reason: str


@dataclass(frozen=True)
class Hostile:
    """A file by its name, made when it is needed; ``heavy`` ones take seconds and are left to ``make torture``."""

    name: str
    make: Callable[[], bytes]
    must: Read | Refused
    heavy: bool = False


def read(seen: str, *notices: NoticeCode) -> Read:
    """It is read, with exactly these kinds of notice."""
    return Read(seen, frozenset(notices))
