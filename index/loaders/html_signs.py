"""The signs that a browser draws that no word of a page says: the numbers of lists, powers, quotation marks."""

from __future__ import annotations

import re

from lxml import etree

from index.loaders.docx_numbers import in_form
from index.loaders.raised_signs import BACK, LOWERED, RAISED
from index.loaders.xml_names import children, local_name

_AROUND = {"sup": (RAISED, BACK), "sub": (LOWERED, BACK), "q": ("“", "”"), "msqrt": ("√(", ")")}
_SECOND = {"msup": (RAISED, BACK), "msub": (LOWERED, BACK), "mfrac": ("/", ""), "munder": (LOWERED, BACK)}
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NO_SIGN = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.IGNORECASE)
_MAX_NUMBER = 1_000_000


def around(element: etree._Element, tag: str) -> tuple[str, str]:
    """What is drawn before and after the words of an element."""
    if tag in _AROUND:
        return _AROUND[tag]
    parent = element.getparent()
    outer = "" if parent is None else local_name(parent).lower()
    if outer not in _SECOND:
        return "", ""
    is_first = next(children(parent), None) is element
    before, after = ("", "") if is_first else _SECOND[outer]
    if outer == "mfrac" and sum(1 for _ in children(element)) > 1:
        before, after = f"{before}(", f"){after}"
    return before, after


class ListLabels:
    """Counts the entries of numbered lists as the page goes by."""

    def __init__(self) -> None:
        self._counts: dict[etree._Element, int] = {}

    def next(self, entry: etree._Element) -> str:
        """The number before an entry, such as "3." or "b."; "" where its list shows none."""
        parent = entry.getparent()
        if parent is None or local_name(parent).lower() != "ol" or self._is_bare(parent) or self._is_bare(entry):
            return ""
        step = -1 if parent.get("reversed") is not None else 1
        if any(local_name(outer).lower() == "nav" for outer in parent.iterancestors()):
            return ""
        if parent not in self._counts:
            entries = sum(local_name(inner).lower() == "li" for inner in parent)
            self._counts[parent] = _integer(parent.get("start"), entries if step < 0 else 1) - step
        self._counts[parent] = _integer(entry.get("value"), self._counts[parent] + step)
        return in_form(self._counts[parent], _FORMS.get(entry.get("type") or parent.get("type") or "", "decimal")) + "."

    @staticmethod
    def _is_bare(element: etree._Element) -> bool:
        return _NO_SIGN.search(element.get("style") or "") is not None


def _integer(stated: str | None, default: int) -> int:
    words = (stated or "").strip()
    is_number = re.fullmatch(r"-?[0-9]{1,7}", words) is not None
    return max(-_MAX_NUMBER, min(_MAX_NUMBER, int(words))) if is_number else default
