"""Finding and reading the files of public datasets."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from index.errors import InvalidInputError, MissingDataError


def places(file: str, *folders: str) -> tuple[str, ...]:
    """Where a public file may lie, packed first: in one of ``folders`` of the data folder, else in itself."""
    within = (*(f"{folder}/" for folder in folders), "")
    return tuple(f"{folder}{file}{ending}" for folder in within for ending in (".gz", ""))


def find(folder: Path | None, *candidates: str) -> Path:
    """The first of the candidate paths below ``folder`` that exists.

    Raises:
        MissingDataError: no folder was given, or it has none of them.
    """
    plain = dict.fromkeys(candidate.removesuffix(".gz") for candidate in candidates)
    expected = " or ".join(f"“{candidate}”" for candidate in plain)
    if len(plain) < len(candidates):
        expected += " (plain or packed as “.gz”)"
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
    with _text(path) as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as exc:
                raise InvalidInputError(f"{path.name}, line {number}: not JSON ({exc}).") from exc
            if not isinstance(row, dict):
                raise InvalidInputError(f"{path.name}, line {number}: expected a JSON object, found {line[:40]!r}.")
            _check_characters(row, line, f"{path.name}, line {number}")
            yield row


def json_object(path: Path) -> dict[str, Any]:
    """The one object of a JSON file, unpacked if its name ends with ``.gz``.

    Raises:
        InvalidInputError: it is not a JSON object.
    """
    with _text(path) as text:
        whole = text.read()
        try:
            found = json.loads(whole)
        except json.JSONDecodeError as exc:
            raise InvalidInputError(f"{path.name}, line {exc.lineno}: not JSON ({exc.msg}).") from exc
    if not isinstance(found, dict):
        raise InvalidInputError(f"{path.name}: expected a JSON object, found a {type(found).__name__}.")
    _check_characters(found, whole, path.name)
    return found


def _check_characters(found: dict[str, Any], written: str, where: str) -> None:
    """JSON can name half a character by its number, which no file can hold."""
    if "\\ud" not in written and "\\uD" not in written:
        return
    try:
        json.dumps(found, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as exc:
        half = f"U+{ord(exc.object[exc.start]):04X}"
        raise InvalidInputError(f"{where}: {half} is half a character. Write it whole or leave it out.") from exc


@contextmanager
def form_of(what: str, where: str) -> Iterator[None]:
    """Tell of data that are not of the form of ``what``; ``where`` names the file and the question.

    Raises:
        InvalidInputError: a field is missing or of another kind.
    """
    try:
        yield
    except KeyError as exc:
        raise InvalidInputError(f"{where}: not of the form of {what}, “{exc.args[0]}” is missing.") from exc
    except (AttributeError, IndexError, TypeError, ValueError) as exc:
        raise InvalidInputError(f"{where}: not of the form of {what} ({exc}).") from exc


@contextmanager
def _text(path: Path) -> Iterator[TextIO]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as text:
            yield text
    except UnicodeDecodeError as exc:
        raise InvalidInputError(f"{path.name} is not written in UTF-8 ({exc.reason}).") from exc
    except (gzip.BadGzipFile, EOFError, zlib.error) as exc:
        raise InvalidInputError(f"{path.name} is damaged or cut short ({exc}). Fetch it again.") from exc
