"""Keeps digits above or below the line apart from those beside them: ten to the sixth is not 106.

A loader puts ``RAISED`` or ``LOWERED`` before such words and ``BACK`` after them; ``with_raised`` makes of them what
can be seen in plain text. The three signs are of Unicode's private use.
"""

from __future__ import annotations

import re

RAISED, LOWERED, BACK = "\ue010", "\ue011", "\ue012"
_SIGNS = f"{RAISED}{LOWERED}{BACK}"
_SHIFTED = re.compile(rf"([{RAISED}{LOWERED}])([^{_SIGNS}]*){BACK}?")
_SPLIT = re.compile(rf"({RAISED}[^{_SIGNS}]+){BACK}{RAISED}|({LOWERED}[^{_SIGNS}]+){BACK}{LOWERED}")
_NUMBER = re.compile(r"\s*([+\-−]?\d+)")
_ABOVE = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_BELOW = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")


def with_raised(text: str) -> str:
    """``text`` without the three signs; raised and lowered digits that touch others are written as what they are.

    Others stay as they are, as in CO2, so that they are found as people type them.

    >>> with_raised(f"10{RAISED}6{BACK} and CO{LOWERED}2{BACK}")
    '10⁶ and CO2'
    """
    if not any(sign in text for sign in _SIGNS):
        return text
    while (joined := _SPLIT.sub(r"\1\2", text)) != text:
        text = joined
    return _SHIFTED.sub(_written, text).replace(BACK, "")


def superscript(number: str) -> str:
    """A whole number as a power."""
    return number.translate(_ABOVE)


def subscript(number: str) -> str:
    """A whole number below the line."""
    return number.translate(_BELOW)


def _written(match: re.Match[str]) -> str:
    words = match.group(2)
    number = _NUMBER.match(words)
    if number is None:
        return words
    before = match.string[max(0, match.start() - 3) : match.start()].rstrip(_SIGNS)[-1:]
    is_raised = match.group(1) == RAISED
    after = match.string[match.end() : match.end() + 1]
    if before.isdigit() or (is_raised and before == ")") or (not is_raised and after.isdigit()):
        shown = superscript(number.group(1)) if is_raised else subscript(number.group(1))
        return shown + words[number.end() :]
    return words
