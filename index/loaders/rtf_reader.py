"""Follows the groups of an RTF file and collects its paragraphs and table rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from index.document import BlockKind
from index.loaders.builder import row_words
from index.loaders.raised_signs import BACK, LOWERED, RAISED, with_raised
from index.loaders.rtf_parts import PARTS, WITHOUT_WORDS, Part, RtfBlock
from index.loaders.rtf_tokens import CODE_PAGES, READ_THOUGH_OPTIONAL, SIGNS, Token, TokenKind, tokens
from index.titles import squeeze

_HEADING = re.compile(r"heading ([1-9])")
_BODY_TEXT = 9
_MAX_DEPTH = 2000
_MAX_CELL_CHARS = 400


_NUMBERED = re.compile(r"\(?[\w.]+[.)]|\d[\d.]*|§ ?\d+")
_SHIFTS = {"super": RAISED, "up": RAISED, "sub": LOWERED, "dn": LOWERED, "nosupersub": ""}
_ENDS = ("par", "sect", "page", "column")


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds until the group ends."""

    part: Part = Part.BODY
    font: int = 0
    skipped_after_unicode: int = 1
    is_hidden: bool = False
    is_deleted: bool = False
    shift: str = ""
    """The sign of words above or below the line."""

    @property
    def place(self) -> Part:
        """Where words of the group go."""
        if self.part is Part.BODY and (self.is_hidden or self.is_deleted):
            return Part.DELETED if self.is_deleted else Part.HIDDEN
        return self.part


@dataclass
class _Flow:
    """The paragraph and the table row that are being written in one part."""

    words: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    outline: int = _BODY_TEXT
    style: int = 0
    in_list: bool = False
    in_table: bool = False


class RtfReader:
    """Reads one file; afterwards its fields hold what was found."""

    def __init__(self) -> None:
        self.blocks: list[RtfBlock] = []
        self.pictures = 0
        self.objects = 0
        self.is_whole = True
        self.is_struck = False
        self._group = _Group()
        self._outer: list[_Group] = []
        self._flows: dict[Part, _Flow] = {}
        self._fonts: dict[int, str] = {}
        self._styles: dict[int, int] = {}
        self._code_page = "cp1252"
        self._bytes = bytearray()
        self._to_skip = 0
        self._is_optional = False

    def read(self, source: str) -> None:
        """Read a file whose bytes are the code points of ``source``."""
        for token in tokens(source):
            self._take(token)
        self._flush()
        self.is_whole = not self._outer
        for part in list(self._flows):
            self._end_paragraph(part)

    def _take(self, token: Token) -> None:
        if token.kind is TokenKind.BYTE:
            if self._to_skip:
                self._to_skip -= 1
            else:
                self._bytes += bytes.fromhex(token.text)
            return
        self._flush()
        if token.kind is TokenKind.OPEN:
            if len(self._outer) < _MAX_DEPTH:
                self._outer.append(self._group)
        elif token.kind is TokenKind.CLOSE:
            self._close()
        elif token.kind is TokenKind.TEXT:
            text = token.text[self._to_skip :]
            self._to_skip = max(0, self._to_skip - len(token.text))
            self._add(text.encode("latin-1", "replace").decode(self._encoding, "replace"))
        else:
            self._obey(token.text, token.number)
        self._is_optional = token.kind is TokenKind.WORD and token.text == "*"

    def _close(self) -> None:
        self._to_skip = 0
        inner = self._group
        if not self._outer:
            return
        self._group = self._outer.pop()
        if inner.part is Part.LABEL and self._group.part is not Part.LABEL:
            self._add_label()
        if inner.part is not self._group.part and inner.part in (Part.NOTE, Part.COMMENT, Part.MARGIN, Part.TITLE):
            self._end_paragraph(inner.part)

    def _add_label(self) -> None:
        """Put the number of a list entry before its words; a bullet says nothing."""
        flow = self._flow(Part.LABEL)
        label = "".join(flow.words).strip()
        flow.words.clear()
        if _NUMBERED.fullmatch(label):
            self._flow(self._group.place).words.append(f"{label} ")

    def _obey(self, word: str, number: int | None) -> None:
        if word in PARTS:
            self.pictures += word == "pict" and self._group.part is not Part.NOWHERE
            self.objects += word == "objdata"
            if self._group.part is not Part.NOWHERE:
                self._group = replace(self._group, part=PARTS[word])
        elif word == "ud" and len(self._outer) > 1:  # the words of "upr" again, in Unicode
            self._group = replace(self._group, part=self._outer[-2].part)
        elif self._is_optional and word not in READ_THOUGH_OPTIONAL:
            self._group = replace(self._group, part=Part.NOWHERE)
        elif word == "u" and number is not None:
            self._add(chr(number % 0x10000))
            self._to_skip = self._group.skipped_after_unicode
        elif word in SIGNS:
            self._add(SIGNS[word])
        else:
            self._look(word, number)
            self._shape(word, number)

    def _look(self, word: str, number: int | None) -> None:
        """Control words about characters."""
        on = number != 0
        if word == "uc":
            self._group = replace(self._group, skipped_after_unicode=min(max(0, number or 0), 10))
        elif word in ("f", "deff"):
            self._group = replace(self._group, font=number or 0)
        elif word == "v":
            self._group = replace(self._group, is_hidden=on)
        elif word in ("deleted", "strike", "striked"):
            self.is_struck = self.is_struck or (word != "deleted" and on)
            self._group = replace(self._group, is_deleted=on)
        elif word == "plain":
            self._group = replace(self._group, is_hidden=False, is_deleted=False, shift="")
        elif word in _SHIFTS:
            self._group = replace(self._group, shift=_SHIFTS[word] if on else "")
        elif word == "ansicpg":
            self._code_page = _known_encoding(f"cp{number}")
        elif word in ("mac", "pc", "pca"):
            self._code_page = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        elif word == "fcharset" and self._group.part is Part.FONTS and number in CODE_PAGES:
            self._fonts[self._group.font] = _known_encoding(CODE_PAGES[number])

    def _shape(self, word: str, number: int | None) -> None:
        """Control words about paragraphs and tables."""
        flow = self._flow(self._group.part)
        if word in _ENDS:
            if flow.in_table and word == "par":
                flow.words.append("\n")
            else:
                self._end_paragraph(self._group.part)
        elif word in ("cell", "nestcell"):
            flow.cells.append("".join(flow.words))
            flow.words.clear()
        elif word in ("row", "nestrow"):
            self._end_row(self._group.part)
        elif word == "pard":
            flow.outline, flow.style, flow.in_list, flow.in_table = _BODY_TEXT, 0, False, False
        elif word == "intbl":
            flow.in_table = True
        elif word in ("ls", "pn"):
            flow.in_list = True
        elif word == "outlinelevel":
            flow.outline = min(number or 0, _BODY_TEXT)
        elif word == "s":
            flow.style = number or 0

    def _flow(self, part: Part) -> _Flow:
        return self._flows.setdefault(part, _Flow())

    @property
    def _encoding(self) -> str:
        return self._fonts.get(self._group.font, self._code_page)

    def _flush(self) -> None:
        """Add the bytes that were written one by one; an East Asian letter takes two of them."""
        if self._bytes:
            self._add(self._bytes.decode(self._encoding, "replace"))
            self._bytes.clear()

    def _add(self, words: str) -> None:
        if self._group.part is Part.STYLES:
            self._name_style(words)
        elif self._group.part not in WITHOUT_WORDS:
            shift = self._group.shift
            self._flow(self._group.place).words.append(f"{shift}{words}{BACK}" if shift and words.strip() else words)

    def _name_style(self, words: str) -> None:
        """Note a style whose name says that it is for headings; its number was set in its group."""
        found = _HEADING.match(words.strip().rstrip(";").lower())
        if found:
            self._styles[self._flow(Part.STYLES).style] = int(found.group(1))

    def _end_paragraph(self, part: Part) -> None:
        flow = self._flow(part)
        if flow.cells:
            self._end_row(part)
        words = _whole("".join(flow.words)).strip()
        flow.words.clear()
        if not words or part in WITHOUT_WORDS:
            return
        level = self._styles.get(flow.style, flow.outline + 1 if flow.outline < _BODY_TEXT else 0)
        if part is Part.BODY and level:
            self.blocks.append(RtfBlock(squeeze(words), BlockKind.HEADING, min(level, 6), part))
        else:
            self.blocks.append(RtfBlock(words, BlockKind.ITEM if flow.in_list else BlockKind.PARAGRAPH, 0, part))

    def _end_row(self, part: Part) -> None:
        """A table of one column, or with whole texts in its cells, only lays out the page."""
        flow = self._flow(part)
        cells = [_whole(cell).strip() for cell in flow.cells]
        flow.cells.clear()
        if len(cells) > 1 and all(len(cell) <= _MAX_CELL_CHARS for cell in cells):
            words = row_words(list(map(squeeze, cells)))
            self.blocks += [RtfBlock(words, BlockKind.ROW, 0, part)] if words else []
        else:
            self.blocks += [RtfBlock(cell, BlockKind.PARAGRAPH, 0, part) for cell in cells if cell]


def _whole(text: str) -> str:
    """``text`` with the halves of rare signs put together, which RTF writes one after the other."""
    return with_raised(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def _known_encoding(name: str) -> str:
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name
