"""Walks the shapes of a slide and yields its blocks in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from index.document import BlockKind
from index.loaders.builder import row_words
from index.loaders.docx_numbers import in_form
from index.loaders.drawing_text import paragraph_words, paragraphs
from index.loaders.xml_names import child, children, local_name, value
from index.titles import squeeze

_TITLES = ("title", "ctrTitle")
_FURNITURE = ("dt", "ftr", "sldNum", "hdr")
_FORMS = {
    "alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman", "romanUc": "upperRoman",
}  # fmt: skip
_ENDING = re.compile(r"(?:Period|Paren(?:R|Both)|Plain)$")
_SLIDE_TITLE_LEVEL = 2


@dataclass(frozen=True, slots=True)
class SlideBlock:
    """A paragraph, entry, table row or title of a slide; ``is_title`` marks the title."""

    text: str
    kind: BlockKind
    level: int = 0
    is_title: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """The size of a slide, in the units of its file; nothing of what lies wholly outside is seen."""

    width: int
    height: int


def slide_blocks(slide: etree._Element, area: Area | None = None) -> Iterator[SlideBlock]:
    """The blocks of a slide or of its notes, the title first; what is hidden is furniture.

    Args:
        slide: the root of the slide's part.
        area: what is seen of a slide, None when that is not known.
    """
    tree = child(child(slide, "cSld"), "spTree")
    found = list(_shapes(tree, area, is_hidden=False)) if tree is not None else []
    yield from (block for block in found if block.is_title)
    yield from (block for block in found if not block.is_title)


def related_ids(slide: etree._Element) -> Iterator[str]:
    """The identifiers by which charts and diagrams on a slide name their parts, in order."""
    for element in slide.iter():
        if local_name(element) in ("chart", "relIds"):
            yield from (str(text) for key, text in element.items() if str(key).endswith(("}id", "}dm")))


def _shapes(container: etree._Element, area: Area | None, is_hidden: bool) -> Iterator[SlideBlock]:
    for shape in container:
        tag = local_name(shape)
        if not tag or tag in ("Fallback", "nvGrpSpPr", "grpSpPr"):
            continue
        unseen = is_hidden or _is_hidden(shape) or (area is not None and _is_outside(shape, area))
        if tag == "sp":
            found = _shape(shape)
        elif tag == "graphicFrame":
            tables = (element for element in shape.iter() if local_name(element) == "tbl")
            found = (row for table in tables for row in _rows(table))
        else:
            # places inside a group are its own
            found = _shapes(shape, None if tag == "grpSp" else area, unseen)
        yield from map(_hidden, found) if unseen else found


def _hidden(block: SlideBlock) -> SlideBlock:
    return SlideBlock(block.text, BlockKind.FURNITURE, is_hidden=True)


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
    if role in _FURNITURE:
        kind = BlockKind.FURNITURE
    counts: dict[tuple[str, str], int] = {}
    for paragraph in children(body, "p"):
        words = paragraph_words(paragraph)
        if words:
            yield SlideBlock(_number(paragraph, counts) + words, kind)


def _number(paragraph: etree._Element, counts: dict[tuple[str, str], int]) -> str:
    """The number before a paragraph that PowerPoint counts, such as "2. "; ``counts`` is how far each level is."""
    properties = child(paragraph, "pPr")
    level = value(properties, "lvl") or "0"
    counted = child(properties, "buAutoNum")
    form = value(counted, "type")
    for known in [one for one in counts if one[0] > level or (one[0] == level and one[1] != form)]:
        del counts[known]
    if counted is None:
        return ""
    start = value(counted, "startAt")
    counts[level, form] = counts.get((level, form), int(start) - 1 if start.isdecimal() else 0) + 1
    count = in_form(counts[level, form], _FORMS.get(_ENDING.sub("", form), "decimal"))
    before, after = ("(" if form.endswith("ParenBoth") else ""), ("." if form.endswith("Period") else "")
    return f"{before}{count}{')' if 'Paren' in form else after} "


def _rows(table: etree._Element) -> Iterator[SlideBlock]:
    """A row each; a cell that reaches down from a row above counts for this one too."""
    above: list[str] = []
    for row in children(table, "tr"):
        stated = list(children(row, "tc"))
        cells = [squeeze(" ".join(paragraphs(cell))) for cell in stated]
        own = any(cells)
        for column, cell in enumerate(stated):
            if value(cell, "vMerge") in ("1", "true") and column < len(above):
                cells[column] = cells[column] or above[column]
        above = cells
        if own:
            yield SlideBlock(row_words(cells), BlockKind.ROW)


def _placeholder(shape: etree._Element) -> str | None:
    """What a shape holds the place of: "title", "body" and so on, "" for plain content; None for a free shape."""
    for properties in shape:
        if local_name(properties) == "nvSpPr":
            place = child(child(properties, "nvPr"), "ph")
            return None if place is None else value(place, "type")
    return None


def _is_hidden(shape: etree._Element) -> bool:
    properties = (child(inner, "cNvPr") for inner in shape if local_name(inner).startswith("nv"))
    return any(value(one, "hidden") in ("1", "true") for one in properties)


def _is_outside(shape: etree._Element, area: Area) -> bool:
    """Whether a shape lies wholly beside the slide; one that states no place has that of its layout."""
    frame = child(child(shape, "spPr"), "xfrm")
    frame = frame if frame is not None else child(shape, "xfrm")
    place, size = child(frame, "off"), child(frame, "ext")
    try:
        left, top = int(value(place, "x")), int(value(place, "y"))
        width, height = int(value(size, "cx")), int(value(size, "cy"))
    except ValueError:
        return False
    return left >= area.width or top >= area.height or left + width <= 0 or top + height <= 0
