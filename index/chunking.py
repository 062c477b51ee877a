"""Cuts a document into chunks whose offsets are exact.

langchain-text-splitters decides where to cut; the offsets are ours. Its own ``add_start_index`` can return -1 or point
at the wrong copy of a repeated text, so each piece is found from the end of the one before it, and overlap is made
afterwards by widening spans to the left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from langchain_text_splitters import RecursiveCharacterTextSplitter

from index.document import Block, BlockKind, Chunk, LoadedText, Span, heading_words
from index.settings import ChunkSettings

# From the strongest boundary to the weakest. Each is kept at the end of its piece, so nothing is dropped.
_BOUNDARIES = ["\n\n", "\n", r"(?<=[.!?…]) ", r"(?<=[.!?…][\"'”’)\]]) ", r"(?<=[;:,]) ", " ", ""]

_MAX_HEADING_CHARS = 200


def chunk(loaded: LoadedText, settings: ChunkSettings) -> tuple[Chunk, ...]:
    """The chunks of one document, in order.

    A chunk never crosses furniture or the start of a section, its span begins and ends with a character that is not
    white space, starts rise strictly, and every such character outside furniture lies in at least one chunk.
    """
    chunks: list[Chunk] = []
    path: list[Block] = []
    for section in _sections(loaded.blocks):
        region = Span(section[0].span.start, section[-1].span.end)
        # Only the first: further headings at its front are a part of the section's own words.
        _open(path, section[0])
        context = _context(loaded, path)
        for block in section[1:]:
            _open(path, block)
        spans = _split(loaded.text, region, settings)
        chunks += [Chunk(span, context) for span in _widen(loaded.text, spans, region, settings)]
    return tuple(chunks)


def _open(path: list[Block], block: Block) -> None:
    """Go on to ``block`` with the headings that are open before it, outermost first."""
    if block.kind is BlockKind.HEADING:
        while path and path[-1].level >= block.level:
            path.pop()
        path.append(block)


def _context(loaded: LoadedText, path: Sequence[Block]) -> str:
    """Title and heading path, which are searched with a chunk but are not part of it."""
    headings = (_shortened(heading_words(block.span.of(loaded.text))) for block in path)
    return " › ".join(dict.fromkeys([_shortened(loaded.title), *headings]))


def _shortened(heading: str) -> str:
    """A heading as far as it can help a search; some files call whole chapters headings."""
    if len(heading) <= _MAX_HEADING_CHARS:
        return heading
    return heading[:_MAX_HEADING_CHARS].rsplit(" ", 1)[0] + "…"


def _sections(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Runs of blocks without furniture, each with the headings that open it at its front."""
    for is_furniture, run in groupby(blocks, key=lambda block: block.kind is BlockKind.FURNITURE):
        if is_furniture:
            continue
        section: list[Block] = []
        for block in run:
            opens = block.kind is BlockKind.HEADING
            if opens and any(earlier.kind is not BlockKind.HEADING for earlier in section):
                yield section
                section = []
            section.append(block)
        yield section


def _split(text: str, region: Span, settings: ChunkSettings) -> list[Span]:
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=settings.chunk_size_chars,
        chunk_overlap=0,
        separators=_BOUNDARIES,
        is_separator_regex=True,
        keep_separator="end",
        strip_whitespace=True,
    )
    spans: list[Span] = []
    cursor = region.start
    for piece in splitter.split_text(region.of(text)):
        start = text.index(piece, cursor, region.end)
        cursor = start + len(piece)
        spans.append(Span(start, cursor))
    return spans


def _widen(text: str, spans: Sequence[Span], region: Span, settings: ChunkSettings) -> Iterator[Span]:
    """Spans with up to ``overlap_chars`` of what stands before them, from the start of a word."""
    previous_start = -1
    for span in spans:
        start = max(region.start, span.start - settings.overlap_chars, previous_start + 1)
        if start > region.start and settings.overlap_chars:
            while start < span.start and not (text[start - 1].isspace() and not text[start].isspace()):
                start += 1
        previous_start = start
        yield Span(start, span.end)
