"""Finds XML elements and attributes by their names without namespaces, which differ between dialects of a format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree


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
    return next((str(text) for key, text in element.items() if str(key).rpartition("}")[2] == attribute), "")
