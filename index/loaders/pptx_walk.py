"""Walks the shapes of a slide and yields its blocks in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from index.document import BlockKind
from index.loaders.drawing_text import paragraph_words, paragraphs
from index.loaders.xml_names import child, children, local_name, value
from index.titles import squeeze

_TITLES = ("title", "ctrTitle")
_FURNITURE = ("dt", "ftr", "sldNum", "hdr")
_SLIDE_TITLE_LEVEL = 2


@dataclass(frozen=True, slots=True)
class SlideBlock:
    """A paragraph, entry, table row or title of a slide; ``is_title`` marks the title."""

    text: str
    kind: BlockKind
    level: int = 0
    is_title: bool = False


def slide_blocks(slide: etree._Element) -> Iterator[SlideBlock]:
    """The blocks of a slide or of its notes, the title first; what is hidden is furniture."""
    tree = child(child(slide, "cSld"), "spTree")
    found = list(_shapes(tree)) if tree is not None else []
    yield from (block for block in found if block.is_title)
    yield from (block for block in found if not block.is_title)


def related_ids(slide: etree._Element) -> Iterator[str]:
    """The identifiers by which charts and diagrams on a slide name their parts, in order."""
    for element in slide.iter():
        if local_name(element) in ("chart", "relIds"):
            yield from (str(text) for key, text in element.items() if str(key).endswith(("}id", "}dm")))


def has_hidden_shapes(slide: etree._Element) -> bool:
    """Whether words of a slide stand in a shape that is not shown."""
    return any(local_name(shape) == "sp" and _is_hidden(shape) and any(paragraphs(shape)) for shape in slide.iter())


def _shapes(container: etree._Element) -> Iterator[SlideBlock]:
    for shape in container:
        tag = local_name(shape)
        if tag == "sp":
            yield from _shape(shape)
        elif tag == "graphicFrame":
            for table in (element for element in shape.iter() if local_name(element) == "tbl"):
                yield from _rows(table)
        elif tag not in ("Fallback", "nvGrpSpPr", "grpSpPr"):
            yield from _shapes(shape)


def _shape(shape: etree._Element) -> Iterator[SlideBlock]:
    body = child(shape, "txBody")
    if body is None:
        return
    role = _placeholder(shape)
    if role in _TITLES:
        words = squeeze(" ".join(paragraphs(body)))
        if words:
            yield SlideBlock(words, BlockKind.HEADING, _SLIDE_TITLE_LEVEL, is_title=True)
        return
    kind = BlockKind.PARAGRAPH if role is None else BlockKind.ITEM
    if role in _FURNITURE or _is_hidden(shape):
        kind = BlockKind.FURNITURE
    for paragraph in children(body, "p"):
        words = paragraph_words(paragraph)
        if words:
            yield SlideBlock(words, kind)


def _rows(table: etree._Element) -> Iterator[SlideBlock]:
    for row in children(table, "tr"):
        cells = [squeeze(" ".join(paragraphs(cell))) for cell in children(row, "tc")]
        if any(cells):
            yield SlideBlock(" | ".join(cells).strip(" |"), BlockKind.ROW)


def _placeholder(shape: etree._Element) -> str | None:
    """What a shape holds the place of: "title", "body" and so on, "" for plain content; None for a free shape."""
    for properties in shape:
        if local_name(properties) == "nvSpPr":
            place = child(child(properties, "nvPr"), "ph")
            return None if place is None else value(place, "type")
    return None


def _is_hidden(shape: etree._Element) -> bool:
    return value(child(child(shape, "nvSpPr"), "cNvPr"), "hidden") in ("1", "true")
