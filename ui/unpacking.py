"""Looks into ZIP archives for the files in them, which are unpacked one at a time and only when their turn comes.

What an archive says of itself is not believed: no more is unpacked than it declared, and no name becomes a path.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from index.errors import UnreadableFileError

_MAX_MEMBERS = 5_000
_MAX_UNPACKED_BYTES = 2 * 10**9
_MAX_FILE_BYTES = 500 * 2**20
_MAX_RATIO = 500
_SMALL_BYTES = 10_000_000  # even the densest packing of so little is harmless
_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
FOLDER_SIGN = " › "
"""Stands between folder and file in the name of a file that came in a folder: "Letters › 2024 › May.docx"."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: where it stands in the list, the name it goes by, and its size in bytes."""

    position: int
    name: str
    size_bytes: int


def is_archive(name: str) -> bool:
    """Whether a file of this name is a ZIP archive whose files are wanted, and no document of its own."""
    return PurePosixPath(name.lower()).suffix == ".zip"


def joined_name(path: str) -> str:
    """A relative path of any system as a name without a path in it: "Letters/May.docx" is "Letters › May.docx"."""
    parts = path.replace("\\", "/").replace("\0", "").split("/")
    named = [part.strip() for part in parts if part.strip() not in {"", ".", ".."} and not part.endswith(":")]
    return FOLDER_SIGN.join(named) or "upload"


def distinct(names: list[str]) -> list[str]:
    """The names with a number before the ending of each that was there already, in any case of its letters."""
    taken: set[str] = set()
    found = []
    for name in names:
        path, copy, candidate = PurePosixPath(name), 1, name
        while candidate.casefold() in taken:
            copy += 1
            candidate = f"{name.removesuffix(path.suffix)} ({copy}){path.suffix}"
        taken.add(candidate.casefold())
        found.append(candidate)
    return found


def members(archive: Path, name: str) -> tuple[Member, ...]:
    """The files in an archive, without the hidden ones that programs leave in it; folders are part of their names.

    Raises:
        UnreadableFileError: it is damaged, protected by a password, or would unpack to something monstrous.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            infos = opened.infolist()
    except _BROKEN as exc:
        raise UnreadableFileError("The ZIP file is damaged.", "Make it again, or add the files themselves.") from exc
    unpacked, packed = sum(one.file_size for one in infos), max(1, sum(one.compress_size for one in infos))
    is_dense = unpacked > _SMALL_BYTES and unpacked > _MAX_RATIO * packed
    if len(infos) > _MAX_MEMBERS or unpacked > _MAX_UNPACKED_BYTES or is_dense:
        raise UnreadableFileError(
            f"The ZIP file would unpack to {unpacked // 10**6:,} MB in {len(infos):,} files; at most "
            f"{_MAX_UNPACKED_BYTES // 10**6:,} MB in {_MAX_MEMBERS:,} files are taken at once.",
            "Unpack it yourself and add its folder.",
        )
    if any(one.flag_bits & _ENCRYPTED for one in infos):
        raise UnreadableFileError("The ZIP file is protected by a password.", "Unpack it and add what is inside.")
    wanted = [(position, one) for position, one in enumerate(infos) if not one.is_dir() and _is_seen(one.filename)]
    stem = name[: -len(".zip")]
    names = distinct([f"{stem}{FOLDER_SIGN}{joined_name(one.filename)}" for _, one in wanted])
    return tuple(Member(position, each, one.file_size) for (position, one), each in zip(wanted, names, strict=True))


def unpacked(archive: Path, member: Member) -> bytes:
    """The content of one file of an archive.

    Raises:
        UnreadableFileError: it is damaged, too large, or not what the archive says of it.
    """
    if member.size_bytes > _MAX_FILE_BYTES:
        raise UnreadableFileError(
            f"The file is larger than {_MAX_FILE_BYTES // 2**20} MB.", "Split it into smaller files."
        )
    try:
        with zipfile.ZipFile(archive) as opened, opened.open(opened.infolist()[member.position]) as stream:
            content = stream.read(member.size_bytes + 1)
    except (*_BROKEN, IndexError) as exc:
        raise UnreadableFileError("It is damaged inside the ZIP file.", "Add the file itself.") from exc
    if len(content) != member.size_bytes:
        raise UnreadableFileError("It is damaged inside the ZIP file.", "Add the file itself.")
    return content


def _is_seen(path: str) -> bool:
    parts = path.replace("\\", "/").split("/")
    return not any(part.startswith((".", "~$", "__MACOSX")) for part in parts if part not in {".", ".."})
