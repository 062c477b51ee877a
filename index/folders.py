"""Lists what stands in a folder, and says why some of it is left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

OTHER_KINDS = "Save it as PDF or as one of the common kinds, such as .docx, .xlsx, .html or .txt."
"""The next step for a file of a kind that cannot be read."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of a folder; with a ``reason``, one that is not read.

    ``is_hidden`` is whether it is a hidden one or a program's own.
    """

    path: Path
    reason: str = ""
    next_step: str = ""
    is_hidden: bool = False

    @property
    def is_missed(self) -> bool:
        """Whether a person might miss it, because it is not read."""
        return self.reason != "" and not self.is_hidden


def found_by_name(path: Path) -> FoundFile:
    """A file or folder that a person named, with its links followed to the end."""
    try:
        found = FoundFile(path.resolve())
    except (OSError, RuntimeError):  # links that lead in a circle
        return FoundFile(path.absolute(), "It is a link that leads nowhere.", "Add the file itself.")
    return found if _has_proper_name(found.path) else _badly_named(found.path)


def list_folder(folder: Path, suffixes: Collection[str], library: Path) -> Iterator[FoundFile]:
    """Everything in ``folder`` and below, in order of path; ``folder`` and ``library`` are resolved paths.

    Whatever will not be read is named once with its reason; what is inside it is not listed.

    Raises:
        OSError: the folder itself cannot be listed.
    """
    for path in sorted(folder.iterdir()):
        if path == library:
            continue  # a library may live beside its documents; its own files are nobody's documents
        found = _judge(path, suffixes)
        if found.reason or not path.is_dir():
            yield found
            continue
        try:
            yield from list_folder(path, suffixes, library)
        except OSError as exc:
            yield FoundFile(path, f"The folder cannot be opened ({exc.strerror}).", "Check that you may read it.")


def shown(path: Path) -> str:
    """A path as it can be printed, whatever bytes its name is made of."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


def _has_proper_name(path: Path) -> bool:
    return shown(path) == str(path)


def _badly_named(path: Path) -> FoundFile:
    return FoundFile(path, "Its name is not made of proper characters.", "Give it another name.")


def _judge(path: Path, suffixes: Collection[str]) -> FoundFile:
    if not _has_proper_name(path):
        return _badly_named(path)
    if path.name.startswith((".", "~$")):
        return FoundFile(
            path,
            "It is hidden, or a program's own temporary file.",
            "Rename it, or add it by its own name.",
            is_hidden=True,
        )
    if path.is_symlink() or path.resolve() != path:
        return FoundFile(
            path, "It is a link to another place.", "Add the file or folder that the link points to by its own name."
        )
    if path.is_dir():
        return FoundFile(path)
    if not path.is_file():
        return FoundFile(path, "It is not an ordinary file.", "")
    if path.suffix.lower() not in suffixes:
        kind = f"of the kind “{path.suffix}”" if path.suffix else "without an ending"
        return FoundFile(path, f"Files {kind} cannot be read.", OTHER_KINDS)
    return FoundFile(path)
