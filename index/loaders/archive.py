"""Opens files that are zip archives of XML parts, and refuses those that would unpack to something monstrous."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from lxml import etree

from index.errors import UnreadableFileError

_MAX_MEMBERS = 10_000
_MAX_UNPACKED_BYTES = 200_000_000
_MAX_RATIO = 200
_SMALL_BYTES = 1_000_000  # even the densest packing of so little is harmless
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = 0x1  # the flag of a part that a password protects
_BROKEN = (
    zipfile.BadZipFile,
    etree.XMLSyntaxError,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,  # a way of packing that this Python does not know
    OSError,
    RuntimeError,  # a part that is encrypted by itself
    ValueError,
)


class Archive:
    """The parts of one file; their names are found whatever their capitals."""

    def __init__(self, content: bytes) -> None:
        """Look into the archive without unpacking it.

        Raises:
            UnreadableFileError: no archive, protected by a password, damaged, or suspiciously large.
        """
        if content.startswith(_COMPOUND_FILE):
            raise _compound_file(content)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN as exc:
            raise damaged() from exc
        members = self._zip.infolist()
        unpacked = sum(member.file_size for member in members)
        packed = max(1, sum(member.compress_size for member in members))
        is_dense = unpacked > _SMALL_BYTES and unpacked > _MAX_RATIO * packed
        if len(members) > _MAX_MEMBERS or unpacked > _MAX_UNPACKED_BYTES or is_dense:
            raise UnreadableFileError(
                f"The file would unpack to {unpacked // 1_000_000} MB in {len(members)} parts, which is not an "
                "ordinary document.",
                "If you trust it, open it in the program that made it and save it as PDF.",
            )
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise protected()
        self._names = {_key(member.filename): member for member in members}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in small letters."""
        return tuple(self._names)

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return _key(name) in self._names

    def read(self, name: str) -> bytes | None:
        """The bytes of one part, or None when the archive has no such part.

        Raises:
            UnreadableFileError: the part is damaged.
        """
        member = self._names.get(_key(name))
        try:
            return None if member is None else self._zip.read(member)
        except _BROKEN as exc:
            raise damaged() from exc

    def xml(self, name: str) -> etree._Element | None:
        """The root of one part, or None when the archive has no such part.

        Raises:
            UnreadableFileError: the part is damaged.
        """
        content = self.read(name)
        if content is None:
            return None
        return parse_xml(content)

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """The elements of one part with these local tags, each as it ends and emptied afterwards: for huge parts.

        Raises:
            UnreadableFileError: the part is damaged.
        """
        member = self._names.get(_key(name))
        if member is None:
            return
        try:
            with self._zip.open(member) as stream:
                yield from _elements(stream, tags)
        except _BROKEN as exc:
            raise damaged() from exc


def parse_xml(content: bytes) -> etree._Element:
    """The root of an XML text; entities are not expanded and nothing outside is looked at.

    Raises:
        UnreadableFileError: it is not well formed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except _BROKEN as exc:
        raise damaged() from exc


def damaged() -> UnreadableFileError:
    """The refusal of a file that is not whole."""
    return UnreadableFileError(
        "The file is damaged or cut short.", "Fetch it again, or open it in the program that made it and save it anew."
    )


def protected() -> UnreadableFileError:
    """The refusal of a file that needs a password."""
    return UnreadableFileError(
        "The file is protected by a password.", "Open it with its password, save a copy without one, and add that."
    )


def _elements(stream: IO[bytes], tags: tuple[str, ...]) -> Iterator[etree._Element]:
    wanted = [f"{{*}}{tag}" for tag in tags]
    walk = etree.iterparse(
        stream,
        tag=wanted,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    for _, element in walk:
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _key(name: str) -> str:
    return name.lstrip("/").casefold()


def _compound_file(content: bytes) -> UnreadableFileError:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return protected()
    return UnreadableFileError(
        "The file is in an old Office format.", "Open it in Word or LibreOffice and save it as .docx."
    )
