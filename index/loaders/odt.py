"""OpenDocument texts (.odt): the body in order, then notes and comments; page headers and footers are furniture."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from index.document import BlockKind, LoadedText, Notice, NoticeCode
from index.loaders.archive import Archive
from index.loaders.builder import TextBuilder
from index.loaders.odf_parts import embedded_roots, open_document, stated_title, unread_parts
from index.loaders.odf_walk import OdfBlock, OdfStyles, Role, odf_blocks, read_styles
from index.titles import tidy, title_of

SUFFIXES = (".odt", ".ott")
FORMAT = "OpenDocument text"

COMMENTS = "Comments"
"""The heading of our own over comments in the margin, which have no place in the text."""


def load(content: bytes, name: str) -> LoadedText:
    """The text of an OpenDocument text with headings, lists, tables, boxes, notes and comments.

    Raises:
        UnreadableFileError: it is no such document, damaged, protected by a password or suspiciously large.
    """
    archive, root, body = open_document(content, "text", ".odt")
    page_styles = archive.xml("styles.xml")
    styles = read_styles(page_styles, root)
    blocks = list(odf_blocks(body, styles))
    builder = TextBuilder()
    for block in blocks:
        if block.role in (Role.BODY, Role.INDEX):
            is_body = block.role is Role.BODY
            builder.add(block.text, block.kind if is_body else BlockKind.FURNITURE, block.level if is_body else 0)
    for embedded in embedded_roots(archive, body):
        for block in odf_blocks(embedded, styles):
            builder.add(block.text, BlockKind.ROW if block.kind is BlockKind.ROW else BlockKind.PARAGRAPH)
    _add_asides(builder, blocks)
    for words in _margins(page_styles, styles):
        builder.add(words, BlockKind.FURNITURE)
    titled = next((block.text for block in blocks if block.is_title), "") or stated_title(archive, name)
    return LoadedText(
        text=builder.text,
        title=tidy(titled) or title_of(builder.text, builder.blocks, name),
        blocks=builder.blocks,
        notices=tuple(_notices(archive, body, blocks)),
        format=FORMAT,
    )


def _add_asides(builder: TextBuilder, blocks: list[OdfBlock]) -> None:
    """Notes, comments and what is hidden, after the text."""
    for block in (block for block in blocks if block.role is Role.NOTE):
        builder.add(block.text, BlockKind.PARAGRAPH)
    comments = [block for block in blocks if block.role is Role.COMMENT]
    builder.add(COMMENTS if comments else "", BlockKind.HEADING, 1)
    for block in comments:
        builder.add(block.text, BlockKind.PARAGRAPH)
    for block in (block for block in blocks if block.role is Role.HIDDEN):
        builder.add(block.text, BlockKind.FURNITURE)


def _margins(page_styles: etree._Element | None, styles: OdfStyles) -> Iterator[str]:
    """The words of page headers and footers, each once."""
    found: dict[str, None] = {}
    for element in () if page_styles is None else page_styles.iter("{*}header", "{*}footer"):
        found |= dict.fromkeys(block.text for block in odf_blocks(element, styles))
    yield from found


def _notices(archive: Archive, body: etree._Element, blocks: list[OdfBlock]) -> Iterator[Notice]:
    hidden = sum(len(block.text) for block in blocks if block.role is Role.HIDDEN)
    if hidden:
        yield Notice(NoticeCode.HIDDEN, f"{hidden} characters are hidden or struck through and not quoted.")
    deletions = sum(1 for _ in body.iter("{*}deletion"))
    if deletions:
        what = "1 deleted passage" if deletions == 1 else f"{deletions} deleted passages"
        yield Notice(NoticeCode.DELETIONS, f"Changes are tracked: {what} left out, insertions read.")
    yield from unread_parts(archive)
