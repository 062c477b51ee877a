"""What Word shows for elements that hold no text: fields of forms, glyphs of symbol fonts, formulas."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from index.loaders.raised_signs import subscript, superscript
from index.loaders.symbol_fonts import symbol
from index.loaders.xml_names import child, children, value

_PARTS = ("num", "den", "e", "sub", "sup", "deg")
_INTEGER = re.compile(r"[+\-−]?\d+")


def form_field(begin: etree._Element) -> str:
    """A box that is ticked or not, or what was chosen from a list, in a form of the old kind; "" for other fields."""
    data = child(begin, "ffData")
    box, chosen = child(data, "checkBox"), child(data, "ddList")
    if box is not None:
        stated = child(box, "checked")
        mark = stated if stated is not None else child(box, "default")
        is_ticked = mark is not None and value(mark, "val") not in ("0", "false")
        return "☒" if is_ticked else "☐"
    if chosen is None:
        return ""
    entries = [value(entry, "val") for entry in children(chosen, "listEntry")]
    number = value(child(chosen, "result"), "val") or value(child(chosen, "default"), "val") or "0"
    return entries[int(number)] if number.isdecimal() and int(number) < len(entries) else ""


def symbol_sign(element: etree._Element) -> str:
    """The sign that a glyph of a symbol font shows."""
    try:
        return symbol(value(element, "font"), int(value(element, "char"), 16))
    except ValueError:
        return ""


def formula(element: etree._Element, tag: str, words: Callable[[etree._Element], str]) -> str | None:
    """A fraction, power, index, root, sum or bracket on one line; ``None`` for what has no shape of its own.

    Args:
        element: a part of a formula.
        tag: its name.
        words: gives the words of a part of it.
    """
    parts = {name: words(part) for name in _PARTS if (part := child(element, name)) is not None}
    inner = parts.get("e", "")
    if tag == "f" and "num" in parts and "den" in parts:
        return f"{_grouped(parts['num'])}/{_grouped(parts['den'])}"
    if tag in ("sSup", "sSub", "sSubSup"):
        return inner + _below(parts.get("sub", "")) + _above(parts.get("sup", ""))
    if tag == "rad":
        return f"{_above(parts.get('deg', ''))}√{_grouped(inner)}"
    if tag == "nary":
        sign = _stated(element, "naryPr", "chr", "∫")
        return f"{sign}{_below(parts.get('sub', ''))}{_above(parts.get('sup', ''))} {inner}"
    if tag == "d":
        begin, end = _stated(element, "dPr", "begChr", "("), _stated(element, "dPr", "endChr", ")")
        return begin + _stated(element, "dPr", "sepChr", "|").join(map(words, children(element, "e"))) + end
    return None


def _stated(element: etree._Element, properties: str, tag: str, default: str) -> str:
    found = child(child(element, properties), tag)
    return default if found is None else value(found, "val")


def _above(part: str) -> str:
    return superscript(part) if _INTEGER.fullmatch(part) else f"^{_grouped(part)}" if part else ""


def _below(part: str) -> str:
    return subscript(part) if _INTEGER.fullmatch(part) else f"_{_grouped(part)}" if part else ""


def _grouped(part: str) -> str:
    is_one = part.replace(".", "").replace(",", "").isalnum() or (part[:1] == "(" and part.find(")") == len(part) - 1)
    return part if is_one else f"({part})"
