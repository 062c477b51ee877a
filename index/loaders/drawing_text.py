"""The words of drawings in Office files (DrawingML): shapes, text boxes, charts and diagrams."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from index.loaders.raised_signs import BACK, LOWERED, RAISED, with_raised
from index.loaders.xml_names import child, local_name, value

_STRUCK = ("sngStrike", "dblStrike")
_TOO_SMALL = 100
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
    return with_raised("".join(_words(paragraph))).strip()


def unseen_passages(root: etree._Element) -> int:
    """How many runs of words below ``root`` are struck through or too small to be seen."""
    return sum(_is_unseen(run) and bool("".join(map(str, run.itertext())).strip()) for run in root.iter("{*}r"))


def _is_unseen(run: etree._Element) -> bool:
    """Whether the words of a run are struck through, or too small to be seen; sizes are in hundredths of a point."""
    looks = child(run, "rPr")
    size = value(looks, "sz")
    return value(looks, "strike") in _STRUCK or (size.isdecimal() and int(size) <= _TOO_SMALL)


def _shift(run: etree._Element) -> str:
    stated = value(child(run, "rPr"), "baseline").lstrip("+")
    return "" if not stated or stated.strip("-0%") == "" else LOWERED if stated[0] == "-" else RAISED


def _words(element: etree._Element) -> Iterator[str]:
    for inner in element:
        tag = local_name(inner)
        if tag == "r" and _is_unseen(inner):
            continue
        if tag == "r" and (shift := _shift(inner)):
            yield from (shift, *_words(inner), BACK)
        elif tag == "t":
            yield inner.text or ""
        elif tag == "br":
            yield "\n"
        elif tag == "tab":
            yield "\t"
        elif tag not in _SKIPPED:
            yield from _words(inner)
