"""HTML in which every foreign word is text: whatever is not ``Html`` already is escaped on its way in.

Titles, file names, quotes and questions come from strangers. They meet HTML only through ``tag``, and Markdown only
through ``plain_label``, so none of them can become an element, a link, a formula or a picture.
"""

from __future__ import annotations

import html
import re

# What HTML and the wire to the browser cannot carry: control characters and halves of surrogate pairs.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=@/])")
_ARROWS = re.compile(r"([-<>=~])(?=[-<>=~])")
_WORD_JOINER = "\u2060"
_VOID = frozenset({"br", "hr"})


class Html(str):
    """A string that is HTML already. Only this module and the texts of the page itself make one."""

    __slots__ = ()


def escaped(text: str) -> Html:
    """The text as it looks, with nothing in it read as HTML; what cannot be shown becomes "�"."""
    return Html(html.escape(_UNSHOWABLE.sub("�", text), quote=True))


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


def plain_label(text: str) -> str:
    """A text for a widget's label, which Streamlit reads as Markdown: one line, with nothing in it interpreted.

    Streamlit turns "->" and its like into arrows even when they are escaped; an invisible sign keeps them apart.
    """
    line = _ARROWS.sub(rf"\1{_WORD_JOINER}", " ".join(_UNSHOWABLE.sub("�", text).split()))
    return _MARKDOWN.sub(r"\\\1", line)


def _attribute(key: str, value: str | bool) -> str:
    name = key.rstrip("_").replace("_", "-")
    if isinstance(value, bool):
        return f" {name}" if value else ""
    return f' {name}="{escaped(value)}"'
