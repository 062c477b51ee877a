"""Says where a span stands in the words a person would use."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.document import Place, PlaceKind, PlaceMark

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
    """The place in a text that has neither places nor headings; lines start at 1."""
    return Place(PlaceKind.TEXT, f"line {text_before.count(chr(10)) + 1}")
