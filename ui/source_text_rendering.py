"""A stretch of a document's text as HTML: headings, paragraphs, lists and tables, with the quote marked. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from index.document import BlockKind
from ui.markup import Html, joined, tag
from ui.source_tables import Pieces, TableBlock, TableRow
from ui.source_text import SourceText, TextBlock
from ui.wording import source as wording

_Block = TextBlock | TableBlock


def text_html(shown: SourceText) -> Html:
    """The blocks of a window, or a line that says that there are none."""
    parts = [part for kind, group in groupby(shown.blocks, key=_kind) for part in _group(kind, list(group))] or [
        tag("p", wording.NOTHING, class_="qw-about")
    ]
    if shown.earlier is not None:
        parts.insert(0, _gap())
    if shown.later is not None:
        parts.append(_gap())
    label = wording.text_of(shown.document.title)
    return tag("article", *parts, class_="qw-text", dir="auto", tabindex="0", role="group", aria_label=label)


def text_note_html(shown: SourceText, *, has_quote: bool) -> Html:
    """What there is to be said about the mark: nothing where it is there, or where there is no quote to be marked."""
    if not has_quote or shown.is_marked:
        return Html("")
    return tag("p", wording.NOT_HERE if shown.is_found else wording.CHANGED, class_="qw-note", role="status")


def _kind(block: _Block) -> BlockKind:
    return BlockKind.ROW if isinstance(block, TableBlock) else block.kind


def _group(kind: BlockKind, blocks: Sequence[_Block]) -> Iterator[Html]:
    """Blocks of one kind that stand together."""
    texts = [block for block in blocks if isinstance(block, TextBlock)]
    if kind is BlockKind.ITEM:
        yield from (tag("p", block.place, class_="qw-place") for block in texts[:1] if block.place)
        yield tag("ul", *(tag("li", _words(block.pieces)) for block in texts))
    elif kind is BlockKind.FURNITURE:
        lines = [tag("p", _words(block.pieces)) for block in texts]
        yield tag("details", tag("summary", wording.LEFT_OUT), *lines, open=any(block.is_marked for block in texts))
    else:
        for block in blocks:
            yield from _table(block) if isinstance(block, TableBlock) else _text(block)


def _text(block: TextBlock) -> Iterator[Html]:
    if block.place:
        yield tag("p", block.place, class_="qw-place")
    if block.kind is BlockKind.HEADING:
        # the page has a first and the view a second level of its own
        yield tag(f"h{min(block.level + 2, 6)}", _words(block.pieces))
    else:
        yield tag("p", _words(block.pieces))


def _table(table: TableBlock) -> Iterator[Html]:
    numbered = any(row.number for row in table.rows)
    rows = (_row(row, numbered) for row in table.rows)
    # what scrolls by itself must be reached by keyboard
    yield tag(
        "div", tag("table", tag("tbody", *rows)), class_="qw-rows", tabindex="0", role="group", aria_label=wording.TABLE
    )


def _row(row: TableRow, numbered: bool) -> Html:
    if row.is_head:
        cells = [tag("th", _words(cell), scope="col") for cell in row.cells]
    else:
        cells = [tag("td", _words(cell)) for cell in row.cells]
    number = [tag("td", row.number, class_="qw-row-number")] if numbered else []
    return tag("tr", *number, *cells, class_="qw-quoted" if row.is_marked else False)


def _words(pieces: Pieces) -> Html:
    return joined(*(tag("mark", words, class_="qw-here") if marked else words for words, marked in pieces))


def _gap() -> Html:
    return tag("p", "…", class_="qw-gap", aria_hidden="true")
