"""Walks the XML of an OpenDocument text or presentation and yields its blocks in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from lxml import etree

from index.document import BlockKind
from index.loaders.builder import row_words
from index.loaders.raised_signs import BACK, LOWERED, RAISED, with_raised
from index.loaders.xml_names import child, children, local_name, value
from index.titles import squeeze

_MAX_CELL_CHARS = 400
_MAX_SPACES = 100
_OUT_OF_LINE = ("note", "annotation", "frame", "custom-shape", "text-box", "object")
_UNSEEN = ("tracked-changes", "annotation-end", "note-citation", "ruby-text", "sequence-decls", "forms", "notes")
_INDEXES = ("table-of-content", "alphabetical-index", "illustration-index", "table-index")
_NO_LINE = ("", "none")
_ABOVE = re.compile(r"[1-9]\d*%")
_HIDDEN = ("hidden-text", "hidden-paragraph")


class Role(StrEnum):
    """What a block is beside the running text."""

    BODY = "body"
    NOTE = "note"
    COMMENT = "comment"
    HIDDEN = "hidden"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class OdfBlock:
    """A paragraph, heading, list entry or table row; ``is_title`` when it has the style for titles."""

    text: str
    kind: BlockKind
    level: int = 0
    is_title: bool = False
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class OdfStyles:
    """The names of styles that matter here."""

    titles: frozenset[str]
    hidden: frozenset[str]
    struck: frozenset[str] = frozenset()
    raised: frozenset[str] = frozenset()
    lowered: frozenset[str] = frozenset()


def read_styles(*roots: etree._Element | None) -> OdfStyles:
    """The styles for titles and for hidden words, with those that are based on them."""
    found = {value(style, "name"): style for root in roots if root is not None for style in root.iter("{*}style")}
    titles = frozenset(name for name in found if _rests_on_title(name, found))
    hidden = frozenset(
        name for name, style in found.items() if value(child(style, "text-properties"), "display") == "none"
    )
    looks = {name: child(style, "text-properties") for name, style in found.items()}
    positions = {name: value(look, "text-position") for name, look in looks.items()}
    return OdfStyles(
        titles,
        hidden,
        struck=frozenset(
            name for name, look in looks.items() if value(look, "text-line-through-style") not in _NO_LINE
        ),
        raised=frozenset(name for name, one in positions.items() if one.startswith("super") or _ABOVE.match(one)),
        lowered=frozenset(name for name, one in positions.items() if one.startswith(("sub", "-"))),
    )


def _rests_on_title(name: str, found: dict[str, etree._Element]) -> bool:
    for _ in range(20):  # styles may be based on each other in a ring
        if name == "Title":
            return True
        if name not in found:
            return False
        name = value(found[name], "parent-style-name")
    return False


def odf_blocks(container: etree._Element, styles: OdfStyles, role: Role = Role.BODY) -> Iterator[OdfBlock]:
    """The blocks below ``container``; notes, comments and boxes follow the paragraph that they belong to."""
    for element in container:
        yield from element_blocks(element, styles, role)


def element_blocks(element: etree._Element, styles: OdfStyles, role: Role = Role.BODY) -> Iterator[OdfBlock]:
    """The blocks of one element, as ``odf_blocks``."""
    tag = local_name(element)
    if tag in ("p", "h"):
        yield from _paragraph(element, styles, role)
    elif tag == "table":
        yield from _table(element, styles, role)
    elif tag == "annotation":
        yield from _comment(element)
    elif tag == "list-item":
        yield from (_as_item(block) for block in odf_blocks(element, styles, role))
    elif tag in _INDEXES:
        yield from odf_blocks(element, styles, Role.INDEX)
    elif tag == "section" and value(element, "display") == "none":
        yield from odf_blocks(element, styles, Role.HIDDEN)
    elif tag not in _UNSEEN:
        yield from odf_blocks(element, styles, role)


def _as_item(block: OdfBlock) -> OdfBlock:
    is_entry = block.kind is BlockKind.PARAGRAPH and block.role is not Role.NOTE and block.role is not Role.COMMENT
    return replace(block, kind=BlockKind.ITEM) if is_entry else block


def _paragraph(element: etree._Element, styles: OdfStyles, role: Role) -> Iterator[OdfBlock]:
    style = value(element, "style-name")
    is_title = style in styles.titles
    words = with_raised("".join(_words(element, styles))).strip()
    if words:
        own_role = Role.HIDDEN if style in styles.hidden else role
        if local_name(element) == "h" or is_title:
            stated = value(element, "outline-level")
            level = 1 if is_title else min(int(stated), 6) if stated.isdecimal() and int(stated) else 1
            yield OdfBlock(words, BlockKind.HEADING, level, is_title, own_role)
        else:
            yield OdfBlock(words, BlockKind.PARAGRAPH, role=own_role)
    for inner in element.iter():
        if value(inner, "style-name") in styles.hidden | styles.struck and local_name(inner) == "span":
            yield OdfBlock("".join(map(str, inner.itertext())), BlockKind.PARAGRAPH, role=Role.HIDDEN)
    yield from _beside(element, styles, role)


def _beside(element: etree._Element, styles: OdfStyles, role: Role) -> Iterator[OdfBlock]:
    """Notes, comments and boxes that hang on a paragraph."""
    for inner in element:
        tag = local_name(inner)
        if tag == "note":
            body = child(inner, "note-body")
            yield from odf_blocks(body, styles, Role.NOTE) if body is not None else ()
        elif tag == "annotation":
            yield from _comment(inner)
        elif tag in _OUT_OF_LINE:
            yield from odf_blocks(inner, styles, role)
        elif tag not in _UNSEEN:
            yield from _beside(inner, styles, role)


def _comment(annotation: etree._Element) -> Iterator[OdfBlock]:
    author = child(annotation, "creator")
    lines = [squeeze("".join(map(str, paragraph.itertext()))) for paragraph in annotation.iter("{*}p")]
    words = "\n".join(filter(None, lines))
    if words:
        name = squeeze(author.text or "") if author is not None else ""
        yield OdfBlock(f"{name}: {words}" if name else words, BlockKind.PARAGRAPH, role=Role.COMMENT)


def _words(element: etree._Element, styles: OdfStyles) -> Iterator[str]:
    """The words of a paragraph that are seen in its line."""
    yield element.text or ""
    for inner in element:
        tag = local_name(inner)
        if tag == "s":
            count = value(inner, "c")
            yield " " * min(int(count) if count.isdecimal() else 1, _MAX_SPACES)
        elif tag in ("tab", "line-break"):
            yield "\t" if tag == "tab" else "\n"
        elif tag and tag not in (*_OUT_OF_LINE, *_UNSEEN, *_HIDDEN):
            yield from _styled(inner, value(inner, "style-name"), styles)
        yield inner.tail or ""


def _styled(element: etree._Element, style: str, styles: OdfStyles) -> Iterator[str]:
    """The words of a part of a paragraph, none of one that is hidden or struck through."""
    if style in styles.hidden | styles.struck:
        return
    shift = RAISED if style in styles.raised else LOWERED if style in styles.lowered else ""
    yield shift
    yield from _words(element, styles)
    yield BACK if shift else ""


def _table(table: etree._Element, styles: OdfStyles, role: Role) -> Iterator[OdfBlock]:
    """A row each; a table of one column, or with whole texts in its cells, only lays out the page.

    A cell that reaches down from a row above counts for this one too, as a person reads it.
    """
    reaching: dict[int, tuple[str, int]] = {}  # by column: the words of a cell, and into how many more rows it reaches
    for row in _rows(table):
        stated = [cell for cell in children(row) if local_name(cell) in ("table-cell", "covered-table-cell")]
        cells = [list(odf_blocks(cell, styles, role)) for cell in stated]
        words = [squeeze(" ".join(block.text for block in cell if block.role is role)) for cell in cells]
        cells, words, reaching = _joined_down(stated, cells, words, reaching)
        if len(cells) > 1 and all(len(cell) <= _MAX_CELL_CHARS for cell in words):
            yield OdfBlock(row_words(words), BlockKind.ROW, role=role)
            yield from (block for cell in cells for block in cell if block.role is not role)
        else:
            yield from (block for cell in cells for block in cell)


def _joined_down(
    stated: list[etree._Element], cells: list[list[OdfBlock]], words: list[str], reaching: dict[int, tuple[str, int]]
) -> tuple[list[list[OdfBlock]], list[str], dict[int, tuple[str, int]]]:
    """The cells of a row and their words, with those that reach down into it, and what reaches further, by column."""
    shown: list[tuple[list[OdfBlock], str]] = []
    below: dict[int, tuple[str, int]] = {}
    column = 0
    for cell, blocks, own in zip(stated, cells, words, strict=True):
        if local_name(cell) == "table-cell":
            shown.append((blocks, own))
            more = _count(cell, "number-rows-spanned") - 1
            below |= {column: (own, more)} if more else {}
        elif column in reaching:  # else it is covered by the cell to its left
            above, more = reaching[column]
            shown.append((blocks, above))
            below |= {column: (above, more - 1)} if more > 1 else {}
        column += _count(cell, "number-columns-repeated")
    return [blocks for blocks, _ in shown], [own for _, own in shown], below


def _count(cell: etree._Element, attribute: str) -> int:
    stated = value(cell, attribute)
    return max(1, int(stated)) if stated.isdecimal() else 1


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, not those of tables inside it."""
    for inner in table:
        tag = local_name(inner)
        if tag == "table-row":
            yield inner
        elif tag in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(inner)
