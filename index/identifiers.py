"""Identifiers (KX-2240B), dates and telephone numbers in one form, however they are spaced and signed."""

from __future__ import annotations

import re
from collections.abc import Iterator

_REST = r"\d\w*(?:[-–./:_]\w+)*"
# Small letters before a number are seldom an identifier in a document (page 17), but people type without capitals.
_WRITTEN = re.compile(rf"\b[A-Z]{{1,5}}[ \xa0]{_REST}")
_TYPED = re.compile(rf"\b[^\W\d_]{{1,12}}[ \xa0]{_REST}")
_SIGNED = re.compile(r"(?=\S*\d)\w+(?:[-–./:_]\w+)+")
_DIGITS = re.compile(r"\(?\d+\)?(?:[ \xa0./-]{1,2}\(?\d+\)?){2,}")
_SIGNS = re.compile(r"[\W_]+")
_FEWEST_DIGITS = 6  # fewer in groups are a score or a list


def plain_identifiers(text: str, typed: bool = False) -> Iterator[str]:
    """The identifiers of ``text`` as small letters and digits alone: "kx2240b" for KX-2240B and KX 2240B.

    Of numbers without a letter only those of three groups or more are taken (12.04.2021, 020 7946 0958): 1.5 and 15
    must not be the same. ``typed`` says that a person typed it, who may have left out capitals and signs.
    """
    for pattern in (_TYPED if typed else _WRITTEN, _SIGNED):
        for match in pattern.finditer(text):
            plain = _SIGNS.sub("", match.group()).lower()
            if any(map(str.isalpha, plain)) and any(map(str.isdigit, plain)):
                yield plain
    for match in _DIGITS.finditer(text):
        plain = _SIGNS.sub("", match.group())
        if len(plain) >= _FEWEST_DIGITS:
            yield plain
