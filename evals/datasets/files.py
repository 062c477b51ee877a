"""Finding and reading the files of public datasets."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.errors import InvalidInputError, MissingDataError


def find(folder: Path | None, *candidates: str) -> Path:
    """The first of the candidate paths below ``folder`` that exists.

    Raises:
        MissingDataError: no folder was given, or it has none of them.
    """
    expected = " or ".join(f"“{candidate}”" for candidate in candidates)
    if folder is None:
        raise MissingDataError(f"This dataset needs a folder with {expected}. Name it with --data FOLDER.")
    for candidate in candidates:
        if (folder / candidate).exists():
            return folder / candidate
    found = "has none of them" if folder.is_dir() else "is not a folder"
    raise MissingDataError(f"Expected {expected} in the data folder, but {folder} {found}.")


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, unpacked if its name ends with ``.gz``; blank lines are skipped.

    Raises:
        InvalidInputError: a line is not a JSON object; the message names it.
    """
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as exc:
                raise InvalidInputError(f"{path.name}, line {number}: not JSON ({exc}).") from exc
            if not isinstance(row, dict):
                raise InvalidInputError(f"{path.name}, line {number}: expected a JSON object, found {line[:40]!r}.")
            yield row
