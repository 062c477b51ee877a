"""Markdown as a person sees it: the canonical text is the words without the signs that format them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.document import BlockKind, LoadedText
from index.loaders.builder import TextBuilder
from index.loaders.decoding import decode
from index.loaders.markup_text import add_markup, parse_markup
from index.titles import tidy, title_of

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
FORMAT = "Markdown"

_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n.*?\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_MATTER_TITLE = re.compile(r"^title[ \t]*[:=](.+)$", re.MULTILINE | re.IGNORECASE)
_TAG_OR_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL)
_LINE_END = re.compile(r"<br\b", re.IGNORECASE)
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
    _add_blocks(builder, MarkdownIt("commonmark").enable("table").parse(source))
    text, blocks = builder.text, builder.blocks
    stated = _FRONT_MATTER_TITLE.search(front_matter.group()) if front_matter else None
    title = tidy(stated.group(1).strip(" \t\"'")) if stated else title_of(text, blocks, name)
    return LoadedText(text, title or name, blocks, format=FORMAT)


def _add_blocks(builder: TextBuilder, tokens: Sequence[Token]) -> None:
    kind, level, list_depth = BlockKind.PARAGRAPH, 0, 0
    cells: list[str] | None = None
    for token in tokens:
        list_depth += token.nesting if token.type == "list_item_open" or token.type == "list_item_close" else 0
        if token.type == "heading_open":
            kind, level = BlockKind.HEADING, int(token.tag[1])
        elif token.type == "paragraph_open":
            kind, level = (BlockKind.ITEM if list_depth else BlockKind.PARAGRAPH), 0
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            builder.add(" | ".join(cells), BlockKind.ROW)
            cells = None
        elif token.type == "inline":
            words = "".join(_words(token.children or ()))
            if cells is None:
                builder.add(words, kind, level)
            else:
                cells.append(" ".join(words.split()))
        elif token.type in ("fence", "code_block"):
            builder.add(token.content, BlockKind.PARAGRAPH)
        elif token.type == "html_block":
            _add_html(builder, token.content)


def _add_html(builder: TextBuilder, source: str) -> None:
    if _TAG_OR_COMMENT.sub("", source).strip():
        add_markup(builder, parse_markup(source))


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    """The visible words of running text; a picture has none, whatever stands for it when it cannot be shown."""
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type in _BREAKS or (token.type == "html_inline" and _LINE_END.match(token.content)):
            yield "\n"
