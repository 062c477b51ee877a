"""Opens files that are zip archives of XML parts, and refuses those that would unpack to something monstrous."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from lxml import etree

from index.errors import UnreadableFileError

_MAX_MEMBERS = 10_000
_MAX_UNPACKED_BYTES = 200_000_000
_MAX_RATIO = 200
_SMALL_BYTES = 1_000_000  # even the densest packing of so little is harmless
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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
    """The XML parts of one file."""

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
            raise _damaged() from exc
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
        self._names = {member.filename.lstrip("/").casefold(): member for member in members}

    def xml(self, name: str) -> etree._Element | None:
        """The root of one part, or None when the archive has no such part.

        Raises:
            UnreadableFileError: the part is damaged.
        """
        member = self._names.get(name.lstrip("/").casefold())
        if member is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(self._zip.read(member), parser)
        except _BROKEN as exc:
            raise _damaged() from exc


def _damaged() -> UnreadableFileError:
    return UnreadableFileError(
        "The file is damaged or cut short.", "Fetch it again, or open it in the program that made it and save it anew."
    )


def _compound_file(content: bytes) -> UnreadableFileError:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return UnreadableFileError(
            "The file is protected by a password.", "Open it with its password, save a copy without one, and add that."
        )
    return UnreadableFileError(
        "The file is in an old Office format.", "Open it in Word or LibreOffice and save it as .docx."
    )
