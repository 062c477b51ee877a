"""Builds a canonical text block by block, for formats whose text is not their source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.document import Block, BlockKind, Place, PlaceMark, Span
from index.loaders.decoding import canonical

_MAX_LABEL_CHARS = 300
_CLOSE = (BlockKind.ITEM, BlockKind.ROW)  # stand on lines of their own without a blank line between them


def row_words(cells: Sequence[str]) -> str:
    """The cells of a table row on one line, an empty one in its place, so that values stay below their names.

    >>> row_words(["", "2019", "2020", ""]), row_words(["", "Costs", ""])
    ('| 2019 | 2020', 'Costs')
    """
    filled = [cell for cell in cells if cell]
    return " | ".join(cells).rstrip(" |").lstrip() if len(filled) > 1 else "".join(filled)


class TextBuilder:
    """Grows a text and its blocks together, so that they agree by construction."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0
        self._places: list[PlaceMark] = []
        self._place: Place | None = None
        self.struck = 0
        """How many passages with a line through them were left out."""

    def mark(self, place: Place) -> None:
        """Say where the blocks stand that are added from now on; a name without end is cut."""
        is_long = len(place.label) > _MAX_LABEL_CHARS
        self._place = replace(place, label=place.label[:_MAX_LABEL_CHARS] + "…") if is_long else place

    def mark_at(self, start: int, place: Place) -> None:
        """Say where the words from ``start`` stand, which were added last."""
        self._places.append(PlaceMark(min(start, self._length), place))

    def add(self, words: str, kind: BlockKind, level: int = 0) -> Span | None:
        """Append one block and return its span, or None for words that are only white space."""
        words = canonical(words).strip()
        if not words:
            return None
        if self._blocks:
            self._append("\n" if kind in _CLOSE and self._blocks[-1].kind is kind else "\n\n")
        start = self._length
        self._append(words)
        span = Span(start, self._length)
        if self._place is not None and (not self._places or self._places[-1].place != self._place):
            self._places.append(PlaceMark(start, self._place))
        self._place = None
        self._blocks.append(Block(span, kind, level))
        return span

    @property
    def places(self) -> tuple[PlaceMark, ...]:
        """The places that were marked and have words."""
        return tuple(self._places)

    def _append(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)

    @property
    def length(self) -> int:
        """How many characters the text has so far."""
        return self._length

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks so far."""
        return tuple(self._blocks)
