"""The words of drawings in Office files (DrawingML): shapes, text boxes, charts and diagrams."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from index.loaders.xml_names import local_name

_SKIPPED = frozenset(("Fallback", "rPr", "pPr", "endParaRPr"))


def paragraphs(element: etree._Element) -> Iterator[str]:
    """The paragraphs below ``element`` that hold words, in order."""
    for inner in element:
        tag = local_name(inner)
        if tag == "p":
            words = paragraph_words(inner)
            if words:
                yield words
        elif tag not in _SKIPPED:
            yield from paragraphs(inner)


def paragraph_words(paragraph: etree._Element) -> str:
    """The words of one paragraph; a line break stays one."""
    return "".join(_words(paragraph)).strip()


def _words(element: etree._Element) -> Iterator[str]:
    for inner in element:
        tag = local_name(inner)
        if tag == "t":
            yield inner.text or ""
        elif tag == "br":
            yield "\n"
        elif tag == "tab":
            yield "\t"
        elif tag not in _SKIPPED:
            yield from _words(inner)
