"""Makes a file's bytes ready to be embedded and stored: load, clean, chunk. Touches neither disk nor library."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from index.document import Chunk, LoadedText
from index.errors import UnreadableFileError
from index.ocr.recognised import RecognisedPage
from index.parsing_limits import needs_too_much_memory
from index.settings import ChunkSettings

Load = Callable[..., LoadedText]
"""Bytes and name of a file to its text, as ``index.loaders.load``."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file's text, cut into chunks; ``language`` is an ISO 639-1 code or ""."""

    loaded: LoadedText
    revision: str
    chunks: tuple[Chunk, ...]
    language: str


class Preparing(Protocol):
    """Prepares files, in this process or in another one."""

    def start(
        self, content: bytes, name: str, settings: ChunkSettings, recognised: Sequence[RecognisedPage] = ()
    ) -> Callable[[], Prepared]:
        """Begin with a file; what is returned waits for it. ``recognised`` are pages of it that are pictures.

        Raises:
            UnreadableFileError: by what is returned: the file cannot be read.
        """
        ...


@dataclass(frozen=True, slots=True)
class InThisProcess:
    """Prepares a file when it is waited for, in the process that asks: for files that are one's own."""

    load: Load

    def start(
        self, content: bytes, name: str, settings: ChunkSettings, recognised: Sequence[RecognisedPage] = ()
    ) -> Callable[[], Prepared]:
        """See ``Preparing.start``."""
        return partial(prepare, content, name, settings, with_recognised(self.load, recognised))


def with_recognised(load: Load, recognised: Sequence[RecognisedPage]) -> Load:
    """``load`` that knows what was recognised of the file's pages."""
    return partial(load, recognised=recognised) if recognised else load


def content_hash_of(content: bytes) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def document_id_of(source: str) -> str:
    """The id of the document that comes from ``source``: an absolute path, or "upload:" and a file name."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def revision_of(text: str) -> str:
    """The name of a canonical text: equal texts have equal revisions wherever they are."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def prepare(content: bytes, name: str, settings: ChunkSettings, load: Load) -> Prepared:
    """The text of a file and its chunks.

    Raises:
        UnreadableFileError: the file cannot be read, for the loader's reason or because its loader failed.
    """
    from index.chunking import chunk
    from index.cleaning import clean
    from index.language import detect

    try:
        loaded = clean(load(content, name))
        # a text that is not valid Unicode could be neither stored nor shown
        revision = revision_of(loaded.text)
        return Prepared(loaded, revision, chunk(loaded, settings), detect(loaded.text))
    except UnreadableFileError:
        raise
    except MemoryError as exc:
        raise needs_too_much_memory() from exc
    except Exception as exc:  # a parser of other people's files may fail in any way; the other files must go in
        raise UnreadableFileError(
            f"The file could not be read: its content is not as expected ({type(exc).__name__}).",
            "Open it in the program that made it and save it again; if that does not help, save it as PDF or text.",
        ) from exc
