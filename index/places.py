"""Says where a span stands in the words a person would use."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.document import Block, BlockKind, Place, PlaceKind, PlaceMark

WITH_LINES = frozenset(("text", "plain text"))
"""Formats whose text is the file as it stands, so that a person finds its lines by counting them."""
_PARAGRAPHS = frozenset((BlockKind.PARAGRAPH, BlockKind.ITEM))
_NUMBERED = re.compile(r"(.*\b(?:page|slide|row)) (\S+)( \(.*\))?", re.DOTALL)


def place_of_marks(marks: Sequence[PlaceMark]) -> Place:
    """One place for all ``marks`` (at least one), such as "page 4" or "pages 4–5"; ``page`` is that of the first."""
    first, last = marks[0].place, marks[-1].place
    if first.label == last.label:
        return first
    one, two = _NUMBERED.fullmatch(first.label), _NUMBERED.fullmatch(last.label)
    if one and two and one.group(1, 3) == two.group(1, 3):
        label = f"{one.group(1)}s {one.group(2)}–{two.group(2)}{one.group(3) or ''}"
    else:
        label = f"{first.label} – {last.label}"
    return Place(first.kind, label, first.page)


def place_of_headings(path: Sequence[str]) -> Place:
    """The place below the headings ``path`` (at least one), outermost first."""
    return Place(PlaceKind.HEADING, " › ".join(path))


def place_of_line(text_before: str) -> Place:
    """The place in a text of the formats ``WITH_LINES`` that has neither places nor headings; lines start at 1."""
    return Place(PlaceKind.TEXT, f"line {text_before.count(chr(10)) + 1}")


def place_of_paragraph(blocks: Sequence[Block]) -> Place:
    """The place in a document that shows neither places, headings nor lines; paragraphs and list entries start at 1.

    A heading or a row of a table is none of them: its place has no name.

    Args:
        blocks: those of the document, up to and with the one of the place.
    """
    if not blocks or blocks[-1].kind not in _PARAGRAPHS:
        return Place(PlaceKind.TEXT, "")
    return Place(PlaceKind.TEXT, f"paragraph {sum(block.kind in _PARAGRAPHS for block in blocks):,}")
