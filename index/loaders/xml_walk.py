"""Walks XML of any vocabulary: running text becomes paragraphs, records become rows of ``name: value``.

What an element is follows from how it is used rather than from where it comes: words between elements are running
text, an element whose children hold one value each is a record. A few names that most vocabularies for documents share
say what is a heading, an entry or a row.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from index.document import BlockKind
from index.loaders.builder import row_words
from index.loaders.raised_signs import BACK, LOWERED, RAISED, with_raised
from index.loaders.xml_names import attributes, children, local_name
from index.titles import squeeze

_HEADINGS = frozenset("title heading head caption-title article-title h1 h2 h3 h4 h5 h6 invention-title".split())
_PARAGRAPHS = frozenset("p para paragraph simpara abstract-p description text note quote verse line".split())
_MAY_BE_RECORDS = frozenset("line item note description".split())
_ENTRIES = frozenset("li item listitem list-item dd dt".split())
_ROWS = frozenset(("tr", "row"))
_CELLS = frozenset(("td", "th", "entry", "cell"))
_LAYOUT = frozenset("table tgroup thead tbody tfoot col colgroup colspec spanspec figure fig graphic img".split())
_UNSEEN = frozenset(("script", "style", "binary"))
_TECHNICAL = frozenset("id class style lang space version num idref idrefs href type colname align valign".split())
_OF_RECORDS = frozenset("id type num version".split())
"""Of the technical names those that say something of a record."""
_SHIFTS = {"sup": RAISED, "superscript": RAISED, "sub": LOWERED, "subscript": LOWERED}
_TAG = re.compile(r"</?(?:p|div|br|span|a|b|i|li|ul|ol|table|h[1-6])\b[^<>]*>", re.IGNORECASE)
_MAX_HEADING_CHARS = 250
_MAX_RECORD_CHARS = 1500
_MAX_RECORD_FIELDS = 60
_MAX_CELL_CHARS = 400


@dataclass(frozen=True, slots=True)
class XmlBlock:
    """A paragraph, heading, entry or row; ``is_markup`` says that its words are the source of a web page."""

    text: str
    kind: BlockKind
    level: int = 0
    is_markup: bool = False


def xml_blocks(element: etree._Element, level: int = 1) -> Iterator[XmlBlock]:
    """The blocks of an element, in order; headings below it stand at ``level`` or deeper, up to 6."""
    name = local_name(element).lower()
    if not name or name in _UNSEEN:
        return
    if name in _ROWS and all(local_name(inner).lower() in _CELLS for inner in children(element)):
        yield from _row(element)
    elif _is_running(element, name):
        yield from _running(element, name, level)
    elif (record := _record(element)) is not None:
        yield XmlBlock(record, BlockKind.ROW)
    else:
        if (stated := _attributes(element)) and name not in _LAYOUT:
            yield XmlBlock(stated, BlockKind.ROW)
        yield from _parts(element, level)


def _parts(element: etree._Element, level: int) -> Iterator[XmlBlock]:
    """The children of an element, single values that stand together as one row."""
    has_heading = any(local_name(inner).lower() in _HEADINGS for inner in children(element))
    values: dict[str, str] = {}
    for inner in children(element):
        name = local_name(inner).lower()
        is_value = _is_leaf(inner) and name not in _HEADINGS | _PARAGRAPHS | _ENTRIES | _CELLS | _LAYOUT | _UNSEEN
        if values and (not is_value or name in values or sum(map(len, values.values())) > _MAX_CELL_CHARS):
            yield XmlBlock(" | ".join(values.values()), BlockKind.ROW)
            values = {}
        if is_value and _TAG.search(inner.text or ""):
            yield XmlBlock((inner.text or "").strip(), BlockKind.PARAGRAPH, is_markup=True)
        elif is_value:
            values |= {name: words} if (words := _field(inner)) else {}
        else:
            yield from xml_blocks(inner, min(6, level + 1) if has_heading and name not in _HEADINGS else level)
    if values:
        yield XmlBlock(" | ".join(values.values()), BlockKind.ROW)


def words_of(element: etree._Element) -> str:
    """All words in an element; a reference to a sign that HTML knows is that sign, any other stays as it is."""
    return squeeze(with_raised("".join(_words(element))))


def _is_running(element: etree._Element, name: str) -> bool:
    """Whether an element holds text for reading, whatever else is in it."""
    if name in _HEADINGS | _PARAGRAPHS | _ENTRIES:
        return True
    has_words = bool((element.text or "").strip()) or any((inner.tail or "").strip() for inner in element)
    return has_words and len(element) > 0


def _running(element: etree._Element, name: str, level: int) -> Iterator[XmlBlock]:
    """Running text as one block, or its pieces between the blocks that stand inside it."""
    kind = BlockKind.ITEM if name in _ENTRIES else BlockKind.PARAGRAPH
    if name in _MAY_BE_RECORDS and _is_leaf(element) and _attributes(element):
        yield XmlBlock(_field(element), BlockKind.ROW)
        return
    if _is_leaf(element) and _TAG.search(element.text or ""):
        yield XmlBlock((element.text or "").strip(), kind, is_markup=True)
        return
    if not any(_holds_blocks(inner) for inner in element):
        words = words_of(element)
        if name in _HEADINGS and 0 < len(words) <= _MAX_HEADING_CHARS:
            yield XmlBlock(words, BlockKind.HEADING, level)
        elif words:
            yield XmlBlock(words, kind)
        return
    piece = [element.text or ""]
    for inner in element:
        if _holds_blocks(inner):
            if words := squeeze(with_raised("".join(piece))):
                yield XmlBlock(words, kind)
            piece = []
            yield from xml_blocks(inner, level)
        else:
            piece += _words(inner) if local_name(inner) else [_reference(inner)]
        piece.append(inner.tail or "")
    if words := squeeze(with_raised("".join(piece))):
        yield XmlBlock(words, kind)


def _holds_blocks(element: etree._Element) -> bool:
    """Whether something in an element, or it itself, stands on lines of its own."""
    own = _HEADINGS | _PARAGRAPHS | _ENTRIES | _ROWS
    return any(local_name(inner).lower() in own for inner in element.iter())


def _row(element: etree._Element) -> Iterator[XmlBlock]:
    cells = [words_of(cell) for cell in children(element)]
    if any(cells) and all(len(cell) <= _MAX_CELL_CHARS for cell in cells):
        yield XmlBlock(row_words(cells), BlockKind.ROW)
    else:
        yield from (XmlBlock(cell, BlockKind.PARAGRAPH) for cell in cells if cell)


def _record(element: etree._Element) -> str | None:
    """An element with one value a field, as ``name: value | name: value``; None if it is something else."""
    fields = list(children(element))
    names = [local_name(field).lower() for field in fields]
    if not all(map(_is_leaf, fields)) or len(fields) > _MAX_RECORD_FIELDS:
        return None
    if len(set(names)) * 2 < len(names) or set(names) & (_HEADINGS | _PARAGRAPHS | _ENTRIES | _ROWS):
        return None
    if any(_TAG.search(field.text or "") for field in fields):
        return None
    own = _attributes(element, _TECHNICAL - _OF_RECORDS) if fields else _field(element)
    stated = "" if local_name(element).lower() in _LAYOUT else own
    words = " | ".join(filter(None, [stated, *map(_field, fields)]))
    return words if len(words) <= _MAX_RECORD_CHARS or not fields else None


def _field(element: etree._Element) -> str:
    """A value with its name, and with what its attributes say of it."""
    words, stated = words_of(element), _attributes(element, _TECHNICAL - _OF_RECORDS)
    name = local_name(element)
    if words:
        return f"{name}: {words} ({stated})" if stated else f"{name}: {words}"
    return f"{name}: {stated}" if stated else ""


def _attributes(element: etree._Element, left_out: frozenset[str] = _TECHNICAL) -> str:
    """What attributes without a namespace say, but for those that only help programs."""
    stated = (
        f"{key}: {squeeze(value)}"
        for key, value in attributes(element)
        if "}" not in key and key.lower() not in left_out and squeeze(value)
    )
    return ", ".join(stated)


def _is_leaf(element: etree._Element) -> bool:
    return next(children(element), None) is None


def _words(element: etree._Element) -> Iterator[str]:
    shift = _SHIFTS.get(local_name(element).lower(), "")
    yield shift + (element.text or "")
    for inner in element:
        yield from _words(inner) if local_name(inner) else (_reference(inner),)
        yield inner.tail or ""
    yield BACK if shift else ""


def _reference(element: etree._Element) -> str:
    """What stands for a sign that the file does not spell out; comments are nothing."""
    return html.unescape(element.text or "") if isinstance(element, etree._Entity) else ""
