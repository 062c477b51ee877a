"""Recognises the headers of e-mails that stand in plain text, one after the other as in a copied conversation."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADER = re.compile(r"(?:From|To|Cc|Bcc|Date|Sent|Reply-To|Subject):\s+\S")
_SENDER_LEVEL, _SUBJECT_LEVEL = 2, 3


def mail_heading_levels(lines: Sequence[str]) -> dict[int, int]:
    """The heading levels of the lines that say who wrote a message and what about, by their numbers in ``lines``.

    A header is a run of at least two header lines with both a sender and a subject; what follows it is its message.
    """
    levels: dict[int, int] = {}
    first = 0
    while first < len(lines):
        last = first
        while last < len(lines) and _HEADER.match(lines[last]):
            last += 1
        found = {lines[number].split(":", 1)[0]: number for number in range(first, last)}
        if "From" in found and "Subject" in found:
            levels |= {found["From"]: _SENDER_LEVEL, found["Subject"]: _SUBJECT_LEVEL}
        first = last + 1
    return levels
