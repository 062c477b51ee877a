"""Finds paragraphs, headings and list entries in the lines of plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from index.document import Block, BlockKind, Span
from index.loaders.mail_headers import mail_heading_levels
from index.runs import runs
from index.titles import looks_like_byline, looks_like_title

_BULLET = re.compile(r"\s*(?:[-*+•◦▪▫●○■□‣·–—]\s+|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{2,5})[.)]\s+)(?=\S)")
_NUMBERED_HEADING = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.|chapter\b|part\b|section\b)\s+\S", re.I)
_NUMBERED_TITLE = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.? +[A-Z][^.?!:;]*\.?")
_KEY_VALUE = re.compile(r"\s*[A-Z][\w ()/-]{0,30}:\s")
_SENTENCE_END = re.compile(r"[.!?:;…。！？][\"'”’)\]]*\s*$")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,})\s*$")
_MIN_WRAP_WIDTH, _MAX_WRAP_WIDTH = 24, 160
_MAX_HEADING_CHARS = 80
_MAX_LEAD = 6  # pieces from the title to the first paragraph


@dataclass(frozen=True)
class Line:
    """One line of a text that is not blank: its words stand at ``[start, end)``, ``indent`` columns in."""

    text: str
    start: int
    indent: int

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.start + len(self.text)

    @cached_property
    def first_word(self) -> str:
        """Its first word."""
        return self.text.split(None, 1)[0]

    @cached_property
    def is_item(self) -> bool:
        """Whether it begins with a bullet or a number."""
        return _BULLET.match(self.text) is not None

    @property
    def starts_lower(self) -> bool:
        """Whether it begins like the middle of a sentence."""
        return self.text[0].islower()

    @cached_property
    def ends_sentence(self) -> bool:
        """Whether it ends like a sentence."""
        return _SENTENCE_END.search(self.text) is not None


def is_item(line: str) -> bool:
    """Whether a line begins with the bullet or number of a list entry."""
    return _BULLET.match(line) is not None


def blocks_of_lines(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text: blank lines always separate, other line ends only where they are meant to."""
    groups = list(_groups(text))
    width = _wrap_width(groups)
    pieces = [_pieces(group, width) for group in groups]
    every_line_is_a_piece = all(len(piece) == 1 for group in pieces for piece in group)
    alone = [
        every_line_is_a_piece or len(group) == 1 or (piece is group[0] and _stands_over_the_rest(group))
        for group in pieces
        for piece in group
    ]
    return tuple(_blocks([piece for group in pieces for piece in group], alone))


def _groups(text: str) -> Iterator[list[Line]]:
    """Lines between blank lines; a form feed counts as a blank line."""
    group: list[Line] = []
    position = 0
    for raw in re.split(r"(\n|\f)", text):
        words = raw.strip()
        if words:
            indent = len(raw) - len(raw.lstrip())
            group.append(Line(words, position + indent, indent))
        elif group and raw != "\n":
            yield group
            group = []
        position += len(raw)
    if group:
        yield group


def _wrap_width(groups: Sequence[Sequence[Line]]) -> int | None:
    """The width at which the lines of a text were wrapped, or None when a line is a paragraph."""
    pairs = [(one, two) for group in groups for one, two in pairwise(group) if not two.is_item]
    if not pairs:
        return None
    lengths = sorted(len(one.text) + one.indent for one, _ in pairs)
    width = lengths[int(len(lengths) * 0.98)]
    continued = sum(two.starts_lower for _, two in pairs)
    full = sum(len(one.text) + one.indent + 1 + len(two.first_word) > width for one, two in pairs)
    is_wrapped = continued * 4 >= len(pairs) or full * 10 >= len(pairs) * 7 >= 14
    return width if _MIN_WRAP_WIDTH <= width <= _MAX_WRAP_WIDTH and is_wrapped else None


def _pieces(group: Sequence[Line], width: int | None) -> list[list[Line]]:
    """A group cut where a line end is meant: at list entries and between paragraphs without a blank line."""
    pieces: list[list[Line]] = [[group[0]]]
    for before, line in pairwise(group):
        if _begins_piece(pieces[-1][0], before, line, width):
            pieces.append([line])
        else:
            pieces[-1].append(line)
    return pieces


def _begins_piece(first: Line, before: Line, line: Line, width: int | None) -> bool:
    if _UNDERLINE.match(line.text):
        return False
    if line.is_item or _UNDERLINE.match(before.text):
        return True
    if line.starts_lower and not before.ends_sentence:
        return False
    if width is None:
        return not (first.is_item and line.indent > first.indent)
    if line.indent > before.indent and before.ends_sentence and not first.is_item:
        return True
    is_short = before.indent + len(before.text) + 1 + len(line.first_word) <= width * 0.9
    meant = before.ends_sentence or _KEY_VALUE.match(line.text) or (before is first and _is_numbered_title([[first]]))
    return is_short and bool(meant) and not line.starts_lower


def _blocks(pieces: Sequence[Sequence[Line]], alone: Sequence[bool]) -> Iterator[Block]:
    levels = _heading_levels(pieces, alone)
    for piece, level in zip(pieces, levels, strict=True):
        kind = BlockKind.ITEM if piece[0].is_item else BlockKind.PARAGRAPH
        yield Block(Span(piece[0].start, piece[-1].end), BlockKind.HEADING if level else kind, level)


def _heading_levels(pieces: Sequence[Sequence[Line]], alone: Sequence[bool]) -> list[int]:
    """1 to 6 for underlined lines and for one or two title-like lines before a paragraph, 0 for anything else.

    At the top of the text the title may have a byline and the like under it.
    """
    levels = [_underlined_level(piece) for piece in pieces]
    numbered = [_is_numbered_title(pieces[max(0, number - 1) : number + 1]) for number in range(len(pieces))]
    candidates = [
        stands_alone and (is_numbered or _is_title_like(piece))
        for piece, stands_alone, is_numbered in zip(pieces, alone, numbered, strict=True)
    ]
    for run in runs(candidates):
        if run.start == 0:
            levels[0] = int(any(_is_prose(piece) for piece in pieces[1:_MAX_LEAD]))
        elif len(run) <= 2 and run.stop < len(pieces) and _is_prose(pieces[run.stop]):
            for number in run:
                levels[number] = _numbered_level(pieces[number][0].text)
    for number, level in mail_heading_levels([piece[0].text for piece in pieces]).items():
        levels[number] = level
    return levels


def _underlined_level(piece: Sequence[Line]) -> int:
    if len(piece) != 2 or not _UNDERLINE.match(piece[1].text) or not looks_like_title(piece[0].text):
        return 0
    return 1 if piece[1].text.startswith("=") else 2


def _is_title_like(piece: Sequence[Line]) -> bool:
    line = piece[0]
    if len(piece) != 1 or len(line.text) > _MAX_HEADING_CHARS or looks_like_byline(line.text):
        return False
    return looks_like_title(line.text) and (not line.is_item or _NUMBERED_HEADING.match(line.text) is not None)


def _is_numbered_title(before_and_piece: Sequence[Sequence[Line]]) -> bool:
    """Whether a numbered line is a title such as "3. Definitions." and no entry of a list."""
    *before, piece = before_and_piece
    if len(piece) != 1 or len(piece[0].text) > _MAX_HEADING_CHARS or any(one[0].is_item for one in before):
        return False
    return _NUMBERED_TITLE.fullmatch(piece[0].text) is not None


def _stands_over_the_rest(group: Sequence[Sequence[Line]]) -> bool:
    """Whether a numbered title heads its group without a blank line, as "3. Deposit" in a contract does."""
    return _is_numbered_title(group[:1]) and not group[1][0].is_item


def _numbered_level(words: str) -> int:
    """2, or deeper for a heading such as "3.1.4 Roofs"."""
    number = re.match(r"\d{1,2}((?:\.\d{1,2})*)", words)
    return min(6, 2 + number.group(1).count(".")) if number else 2


def _is_prose(piece: Sequence[Line]) -> bool:
    """Whether a piece is long enough, or ends like a sentence, to be what a heading stands over."""
    length = piece[-1].end - piece[0].start
    return length >= 80 or (length >= 40 and piece[-1].ends_sentence)
