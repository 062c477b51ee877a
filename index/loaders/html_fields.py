"""What a saved web page shows in the fields of a form that somebody filled in."""

from __future__ import annotations

from lxml import etree

from index.loaders.xml_names import local_name

FIELDS = frozenset(("input", "select", "textarea"))
"""The elements into which somebody writes."""

_WRITTEN = frozenset(("", "text", "number", "date", "email", "tel", "url", "time", "month", "week", "datetime-local"))
_MARKS = ("checkbox", "radio")


def filled_in(element: etree._Element, tag: str) -> str:
    """The words in a field, with a space on both sides; "" for what is empty, hidden, or no field.

    Args:
        element: of a page.
        tag: its name in small letters.
    """
    if tag == "textarea":
        return _apart("".join(map(str, element.itertext())))
    if tag == "select":
        chosen = [one for one in element.iter() if local_name(one).lower() == "option" and "selected" in one.attrib]
        return _apart(", ".join(" ".join("".join(map(str, one.itertext())).split()) for one in chosen))
    kind = (element.get("type") or "").strip().lower()
    if kind in _MARKS:
        return _apart("☒" if "checked" in element.attrib else "☐")
    return _apart(element.get("value") or "") if kind in _WRITTEN else ""


def _apart(words: str) -> str:
    return f" {words.strip()} " if words.strip() else ""
