"""Walks the XML of a Word document and yields its blocks in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from index.document import BlockKind
from index.loaders.builder import row_words
from index.loaders.docx_numbers import ListNumbers, read_numbers
from index.loaders.docx_words import SKIPPED, is_on, words_of
from index.loaders.raised_signs import with_raised
from index.loaders.xml_names import child, local_name, value

_MAX_HEADING_CHARS = 250
_MAX_CELL_CHARS = 400
_BODY_TEXT = 9  # Word's outline level for everything that is no heading
_HEADING_NAME = re.compile(r"heading ([1-9])")
_MAX_SPAN = 100


@dataclass(frozen=True, slots=True)
class WordBlock:
    """A paragraph, heading, list entry or table row; ``is_title`` when it has Word's style for titles."""

    text: str
    kind: BlockKind
    level: int = 0
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says that matters here, inherited from the style it is based on."""

    outline: int
    number: str
    """The list that its paragraphs take part in; "" or "0" for none."""
    list_level: int
    is_title: bool
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by identifier, and its lists, which count as the text goes by."""

    by_name: dict[str, Style]
    numbers: ListNumbers

    hidden: frozenset[str]
    """The styles of paragraphs and of words that Word does not show."""


_PLAIN = Style(_BODY_TEXT, "", 0, False)
_NO_LIST = ("", "0")


def read_styles(root: etree._Element, numbering: etree._Element) -> Styles:
    """The paragraph styles and lists; a heading is known by outline level or by its name in the file."""
    found = {value(style, "styleId"): style for style in root if local_name(style) == "style"}
    styles = {key: _style(key, found, 0) for key in found}
    hidden = frozenset(key for key, style in styles.items() if style.is_hidden)
    return Styles(styles, read_numbers(numbering), hidden)


def _style(key: str, found: dict[str, etree._Element], depth: int) -> Style:
    element = found.get(key)
    if element is None or depth > 20:  # styles that are based on each other in a ring
        return _PLAIN
    base = _style(value(child(element, "basedOn"), "val"), found, depth + 1)
    title = value(child(element, "name"), "val").casefold()
    properties = child(element, "pPr")
    outline = _number(value(child(properties, "outlineLvl"), "val"), base.outline)
    by_name = _HEADING_NAME.fullmatch(title)
    if by_name and outline == _BODY_TEXT:
        outline = int(by_name.group(1)) - 1
    number, level = _list_of(properties, base)
    mark = child(child(element, "rPr"), "vanish")
    is_hidden = base.is_hidden if mark is None else is_on(mark)
    return Style(outline, number, level, base.is_title or title == "title", is_hidden)


def blocks(container: etree._Element, styles: Styles) -> Iterator[WordBlock]:
    """The blocks of a body, cell, text box or note, content controls and inserted text included.

    Words that Word does not show are furniture.
    """
    for element in container:
        tag = local_name(element)
        if tag == "p":
            yield from _paragraph(element, styles)
        elif tag == "tbl":
            yield from _table(element, styles)
        elif tag not in SKIPPED:
            yield from blocks(element, styles)


def _paragraph(paragraph: etree._Element, styles: Styles) -> Iterator[WordBlock]:
    properties = child(paragraph, "pPr")
    style = styles.by_name.get(value(child(properties, "pStyle"), "val"), _PLAIN)
    number, list_level = _list_of(properties, style)
    shown_number = "" if number in _NO_LIST else styles.numbers.next(number, list_level)
    words = with_raised("".join(words_of(paragraph, styles.hidden))).strip()
    hidden = with_raised("".join(words_of(paragraph, styles.hidden, unseen=True))).strip()
    if hidden:
        yield WordBlock(hidden, BlockKind.FURNITURE)
    if words:
        words = f"{shown_number} {words}" if shown_number else words
        outline = _number(value(child(properties, "outlineLvl"), "val"), style.outline)
        if (outline < _BODY_TEXT or style.is_title) and len(words) <= _MAX_HEADING_CHARS:
            yield WordBlock(words, BlockKind.HEADING, 1 if style.is_title else min(outline + 1, 6), style.is_title)
        else:
            yield WordBlock(words, BlockKind.PARAGRAPH if number in _NO_LIST else BlockKind.ITEM)
    for box in _inside(paragraph, "txbxContent"):
        yield from blocks(box, styles)


def _table(table: etree._Element, styles: Styles) -> Iterator[WordBlock]:
    """A row each; a table of one column, or with whole texts in its cells, only lays out the page."""
    above: dict[int, str] = {}  # by column: the words of a cell that reaches down
    for row in _inside(table, "tr"):
        row_cells = list(_inside(row, "tc"))
        everything = [list(blocks(cell, styles)) for cell in row_cells]
        if is_on(child(child(row, "trPr"), "hidden")):
            everything = [[replace(block, kind=BlockKind.FURNITURE) for block in cell] for cell in everything]
        yield from (block for cell in everything for block in cell if block.kind is BlockKind.FURNITURE)
        cells = [[block for block in cell if block.kind is not BlockKind.FURNITURE] for cell in everything]
        words = [" ".join(" ".join(block.text for block in cell).split()) for cell in cells]
        words, above = _joined_down(row_cells, words, above)
        if len(cells) > 1 and all(len(cell) <= _MAX_CELL_CHARS for cell in words):
            yield WordBlock(row_words(list(_in_columns(row, row_cells, words))), BlockKind.ROW)
        else:
            for cell in cells:
                yield from cell


def _in_columns(row: etree._Element, cells: Sequence[etree._Element], words: Sequence[str]) -> Iterator[str]:
    """The words of a row by column: empty ones where a cell is wider than one, or the row begins further in."""
    yield from [""] * _span(child(child(row, "trPr"), "gridBefore"), 0)
    for cell, own in zip(cells, words, strict=True):
        yield own
        yield from [""] * (_span(child(child(cell, "tcPr"), "gridSpan"), 1) - 1)


def _span(stated: etree._Element | None, default: int) -> int:
    return min(_number(value(stated, "val"), default), _MAX_SPAN)


def _joined_down(
    cells: Sequence[etree._Element], words: Sequence[str], above: Mapping[int, str]
) -> tuple[list[str], dict[int, str]]:
    """The words of a row with those of cells that reach down into it, and what reaches further, by column."""
    shown: list[str] = []
    below: dict[int, str] = {}
    column = 0
    for cell, own in zip(cells, words, strict=True):
        properties = child(cell, "tcPr")
        joined = child(properties, "vMerge")
        if joined is None:
            shown.append(own)
        else:
            goes_on = value(joined, "val") != "restart"
            shown.append(own or above.get(column, "") if goes_on else own)
            below[column] = shown[-1]
        column += max(1, _span(child(properties, "gridSpan"), 1))
    return (shown if any(words) else list(words)), below


def _inside(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The nearest descendants with this tag, not those inside another one or in what Word keeps for old programs."""
    for inner in element:
        inner_tag = local_name(inner)
        if inner_tag == tag:
            yield inner
        elif inner_tag not in SKIPPED:
            yield from _inside(inner, tag)


def _list_of(properties: etree._Element | None, style: Style) -> tuple[str, int]:
    """The list that a paragraph or style takes part in, and its level there; list 0 takes it out of one."""
    stated = child(properties, "numPr")
    number = value(child(stated, "numId"), "val") or style.number
    return number, _number(value(child(stated, "ilvl"), "val"), style.list_level)


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() else default
