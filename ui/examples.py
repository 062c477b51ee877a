"""The example questions that stand beside a set of documents."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import InvalidInputError, MissingDataError


@dataclass(frozen=True, slots=True)
class Example:
    """A question to begin with, and one that goes on from its answer; ``follow_up`` may be empty."""

    question: str
    follow_up: str = ""


def follow_up_of(question: str, examples: Sequence[Example]) -> str:
    """What may be asked next after this question; empty if it is no example or has none."""
    return next((one.follow_up for one in examples if one.question == question), "")


def read_examples(path: Path) -> tuple[Example, ...]:
    """The examples of a file: a JSON list of ``{"question": …, "follow_up": … or null}``.

    Raises:
        MissingDataError: the file cannot be read.
        InvalidInputError: it holds something else.
    """
    try:
        return tuple(_example(entry) for entry in json.loads(path.read_text(encoding="utf-8")))
    except OSError as exc:
        raise MissingDataError(f"The example questions at “{path}” cannot be read: {exc.strerror}.") from exc
    except (ValueError, TypeError, KeyError) as exc:
        raise InvalidInputError(
            f'“{path.name}” must be a JSON list of {{"question": "…", "follow_up": "…" or null}}.'
        ) from exc


def _example(entry: dict[str, object]) -> Example:
    question, follow_up = entry["question"], entry.get("follow_up") or ""
    if not isinstance(question, str) or not isinstance(follow_up, str):
        raise TypeError
    return Example(question, follow_up)
