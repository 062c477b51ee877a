"""The errors that Quotewise raises on purpose.

    QuotewiseError
    ├── UnreadableFileError      one file could not be read; the others are not affected
    │   ├── NoSuchFileError          nothing stands at its path
    │   └── OnlyPicturesError        its pages are pictures, whose words can be recognised
    ├── UnknownDocumentError     no document of that name, path or id
    ├── AmbiguousNameError       a name fits several documents
    ├── InvalidInputError        what the person typed cannot be used (an empty question, a bad sheet)
    ├── MissingDataError         a folder or package that a command needs is not there
    ├── ParsingStartError        the process that reads files cannot be started
    └── LibraryError             the library as a whole
        ├── LibraryBusyError         another process is changing it
        ├── LibraryDamagedError      its database cannot be trusted
        ├── LibraryMismatchError     made with other embedding weights, chunking or a newer format
        └── LibraryUnwritableError   the folder is read-only or the disk is full

A message says what was found, what was expected and what to do, in words for the person who reads it. "No passage
supports an answer" is not an error: it is a state of the answer.
"""

from __future__ import annotations


class QuotewiseError(Exception):
    """A problem that a person can understand; command and page show its message without a traceback."""


class UnreadableFileError(QuotewiseError):
    """A file could not be read: ``reason`` in plain words, ``next_step`` what the person can do about it."""

    def __init__(self, reason: str, next_step: str = "") -> None:
        super().__init__(f"{reason} {next_step}".strip())
        self.reason = reason
        self.next_step = next_step


class NoSuchFileError(UnreadableFileError):
    """Nothing stands at the path of a file."""


class OnlyPicturesError(UnreadableFileError):
    """A file of ``pages`` pages that has no text, because the pages ``pictures`` (from 1) are pictures."""

    def __init__(self, reason: str, next_step: str, pages: int, pictures: tuple[int, ...]) -> None:
        super().__init__(reason, next_step)
        self.pages = pages
        self.pictures = pictures


class UnknownDocumentError(QuotewiseError):
    """No document has this name, path or id."""


class AmbiguousNameError(QuotewiseError):
    """A name fits more than one document; the message lists them."""


class InvalidInputError(QuotewiseError):
    """What the person gave cannot be used as it is."""


class MissingDataError(QuotewiseError):
    """A folder, file or package that a command needs is not there."""


class ParsingStartError(QuotewiseError):
    """The process that reads files cannot be started, so no file can be read."""


class LibraryError(QuotewiseError):
    """The library as a whole cannot do what was asked."""


class LibraryBusyError(LibraryError):
    """Another process is changing the library; the message names it."""


class LibraryDamagedError(LibraryError):
    """The library's database cannot be read or contradicts itself."""


class LibraryMismatchError(LibraryError):
    """The library was made with other embedding weights, other chunking or a newer format."""


class LibraryUnwritableError(LibraryError):
    """The library's folder cannot be written: read-only, or the disk is full."""
