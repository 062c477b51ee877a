"""The files of an addition, one after the other; archives are looked into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from index.errors import UnreadableFileError
from ui.additions import FILES_FOLDER, Addition
from ui.unpacking import is_archive, members, unpacked


@dataclass(frozen=True, slots=True)
class AddedFile:
    """A file to be read.

    ``content`` reads it, and raises ``UnreadableFileError`` where that cannot be done. ``kept`` is the file in which it
    was kept, unless that is an archive.
    """

    name: str
    size_bytes: int
    content: Callable[[], bytes]
    kept: Path | None


def added_files(addition: Addition) -> tuple[AddedFile, ...]:
    """The files that were handed over, always in the same order, and in the place of an archive those in it.

    A file that was read is kept no longer; it still stands here, so that the others keep their numbers.
    """
    return tuple(_files(addition))


def _files(addition: Addition) -> Iterator[AddedFile]:
    for number, name in enumerate(addition.names):
        kept = addition.folder / FILES_FOLDER / f"{number:06}"
        if is_archive(name):
            yield from _in_archive(kept, name)
        else:
            yield AddedFile(name, kept.stat().st_size if kept.exists() else 0, partial(_content, kept), kept)


def _in_archive(kept: Path, name: str) -> Iterator[AddedFile]:
    try:
        inside = members(kept, name)
        if not inside:
            raise UnreadableFileError("The ZIP file is empty.", "Make it again, or add the files themselves.")
    except UnreadableFileError as refusal:
        yield AddedFile(name, 0, partial(_refuse, refusal), None)
        return
    for member in inside:
        yield AddedFile(member.name, member.size_bytes, partial(unpacked, kept, member), None)


def _content(kept: Path) -> bytes:
    try:
        return kept.read_bytes()
    except OSError as exc:
        raise UnreadableFileError("What was handed over is no longer there.", "Add the file again.") from exc


def _refuse(refusal: UnreadableFileError) -> bytes:
    raise refusal
