"""Opens OpenDocument files (.odt, .ods, .odp) and says what in them is no text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from index.document import Notice
from index.errors import UnreadableFileError
from index.loaders import left_out
from index.loaders.archive import Archive, protected
from index.loaders.xml_names import child, local_name, value
from index.titles import is_stated_title, squeeze

_CONTENT = "content.xml"


def open_document(content: bytes, kind: str, ending: str) -> tuple[Archive, etree._Element, etree._Element]:
    """The archive, the root of its content and the body of the given kind: "text", "spreadsheet" or "presentation".

    Raises:
        UnreadableFileError: it is no such document, damaged, protected by a password or suspiciously large.
    """
    archive = Archive(content)
    refuse_protected(archive)
    root = archive.xml(_CONTENT)
    body = child(child(root, "body"), kind)
    if root is None or body is None:
        raise not_of_kind(kind, ending)
    return archive, root, body


def not_of_kind(kind: str, ending: str) -> UnreadableFileError:
    """The refusal of a file that holds something else."""
    return UnreadableFileError(
        f"The file is not an OpenDocument {kind}.", f"Save it as {ending} from the program that made it."
    )


def refuse_protected(archive: Archive) -> None:
    """Raise the refusal of a file with a password.

    Raises:
        UnreadableFileError: its parts are encrypted.
    """
    manifest = archive.xml("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
        raise protected()


def stated_title(archive: Archive, name: str) -> str:
    """The title in the file's properties if it is one that a person wrote, else ""."""
    meta = archive.xml("meta.xml")
    title = next(meta.iter("{*}title"), None) if meta is not None else None
    stated = squeeze(title.text or "") if title is not None else ""
    return stated if is_stated_title(stated, name) else ""


def embedded_roots(archive: Archive, body: etree._Element) -> Iterator[etree._Element]:
    """The contents of charts and tables that are kept as objects of their own."""
    for element in body.iter():
        if local_name(element) == "object" and value(element, "href"):
            root = archive.xml(posixpath.normpath(posixpath.join(value(element, "href"), _CONTENT)))
            if root is not None:
                yield root


def unread_parts(archive: Archive) -> Iterator[Notice]:
    """Pictures and macros of an OpenDocument file."""
    pictures = sum(name.startswith("pictures/") and not name.endswith((".svm", "/")) for name in archive.names)
    scripts = (name for name in archive.names if name.startswith(("basic/", "scripts/")) and not name.endswith("/"))
    yield from left_out.pictures(pictures)
    yield from left_out.macros(any(scripts))
