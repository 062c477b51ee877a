"""What Word shows for elements that hold no text: fields of forms, glyphs of symbol fonts, fractions and powers."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from index.loaders.symbol_fonts import symbol
from index.loaders.xml_names import child, children, value

RAISED = "\ue010"
"""Stands before raised words until ``with_powers`` has seen what they follow; of Unicode's private use."""
_POWER = re.compile(rf"(?<=[\d)]){RAISED}([+\-−]?\d+)")
_DIGITS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


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
    """A fraction, power or root on one line; ``None`` for anything else, whose parts follow each other.

    Args:
        element: a part of a formula.
        tag: its name.
        words: gives the words of a part of it.
    """
    parts = {name: words(part) for name in ("num", "den", "e", "sup") if (part := child(element, name)) is not None}
    if tag == "f" and "num" in parts and "den" in parts:
        return f"{_grouped(parts['num'])}/{_grouped(parts['den'])}"
    if tag == "sSup" and "e" in parts and "sup" in parts:
        power = parts["sup"]
        shown = power.translate(_DIGITS) if re.fullmatch(r"[+\-−]?\d+", power) else f"^{_grouped(power)}"
        return f"{parts['e']}{shown}"
    if tag == "rad" and "e" in parts:
        return f"√{_grouped(parts['e'])}"
    return None


def with_powers(text: str) -> str:
    """``text`` with raised digits after a number as powers, so that ten to the sixth is not 106."""
    return _POWER.sub(lambda match: match.group(1).translate(_DIGITS), text).replace(RAISED, "")


def _grouped(part: str) -> str:
    return part if part.replace(".", "").replace(",", "").isalnum() else f"({part})"
