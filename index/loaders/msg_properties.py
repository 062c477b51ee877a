"""Reads the properties of an Outlook message from its compound file (MS-OXMSG) by their numbers."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from index.loaders.decoding import decode

if TYPE_CHECKING:
    import olefile

SUBJECT, BODY, RTF, HTML = 0x0037, 0x1000, 0x1009, 0x1013
SENDER_NAME, SENDER_ADDRESS, SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
TO, CC, SUBMITTED, DELIVERED = 0x0E04, 0x0E03, 0x0039, 0x0E06
ATTACHED, LONG_NAME, SHORT_NAME, DISPLAY_NAME, CONTENT_ID = 0x3701, 0x3707, 0x3704, 0x3001, 0x3712
_CODE_PAGES = (0x3FDE, 0x3FFD)
_PROPERTIES = "__properties_version1.0"
_ATTACHMENT = "__attach_version1.0_"
_ENTRY_BYTES = 16
_UTF_8 = 65001
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_LZ_START = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans "
    rb"SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What the compression of RTF takes as already written (MS-OXRTFCP)."""


@dataclass(frozen=True)
class Storage:
    """One message or attachment: the storage of ``file`` at ``path``, whose fixed properties follow a header."""

    file: olefile.OleFileIO
    path: tuple[str, ...] = ()
    header_bytes: int = 32

    def words(self, number: int) -> str:
        """A property that is text, "" when there is none."""
        for kind in ("001F", "001E"):
            content = self._stream(number, kind)
            if content is not None:
                text = content.decode("utf-16-le", "replace") if kind == "001F" else decode(content, self._encoding())
                return text.rstrip("\x00")
        return ""

    def content(self, number: int) -> bytes:
        """A property that is bytes, b"" when there is none."""
        return self._stream(number, "0102") or b""

    def encoded_words(self, number: int) -> str:
        """A property that is text in one file and its bytes in another, as the source of a page is."""
        content = self.content(number)
        return decode(content, self._encoding()) if content else self.words(number)

    def time(self, *numbers: int) -> str:
        """The first of these moments that is stated, such as "2022-12-21 16:28 UTC", else ""."""
        facts = self._fixed()
        ticks = next((value for number in numbers if (value := facts.get(number, 0))), 0)
        try:
            return f"{_EPOCH + timedelta(microseconds=ticks // 10):%Y-%m-%d %H:%M} UTC" if ticks else ""
        except OverflowError:
            return ""

    def attachments(self) -> Iterator[Storage]:
        """The storages of what is attached, in order."""
        depth = len(self.path)
        names = dict.fromkeys(
            entry[depth]
            for entry in self.file.listdir(streams=True, storages=True)
            if len(entry) > depth and tuple(entry[:depth]) == self.path and entry[depth].startswith(_ATTACHMENT)
        )
        yield from (Storage(self.file, (*self.path, name), 8) for name in names)

    def message(self) -> Storage | None:
        """The message that is attached in this storage, if it is one."""
        inner = Storage(self.file, (*self.path, f"__substg1.0_{ATTACHED:04X}000D"), 24)
        return inner if self.file.exists([*inner.path, _PROPERTIES]) else None

    def _stream(self, number: int, kind: str) -> bytes | None:
        name = [*self.path, f"__substg1.0_{number:04X}{kind}"]
        return bytes(self.file.openstream(name).read()) if self.file.exists(name) else None

    def _fixed(self) -> dict[int, int]:
        """The properties that are numbers or moments, as unsigned numbers."""
        name = [*self.path, _PROPERTIES]
        content = bytes(self.file.openstream(name).read()) if self.file.exists(name) else b""
        found: dict[int, int] = {}
        for start in range(self.header_bytes, len(content) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            _, number, _, value = struct.unpack_from("<HHIQ", content, start)
            found[number] = value
        return found

    def _encoding(self) -> str | None:
        facts = self._fixed()
        page = next((facts[number] & 0xFFFF for number in _CODE_PAGES if facts.get(number)), 0)
        return "utf-8" if page == _UTF_8 else f"cp{page}" if page else None


def unpacked_rtf(content: bytes, most_bytes: int = 50_000_000) -> bytes:
    """The RTF that is packed in a message (MS-OXRTFCP); b"" when it is damaged.

    >>> unpacked_rtf(bytes.fromhex("0f00000003000000") + b"MELA" + bytes(4) + b"abc")
    b'abc'
    """
    if len(content) < 16:
        return b""
    size, kind = struct.unpack_from("<4xI", content)[0], content[8:12]
    if kind == b"MELA":
        return content[16 : 16 + size]
    out = bytearray(_LZ_START)
    position = 16
    while kind == b"LZFu" and position < len(content) and len(out) < min(size, most_bytes) + len(_LZ_START):
        control = content[position]
        position += 1
        for bit in range(8):
            if control >> bit & 1:
                if position + 1 >= len(content):
                    return bytes(out[len(_LZ_START) :])
                pair = content[position] << 8 | content[position + 1]
                position += 2
                offset, length = pair >> 4, (pair & 0xF) + 2
                start = _window_start(len(out), offset)
                if start == len(out):
                    return bytes(out[len(_LZ_START) :])
                for step in range(length):
                    out.append(out[start + step] if start + step >= 0 else 0x20)
            elif position < len(content):
                out.append(content[position])
                position += 1
    return bytes(out[len(_LZ_START) :])


def _window_start(written: int, offset: int) -> int:
    """Where in all that was written a place of the window of 4096 bytes is; its end is ``written``."""
    back = (written - offset) % 4096
    return written - back
