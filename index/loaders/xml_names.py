"""Finds XML elements and attributes by their names without namespaces, which differ between dialects of a format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from lxml import etree

_FEW_ATTRIBUTES = 100


def local_name(element: etree._Element) -> str:
    """The tag without its namespace; "" for comments and the like, whose tag is no name."""
    return "" if callable(element.tag) else element.tag.rpartition("}")[2]


def child(element: etree._Element | None, tag: str) -> etree._Element | None:
    """The first child with this tag."""
    children: Iterable[etree._Element] = () if element is None else element
    return next((inner for inner in children if local_name(inner) == tag), None)


def children(element: etree._Element | None, tag: str = "") -> Iterator[etree._Element]:
    """The children with this tag, or all that are elements; none of a missing element."""
    for inner in () if element is None else element:
        name = local_name(inner)
        if name and tag in ("", name):
            yield inner


def value(element: etree._Element | None, attribute: str) -> str:
    """An attribute by its name without the namespace, "" when there is none."""
    if element is None:
        return ""
    return next((text for key, text in attributes(element) if key.rpartition("}")[2] == attribute), "")


def attributes(element: etree._Element) -> list[tuple[str, str]]:
    """The attributes of an element with their full names, in order."""
    if len(element.attrib) <= _FEW_ATTRIBUTES:
        return [(str(key), str(text)) for key, text in element.items()]
    # lxml's own way takes minutes for the hundred thousand attributes that a hostile file has
    found = cast(list[etree._ElementUnicodeResult], element.xpath("@*"))
    return [(str(one.attrname), str(one)) for one in found]
