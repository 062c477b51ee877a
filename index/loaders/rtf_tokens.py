"""The words of the RTF language (version 1.9.1): cuts a file into them and says what the fixed ones mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n\x00]+|([^\\{}\r\n\x00]+)"
)
_LARGEST = 2**31

SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "~": "\u00a0", "_": "\u2011", "-": "\u00ad", "{": "{", "}": "}", "\\": "\\",
}  # fmt: skip
"""Control words that stand for a sign."""

CODE_PAGES = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
"""The encodings of fonts by their character set."""

NOT_READ = frozenset(
    """colortbl datafield datastore filetbl fldinst generator latentstyles listtable listoverridetable
    mmathPr nonshppict objclass objdata objname pgdsctbl pict pntxta pntxtb private revtbl rsidtbl rxe
    sn sp sv tc tcn template themedata colorschememapping userprops wgrffmtfilter xe xmlnstbl atnid atnauthor atntime
    atnicn atnref atndate atnparent atrfstart atrfend bkmkstart bkmkend shpgrp passwordhash""".split()
)
"""Destinations without words that a person sees."""

READ_THOUGH_OPTIONAL = frozenset(("ud", "shppict", "shpinst", "shptxt", "annotation", "fldrslt", "footnote"))
"""Destinations marked as optional that hold words all the same."""


class TokenKind(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    """A control word or sign, with its number."""
    BYTE = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One token: ``text`` is a control word's name, a byte in hexadecimal or running text."""

    kind: TokenKind
    text: str = ""
    number: int | None = None


def tokens(source: str) -> Iterator[Token]:
    """The tokens of a file whose bytes are the code points of ``source``; binary data is left out."""
    position = 0
    while match := _TOKEN.search(source, position):
        position = match.end()
        word, number, byte, sign, brace, text = match.groups()
        if brace:
            yield Token(TokenKind.OPEN if brace == "{" else TokenKind.CLOSE)
        elif word:
            value = max(-_LARGEST, min(_LARGEST, int(number))) if number else None
            if word == "bin":
                position += max(0, value or 0)
            else:
                yield Token(TokenKind.WORD, word, value)
        elif byte:
            yield Token(TokenKind.BYTE, byte)
        elif sign:
            yield Token(TokenKind.WORD, "par" if sign in "\r\n" else sign)
        elif text:
            yield Token(TokenKind.TEXT, text)
