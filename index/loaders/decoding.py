"""Bytes to canonical text: finds the encoding, unifies line ends, refuses what is not text."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

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
_WIDE_SAMPLE = 4000
_MIN_WIDE = 16
_MIN_COMMON = 0.5  # of Russian letters are among the ten commonest; two thirds are on average
_MIN_LETTERS = 16
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
    if wide := _unmarked_wide(content):
        return wide
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
    try:
        if meant:
            return content.decode(meant)
    except (UnicodeDecodeError, LookupError):
        pass
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


def _unmarked_wide(content: bytes) -> str | None:
    """Text of two or four bytes a sign without its mark; None for any other.

    In Western text the other bytes are zero. Elsewhere there are zeros too, for the spaces and line ends, and read the
    right way nearly all signs are letters of one or two scripts.
    """
    sample = content[:_WIDE_SAMPLE]
    if len(content) % 2 or len(sample) < _MIN_WIDE:
        return None
    if len(content) % 4 == 0 and sample.count(0) * 2 > len(sample):
        encodings = ["utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"]
    else:
        encodings = ["utf-16-le", "utf-16-be"]
    read = []
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_plausible(text[: _WIDE_SAMPLE // 2], sample):
            read.append(text)
    return max(read, key=lambda text: sum(map(text.count, " \n、。，")), default=None)


def _is_plausible(text: str, sample: bytes) -> bool:
    """Whether a reading of two or four bytes a sign is one: signs of few blocks of Unicode, and no other reading."""
    blocks = Counter(ord(sign) >> 8 for sign in text if not sign.isspace())
    if not blocks or any(unicodedata.category(sign) in ("Cn", "Co", "Cs") for sign in text[:500]):
        return False
    if sample.count(0) * 3 > len(sample):
        return blocks[0] * 2 > sum(blocks.values())
    ideographs = sum(count for block, count in blocks.items() if 0x4E <= block <= 0x9F)
    others = Counter({block: count for block, count in blocks.items() if not 0x4E <= block <= 0x9F})
    of_scripts = ideographs + sum(count for _, count in others.most_common(3))
    marks = sum(map(text.count, " \n、。，"))
    is_other = _reads_as_utf8(sample) or (ideographs * 2 > len(text) and not marks)
    return not is_other and marks * 60 > len(text) and of_scripts * 10 > 9 * sum(blocks.values())


def _reads_as_utf8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return 0 not in sample


def _cyrillic(content: bytes) -> str | None:
    """Russian and its like in the encoding that makes the commonest letters common; None for any other language."""
    best, most = None, _MIN_COMMON
    for encoding in ("cp1251", "koi8_r", "cp866", "iso8859_5"):
        text = content.decode(encoding, "replace")
        foreign = [sign for sign in text if not sign.isascii() and not sign.isspace()]
        letters = sum("а" <= sign.lower() <= "я" or sign in "ёЁ" for sign in foreign)
        if letters < _MIN_LETTERS or letters * 10 < len(foreign) * 9:
            continue
        common = sum(sign in "оеаинтсрвл" for sign in foreign) / letters
        best, most = (text, common) if common > most else (best, most)
    return best


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
    if (cyrillic := _cyrillic(content)) is not None:
        return cyrillic
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    return str(best) if best is not None else western
