"""Bytes to canonical text: finds the encoding, unifies line ends, refuses what is not text."""

from __future__ import annotations

import codecs
import re

from index.errors import UnreadableFileError

_MARKS = (  # the longer marks first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MEANT = {  # what files that state an older encoding are really written in, as browsers know
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FORBIDDEN = re.compile(r"[\x00\ud800-\udfff]")  # cannot be stored as UTF-8 text or ends it early
_MAX_CONTROL_SHARE = 0.002
_SYMBOL_IN_WORD = re.compile(r"(?<=[a-zA-Z])[^\W\d_a-zA-ZÀ-ÖØ-öø-ÿŒœŠšŽžŸƒ]|(?<=[a-z])[¡-©«-¹»-¿×÷†‡‰¤](?=[a-z])")


_SEVEN_BIT = frozenset("utf-7 iso-2022-jp iso-2022-jp-2 iso-2022-kr hz-gb-2312".split())
"""Encodings that are plain letters to whoever does not know them."""
_JAPANESE = re.compile(rb"\x1b\$[@B]")  # from here on two bytes are a sign, as old mail programs write it
_BAD_BYTE = re.compile("[\udc80-\udcff]")
_MIN_GOOD = 2.0  # letters in UTF-8 for each byte that is none

# Letters of DOS with accents, read as those of Windows: nobody sets such signs between small letters.
_DOS_IN_WORD = re.compile(r"(?<=[a-z])[‚„ˆ‡‰Š‹\x81\ufffd](?=[a-z])")
# The same for those of old Macintosh computers, in which some programs still write tables: é, ä, ü, ß, ç, è.
_MAC_IN_WORD = re.compile(r"(?<=[a-z])[ŽŠŸ§\x8d\x8f\ufffd](?=[a-z])")
_MIN_DOS = 2


def decode(content: bytes, declared: str | None = None) -> str:
    r"""The text of ``content`` with line ends as ``\n``; ``declared`` is the encoding that the file itself names.

    Raises:
        UnreadableFileError: the bytes are not text.
    """
    text = canonical(_decode(content, declared))
    if len(_CONTROLS.findall(text)) > max(1, _MAX_CONTROL_SHARE * len(text)):
        raise UnreadableFileError(
            "The file holds binary data, not text.", "Open it in the program that made it and save it as text or PDF."
        )
    return _CONTROLS.sub("\ufffd", text)


def canonical(text: str) -> str:
    r"""``text`` with ``\n`` as its only line end and without code points that cannot be stored."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _decode(content: bytes, declared: str | None) -> str:
    for mark, marked_encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(marked_encoding, errors="replace")
    for seven_bit in _seven_bit(content, declared):
        try:
            return content.decode(seven_bit)
        except (UnicodeDecodeError, LookupError):
            continue
    meant = _MEANT.get(declared.lower(), declared) if declared else None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        mixed = _mostly_utf8(content)
    if mixed is not None:
        return mixed
    for encoding in (meant, _unmarked_utf16(content)):
        try:
            if encoding:
                return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return _decode_legacy(content)


def _seven_bit(content: bytes, declared: str | None) -> tuple[str, ...]:
    """The encoding in which all bytes look like plain letters, if it is one of those."""
    if declared and declared.lower() in _SEVEN_BIT:
        return (declared,)
    return ("iso2022_jp_2",) if _JAPANESE.search(content) else ()


def _mostly_utf8(content: bytes) -> str | None:
    """UTF-8 into which a few letters of another encoding were pasted, or that was cut within a letter."""
    text = content.decode("utf-8", "surrogateescape")
    bad = len(_BAD_BYTE.findall(text))
    if len(re.findall(r"[^\x00-\x7f]", text)) - bad < _MIN_GOOD * bad:
        return None
    return _BAD_BYTE.sub(lambda byte: bytes([ord(byte.group()) - 0xDC00]).decode("cp1252", "replace"), text)


def _unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without its mark: in Western text every other byte is zero."""
    sample = content[:4000]
    if sample[1::2].count(0) * 3 > len(sample):
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) * 3 > len(sample) else None


def _decode_legacy(content: bytes) -> str:
    """Text from before Unicode: Western unless that reading puts odd signs into words, then the likeliest other."""
    western = content.decode("cp1252", errors="replace")
    letters = sum(character.isalpha() for character in western)
    foreign = sum(character.isalpha() and not character.isascii() for character in western)
    dos = len(_DOS_IN_WORD.findall(western))
    mac = len(_MAC_IN_WORD.findall(western))
    if max(dos, mac) >= _MIN_DOS and max(dos, mac) * 200 >= letters:
        return content.decode("mac_roman" if mac > dos else "cp850")
    odd = len(_SYMBOL_IN_WORD.findall(western)) + western.count("\ufffd")
    if foreign * 4 <= letters and odd * 200 <= letters:
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    return str(best) if best is not None else western
