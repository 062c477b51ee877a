"""Loaders: one module per format turns the bytes of a file into text, blocks and places.

A new format is one new module here. It has ``SUFFIXES`` (lower case, with the dot), ``FORMAT`` (a word for people) and
``load(content, name)``, which returns a ``LoadedText`` or raises ``UnreadableFileError``.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import PurePath
from typing import Protocol, cast

from index.document import Block, BlockKind, LoadedText, Notice, NoticeCode
from index.errors import UnreadableFileError
from index.folders import OTHER_KINDS
from index.loaders.sniffing import suffix_of
from index.ocr.recognised import RecognisedPage


class Loader(Protocol):
    """What every module of this package offers."""

    SUFFIXES: tuple[str, ...]
    FORMAT: str

    def load(self, content: bytes, name: str) -> LoadedText:
        """The text of one file; ``name`` is its file name, used where the content has no title of its own."""
        ...


class PictureLoader(Loader, Protocol):
    """What a module offers whose files may hold pictures of text; it has ``TAKES_RECOGNISED``."""

    def load(self, content: bytes, name: str, recognised: Sequence[RecognisedPage] = ()) -> LoadedText:
        """The text of one file, with what was ``recognised`` of pages that are pictures."""
        ...


_NEXT_STEPS = {
    ".doc": "Open it in Word or LibreOffice and save it as .docx.",
    ".ppt": "Open it in PowerPoint or LibreOffice and save it as .pptx.",
    ".xlsb": "Open it in Excel or LibreOffice and save it as .xlsx.",
    ".numbers": "Open it in Numbers and export it as Excel workbook or CSV.",
    ".key": "Open it in Keynote and export it as PowerPoint or PDF.",
    ".mobi": "Convert it to EPUB.",
    ".azw3": "Convert it to EPUB.",
    ".mbox": "Save the messages you want as .eml files.",
    ".pst": "Save the messages you want as .msg or .eml files.",
    ".pages": "Open it in Pages and export it as Word document or PDF.",
    ".mhtml": "Open it in a browser and save it again as “web page, HTML only”.",
    ".mht": "Open it in a browser and save it again as “web page, HTML only”.",
    ".webarchive": "Open it in Safari and export it as PDF.",
    ".djvu": "Convert it to PDF with recognised text.",
    ".zip": "Unpack it and add what is inside.",
}
"""What to do with common kinds of file that no loader reads."""
_NOTHING = re.compile(
    r"[\s\x00-\x1f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufffd]*"
)
"""Signs that are not seen, and the sign that stands for what could not be read."""


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


def loader_of(suffix: str) -> Loader | None:
    """The loader for names that end in ``suffix``, in small letters and with the dot."""
    return loaders().get(suffix)


def load(content: bytes, name: str, recognised: Sequence[RecognisedPage] = ()) -> LoadedText:
    """Read one file by the loader of its suffix, or of the format that its content plainly has.

    ``recognised`` is what is known of its pages that are pictures.

    Raises:
        OnlyPicturesError: its pages are pictures and not all were recognised.
        UnreadableFileError: no loader for this kind of file, an empty file, or the loader's own reason.
    """
    if not content:
        raise UnreadableFileError("The file is empty (0 bytes).", "Save it again from the program that made it.")
    named = PurePath(name).suffix.lower()
    suffix = suffix_of(content, named)
    loader = loader_of(suffix)
    if loader is None:
        raise _unknown(suffix)
    try:
        if recognised and hasattr(loader, "TAKES_RECOGNISED"):
            loaded = cast(PictureLoader, loader).load(content, name, recognised)
        else:
            loaded = loader.load(content, name)
    except RecursionError as exc:
        raise UnreadableFileError(
            "The file is nested too deeply to be an ordinary document.",
            "Open it in the program that made it and save it as PDF.",
        ) from exc
    if not any(_can_be_seen(loaded, block) for block in loaded.blocks):
        raise _without_text(loaded.notices)
    if loader is loader_of(named) or not named:
        return loaded
    message = f"The name ends in “{named}”, but the content is of the kind “{suffix}” and was read as that."
    return replace(loaded, notices=(Notice(NoticeCode.OTHER_FORMAT, message), *loaded.notices))


def _can_be_seen(loaded: LoadedText, block: Block) -> bool:
    return block.kind is not BlockKind.FURNITURE and not _NOTHING.fullmatch(
        loaded.text, block.span.start, block.span.end
    )


def _unknown(suffix: str) -> UnreadableFileError:
    kind = f"of the kind “{suffix}”" if suffix else "without an ending like “.pdf”"
    return UnreadableFileError(f"Files {kind} cannot be read.", _NEXT_STEPS.get(suffix, OTHER_KINDS))


def _without_text(notices: Sequence[Notice]) -> UnreadableFileError:
    """The refusal of a file without words, with what its loader noticed about it."""
    if any(notice.code is NoticeCode.NO_ARTICLE for notice in notices):
        return UnreadableFileError(
            "No text was found in the page; it may be one that a program fills when it is opened in a browser.",
            "Open it in a browser, wait until its words are shown, and print it as a PDF or copy them into a file.",
        )
    noticed = " ".join(notice.message for notice in notices)
    return UnreadableFileError(
        f"No text was found in the file. {noticed}".strip(),
        "If it is a scan or a picture, its words have to be recognised first.",
    )
