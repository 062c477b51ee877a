"""Takes the text of one loaded file into that of another, such as an attachment into its message."""

from __future__ import annotations

from dataclasses import replace

from index.document import BlockKind, LoadedText, Place, PlaceKind
from index.loaders.builder import TextBuilder

_DEEPEST_LEVEL = 6


def include(builder: TextBuilder, loaded: LoadedText, label: str, level: int) -> None:
    """Add the blocks of ``loaded``, each place of it named after ``label``.

    Args:
        builder: the text that grows.
        loaded: what is taken in.
        label: how a person would name the part, such as "attachment “prices.pdf”".
        level: how deep its headings stand below those of the whole.
    """
    marks = list(loaded.places)
    builder.mark(Place(PlaceKind.HEADING, label))
    for block in loaded.blocks:
        while marks and marks[0].start <= block.span.start:
            builder.mark(_below(label, marks.pop(0).place))
        deeper = min(block.level + level, _DEEPEST_LEVEL) if block.kind is BlockKind.HEADING else 0
        added = builder.add(block.span.of(loaded.text), block.kind, deeper)
        while added and marks and marks[0].start < block.span.end:
            mark = marks.pop(0)
            builder.mark_at(added.start + mark.start - block.span.start, _below(label, mark.place))


def _below(label: str, place: Place) -> Place:
    return replace(place, label=f"{label}, {place.label}")
