"""Cuts running text into sentences whose offsets are exact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.document import Block, BlockKind, Span
from rag.messages import message

# A full stop after one of these does not end a sentence (lower case, without the stop).
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sr jr st rev hon gen col capt lt sgt maj gov sen rep pres
    vs etc al cf ca approx est fig figs no nos vol vols ed eds pp p ch sec art para op cit
    inc ltd co corp dept univ assn bros jan feb mar apr jun jul aug sep sept oct nov dec
    mon tue tues wed thu thur thurs fri sat sun e.g i.e a.m p.m u.s u.k u.n ph.d m.a b.a d.c""".split()
)
_ENDS = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+")
# Between two fields of a form that stand beside each other: "Name:\tAnn\tAge:\t61"
_NEXT_FIELD = re.compile(r"\t+(?=[A-Z][^\t\n:]{0,60}:(?:\s|$))")
_MESSAGE_WORDS = 60
_OPENERS = "\"'“‘«([—–-•"


def sentences(text: str) -> Iterator[Span]:
    """The sentences of one block of running text, as spans without white space at their ends.

    Every character that is not white space lies in exactly one sentence. A line break does not end a sentence, but the
    name of the next field of a form begins one.
    """
    ends = [match.end() for match in _ENDS.finditer(text) if _ends_sentence(text, match)]
    fields = [match.end() for match in _NEXT_FIELD.finditer(text) if ":" in text[: match.start()]]
    start = 0
    for end in sorted({*ends, *fields, len(text)}):
        yield from _trimmed(text, start, end)
        start = end


def block_sentences(text: str, offset: int, blocks: Iterable[Block]) -> Iterator[tuple[Span, Block]]:
    """The sentences of ``text``, which begins at ``offset`` of its document, each with the block that it stands in.

    Spans are in the document's offsets. Furniture has no sentences; headings, table rows and the messages of a chat,
    which say nothing without their sender, are one sentence each, unless a message is long.
    """
    region = Span(offset, offset + len(text))
    for block in blocks:
        if block.kind is BlockKind.FURNITURE or not block.span.overlaps(region):
            continue
        start, end = max(block.span.start, region.start), min(block.span.end, region.end)
        inside = text[start - offset : end - offset]
        whole = block.kind in (BlockKind.HEADING, BlockKind.ROW) or _is_short_message(inside)
        for span in _trimmed(inside, 0, len(inside)) if whole else sentences(inside):
            yield Span(start + span.start, start + span.end), block


def _is_short_message(text: str) -> bool:
    return message(text) is not None and len(text.split()) <= _MESSAGE_WORDS


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        start += len(piece) - len(piece.lstrip())
        yield Span(start, start + len(stripped))


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    if match.group()[0] in "。！？!?…":
        return match.group()[0] in "。！？" or _next_begins(text, match.end())
    word = re.search(r"\S*$", text[max(0, match.start() - 24) : match.start()])
    before = word.group().lstrip("([\"'“‘").lower() if word else ""
    if match.group() == "." and (before in _ABBREVIATIONS or re.fullmatch(r"(?:[^\W\d]\.)*[^\W\d]", before)):
        # an initial or abbreviation: it ends a sentence only where a new one plainly begins
        return False
    return _next_begins(text, match.end())


def _next_begins(text: str, position: int) -> bool:
    """Whether what follows looks like the beginning of a sentence rather than its middle."""
    following = text[position : position + 40].lstrip().lstrip(_OPENERS).lstrip()
    return not following or not following[0].islower()
