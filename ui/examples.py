"""The example questions that stand beside a set of documents."""

from __future__ import annotations

import json
from pathlib import Path

from index.errors import InvalidInputError, MissingDataError


def read_examples(path: Path) -> tuple[str, ...]:
    """The questions of a file: a JSON list of texts.

    Raises:
        MissingDataError: the file cannot be read.
        InvalidInputError: it is not a list of texts.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as exc:
        raise MissingDataError(f"The example questions at “{path}” cannot be read: {exc.strerror}.") from exc
    except ValueError as exc:
        raise InvalidInputError(f"“{path.name}” is not JSON: a list of questions was expected.") from exc
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise InvalidInputError(f"“{path.name}” must be a list of questions, each in quotation marks.")
    return tuple(found)
