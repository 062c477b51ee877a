"""Plain text: the structure of paragraphs, headings and lists is read from its lines."""

from __future__ import annotations

from index.document import Block, LoadedText, Place, PlaceKind, PlaceMark
from index.loaders.decoding import decode
from index.loaders.lines import blocks_of_lines
from index.titles import title_of

SUFFIXES = (".txt", ".text")
FORMAT = "plain text"


def load(content: bytes, name: str) -> LoadedText:
    """The text of a plain text file of any common encoding; a form feed begins a page.

    Raises:
        UnreadableFileError: the file holds binary data.
    """
    text = decode(content)
    blocks: tuple[Block, ...] = blocks_of_lines(text)
    places = _pages(text)
    return LoadedText(text, title_of(text, blocks, name), blocks, places, format=FORMAT, pages=len(places) or None)


def _pages(text: str) -> tuple[PlaceMark, ...]:
    """A mark for every page of a text that has form feeds; one at the very end begins no page."""
    breaks = [position for position, character in enumerate(text.rstrip()) if character == "\f"]
    if not breaks:
        return ()
    starts = [0, *(position + 1 for position in breaks)]
    return tuple(
        PlaceMark(start, Place(PlaceKind.PAGE, f"page {number}", number)) for number, start in enumerate(starts, 1)
    )
