"""Markup in which every foreign word is text: whatever is not ``Html`` already is escaped on its way in.

Titles, file names, quotes and questions come from strangers. They meet HTML and SVG only through ``tag``, so none of
them can become an element, a link or a picture. What is made here is well-formed XML too, but for the void elements.
"""

from __future__ import annotations

import html
import re

# What HTML, XML and the wire to the browser cannot carry: control characters and halves of surrogate pairs.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_VOID = frozenset({"br", "hr", "img"})


class Html(str):
    """A string that is markup already. Only this module and the texts of the page itself make one."""

    __slots__ = ()


def showable(text: str) -> str:
    """The text with "�" for what cannot be shown."""
    return _UNSHOWABLE.sub("�", text)


def escaped(text: str) -> Html:
    """The text as it looks, with nothing in it read as markup; what cannot be shown becomes "�"."""
    return Html(html.escape(showable(text), quote=True))


def tag(name: str, *children: str, **attributes: str | bool) -> Html:
    """One element. Children that are not ``Html`` are escaped, and so are attributes.

    ``class_`` and ``for_`` lose the underscore at their end, other underscores become hyphens. An attribute that is
    ``True`` has no value, one that is ``False`` is left out.
    """
    words = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{words}>")
    return Html(f"<{name}{words}>{joined(*children)}</{name}>")


def joined(*children: str) -> Html:
    """The children one after another, each escaped unless it is ``Html``."""
    return Html("".join(child if isinstance(child, Html) else escaped(child) for child in children))


def _attribute(key: str, value: str | bool) -> str:
    name = key.rstrip("_").replace("_", "-")
    if isinstance(value, bool):
        return f" {name}" if value else ""
    return f' {name}="{escaped(value)}"'
