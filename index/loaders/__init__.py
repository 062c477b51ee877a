"""Loaders: one module per format turns the bytes of a file into text, blocks and places.

A new format is one new module here. It has ``SUFFIXES`` (lower case, with the dot), ``FORMAT`` (a word for people) and
``load(content, name)``, which returns a ``LoadedText`` or raises ``UnreadableFileError``.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import PurePath
from typing import Protocol, cast

from index.document import LoadedText
from index.errors import UnreadableFileError


class Loader(Protocol):
    """What every module of this package offers."""

    SUFFIXES: tuple[str, ...]
    FORMAT: str

    def load(self, content: bytes, name: str) -> LoadedText:
        """The text of one file; ``name`` is its file name, used where the content has no title of its own."""
        ...


_NEXT_STEPS = {
    ".doc": "Open it in Word or LibreOffice and save it as .docx.",
    ".rtf": "Open it in Word or LibreOffice and save it as .docx.",
    ".odt": "Open it in LibreOffice and save it as .docx.",
    ".pages": "Open it in Pages and export it as Word document or PDF.",
    ".mhtml": "Open it in a browser and save it again as “web page, HTML only”.",
    ".mht": "Open it in a browser and save it again as “web page, HTML only”.",
    ".webarchive": "Open it in Safari and export it as PDF.",
    ".djvu": "Convert it to PDF with recognised text.",
    ".zip": "Unpack it and add what is inside.",
}
"""What to do with common kinds of file that no loader reads."""


@cache
def loaders() -> dict[str, Loader]:
    """Every loader of this package by file suffix."""
    found: dict[str, Loader] = {}
    for module_info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{module_info.name}")
        if hasattr(module, "SUFFIXES"):
            loader = cast(Loader, module)
            found.update(dict.fromkeys(loader.SUFFIXES, loader))
    return found


def load(content: bytes, name: str) -> LoadedText:
    """Read one file by the loader of its suffix.

    Raises:
        UnreadableFileError: no loader for this kind of file, an empty file, or the loader's own reason.
    """
    if not content:
        raise UnreadableFileError("The file is empty (0 bytes).", "Save it again from the program that made it.")
    suffix = PurePath(name).suffix.lower()
    loader = loaders().get(suffix)
    if loader is None:
        kind = f"of the kind “{suffix}”" if suffix else "without an ending like “.pdf”"
        known = ", ".join(sorted(loaders()))
        raise UnreadableFileError(
            f"Files {kind} cannot be read.", _NEXT_STEPS.get(suffix, f"Save it as one of: {known}.")
        )
    loaded = loader.load(content, name)
    if not any(block.kind != "furniture" for block in loaded.blocks):
        raise UnreadableFileError(
            "No text was found in the file.",
            "If it is a scan or a picture, its words have to be recognised first.",
        )
    return loaded
