"""Markdown: the canonical text is the source as it stands, its structure comes from markdown-it's line maps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, zip_longest

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.document import Block, BlockKind, LoadedText, Span
from index.loaders.decoding import decode
from index.titles import squeeze, tidy, title_of

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
FORMAT = "Markdown"

_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n.*?\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_MATTER_TITLE = re.compile(r"^title[ \t]*[:=](.+)$", re.MULTILINE | re.IGNORECASE)
_TAG_OR_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL)
_PICTURE = re.compile(r"!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])")
_LINK_TARGET = re.compile(r"\[\s*\](?:\([^()]*\)|\[[^\[\]]*\])")
_EMPHASIS = re.compile(r"(\*\*|__|[*_`])(?=\S)(.+?)(?<=\S)\1")


def load(content: bytes, name: str) -> LoadedText:
    """The text of a Markdown file; front matter, comments and rules are furniture.

    Raises:
        UnreadableFileError: the file holds binary data.
    """
    text = decode(content)
    front_matter = _FRONT_MATTER.match(text)
    skipped = front_matter.group().count("\n") if front_matter else 0
    # Blank lines in place of the front matter keep the line numbers true.
    source = "\n" * skipped + (text[front_matter.end() :] if front_matter else text)
    parser = MarkdownIt("commonmark").enable("table").disable("inline")  # lines matter here, not what is in them
    blocks = tuple(_blocks(text, parser.parse(source)))
    stated = _FRONT_MATTER_TITLE.search(front_matter.group()) if front_matter else None
    title = tidy(stated.group(1).strip(" \t\"'")) if stated else _plain(title_of(text, blocks, name))
    return LoadedText(text, title or name, blocks, format=FORMAT)


def _plain(words: str) -> str:
    """A title without the signs of emphasis."""
    return squeeze(_EMPHASIS.sub(r"\2", words))


def _blocks(text: str, tokens: list[Token]) -> Iterator[Block]:
    """The blocks of the source: a leaf of the syntax tree each; lines that belong to none are furniture."""
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    starts[-1] = len(text)
    covered = 0
    for first, last, kind, level in _leaves(tokens):
        yield from _furniture(text, covered, starts[first])
        covered = starts[last]
        span = _trimmed(text, starts[first], covered)
        if span:
            yield Block(span, kind, level)
    yield from _furniture(text, covered, len(text))


def _leaves(tokens: list[Token]) -> Iterator[tuple[int, int, BlockKind, int]]:
    """First line, last line (exclusive), kind and level of every token that holds words."""
    list_depth = 0
    done = 0
    for token, inline in zip_longest(tokens, tokens[1:]):
        list_depth += token.nesting if token.type.startswith("list_item_") else 0
        if token.map is None or token.map[0] < done:
            continue
        first, last = token.map
        if token.type == "heading_open":
            yield first, last, BlockKind.HEADING, int(token.tag[1])
        elif token.type == "paragraph_open":
            kind = BlockKind.ITEM if list_depth else BlockKind.PARAGRAPH
            yield first, last, BlockKind.FURNITURE if inline and _is_pictures(inline.content) else kind, 0
        elif token.type == "thead_open":
            last += 1  # the row of dashes, which would otherwise part the table from its head
            yield first, last, BlockKind.ROW, 0
        elif token.type == "tr_open":
            yield first, last, BlockKind.ROW, 0
        elif token.type in ("fence", "code_block"):
            yield first, last, BlockKind.PARAGRAPH, 0
        elif token.type == "html_block":
            has_words = any(character.isalnum() for character in _TAG_OR_COMMENT.sub("", token.content))
            yield first, last, BlockKind.PARAGRAPH if has_words else BlockKind.FURNITURE, 0
        else:
            continue
        done = last


def _is_pictures(source: str) -> bool:
    """Whether a paragraph holds pictures and links around them only, as a row of badges does."""
    without_pictures, found = _PICTURE.subn("", source)
    rest = _LINK_TARGET.sub("", without_pictures)
    return found > 0 and not any(character.isalnum() for character in rest)


def _furniture(text: str, start: int, end: int) -> Iterator[Block]:
    """The lines between two leaves: rules, link definitions, front matter."""
    span = _trimmed(text, start, end)
    if span:
        yield Block(span, BlockKind.FURNITURE)


def _trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    words = text[start:end]
    stripped = words.strip()
    offset = len(words) - len(words.lstrip())
    return Span(start + offset, start + offset + len(stripped)) if stripped else Span(start, start)
