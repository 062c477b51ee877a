"""Finds a document by what a person calls it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import Protocol, TypeVar

from index.errors import AmbiguousNameError, UnknownDocumentError


class Named(Protocol):
    """What can be called by a name."""

    @property
    def document_id(self) -> str: ...  # noqa: D102
    @property
    def source(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102


_Document = TypeVar("_Document", bound=Named)


def find(documents: Sequence[_Document], name: str) -> _Document:
    """The document called ``name``: an id, a path, a file name or a title, tried in this order.

    Raises:
        AmbiguousNameError: several documents fit; the message lists them.
        UnknownDocumentError: none fits; the message names those that come close.
    """
    return find_all(documents, name)[0]


def find_all(documents: Sequence[_Document], name: str) -> list[_Document]:
    """All of ``documents`` that are called ``name``: one document, as it stands at one place or several.

    Raises:
        AmbiguousNameError: several documents fit; the message lists them.
        UnknownDocumentError: none fits; the message names those that come close.
    """
    wanted = name.strip()
    folded = wanted.casefold()
    ways: tuple[Callable[[_Document], bool], ...] = (
        lambda document: document.document_id == folded,
        lambda document: document.source in {wanted, str(Path(wanted).absolute()), _resolved(wanted)},
        lambda document: _file_name(document).casefold() == folded,
        lambda document: document.title.casefold() == folded,
        lambda document: PurePath(_file_name(document)).stem.casefold() == folded,
    )
    for fits in ways:
        if found := [document for document in documents if fits(document)]:
            if len({document.document_id for document in found}) > 1:
                raise AmbiguousNameError(_ambiguous(wanted, found))
            return found
    raise UnknownDocumentError(_unknown(wanted, documents))


def _resolved(name: str) -> str:
    try:
        return str(Path(name).resolve())
    except (OSError, ValueError, RuntimeError):  # a title may hold what no path can
        return name


def _file_name(document: Named) -> str:
    return PurePath(document.source).name


def _ambiguous(name: str, found: Sequence[Named]) -> str:
    listed = "\n".join(f"  {document.document_id}  {document.source}" for document in found)
    return f"“{name}” fits {len(found)} documents. Use the path or the id of one of them:\n{listed}"


def _unknown(name: str, documents: Sequence[Named]) -> str:
    names: dict[str, str] = {}
    for document in documents:
        for word in (_file_name(document), document.title):
            names.setdefault(word.casefold(), word)
    close = [names[word] for word in difflib.get_close_matches(name.casefold(), list(names), n=3, cutoff=0.5)]
    close += [word for folded, word in names.items() if name.casefold() in folded and word not in close][:3]
    hint = f" Did you mean {' or '.join(f'“{word}”' for word in close[:3])}?" if close and name else ""
    return f"No document is called “{name}”.{hint} “quotewise list” shows them all."
