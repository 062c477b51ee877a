"""Markdown as a person sees it: the canonical text is the words without the signs that format them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.document import BlockKind, LoadedText
from index.loaders import left_out
from index.loaders.builder import TextBuilder, row_words
from index.loaders.decoding import decode
from index.loaders.markup_text import add_markup, parse_markup
from index.loaders.raised_signs import BACK, LOWERED, RAISED, with_raised
from index.titles import tidy, title_of

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
FORMAT = "Markdown"

_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n.*?\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_MATTER_TITLE = re.compile(r"^title[ \t]*[:=](.+)$", re.MULTILINE | re.IGNORECASE)
_TAG_OR_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL)
_LINE_END = re.compile(r"<br\b", re.IGNORECASE)
_SHIFT = re.compile(r"<(/?)su([pb])\b[^<>]*>", re.IGNORECASE)
_BREAKS = ("softbreak", "hardbreak")


def load(content: bytes, name: str) -> LoadedText:
    """The words of a Markdown file; front matter is furniture, link targets, comments and rules are no words.

    Raises:
        UnreadableFileError: the file holds binary data.
    """
    source = decode(content)
    builder = TextBuilder()
    front_matter = _FRONT_MATTER.match(source)
    if front_matter:
        builder.add(front_matter.group(), BlockKind.FURNITURE)
        source = source[front_matter.end() :]
    _add_blocks(builder, MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source))
    text, blocks = builder.text, builder.blocks
    stated = _FRONT_MATTER_TITLE.search(front_matter.group()) if front_matter else None
    title = tidy(stated.group(1).strip(" \t\"'")) if stated else title_of(text, blocks, name)
    notices = left_out.struck_passages(builder.struck)
    return LoadedText(text, title or name, blocks, notices=notices, format=FORMAT)


def _add_blocks(builder: TextBuilder, tokens: Sequence[Token]) -> None:
    kind, level, list_depth = BlockKind.PARAGRAPH, 0, 0
    label = ""
    cells: list[str] | None = None
    for token in tokens:
        list_depth += token.nesting if token.type == "list_item_open" or token.type == "list_item_close" else 0
        if token.type == "list_item_open":
            label = token.info
        elif token.type in ("heading_open", "paragraph_open"):
            kind, level = _kind(token, list_depth)
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            builder.add(row_words(cells), BlockKind.ROW)
            cells = None
        elif token.type == "inline":
            words = _inline(builder, token.children or ())
            if cells is None:
                builder.add(_labelled(label, words), kind, level)
                label = ""
            else:
                cells.append(" ".join(words.split()))
        elif token.type in ("fence", "code_block"):
            builder.add(token.content, BlockKind.PARAGRAPH)
        elif token.type == "html_block":
            _add_html(builder, token.content)


def _kind(token: Token, list_depth: int) -> tuple[BlockKind, int]:
    if token.type == "heading_open":
        return BlockKind.HEADING, int(token.tag[1])
    return (BlockKind.ITEM if list_depth else BlockKind.PARAGRAPH), 0


def _inline(builder: TextBuilder, tokens: Sequence[Token]) -> str:
    builder.struck += sum(token.type == "s_open" for token in tokens)
    return with_raised("".join(_words(tokens)))


def _labelled(label: str, words: str) -> str:
    """The words of a list entry after its number, if it has one."""
    return f"{label}. {words.lstrip()}" if label and words.strip() else words


def _add_html(builder: TextBuilder, source: str) -> None:
    if _TAG_OR_COMMENT.sub("", source).strip():
        add_markup(builder, parse_markup(source))


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    """The visible words of running text; a picture has none, whatever stands for it when it cannot be shown."""
    struck = 0
    for token in tokens:
        struck += token.nesting if token.type in ("s_open", "s_close") else 0
        if struck:
            continue
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type == "html_inline" and (shift := _SHIFT.fullmatch(token.content)):
            yield BACK if shift.group(1) else RAISED if shift.group(2).lower() == "p" else LOWERED
        elif token.type in _BREAKS or (token.type == "html_inline" and _LINE_END.match(token.content)):
            yield "\n"
