"""OpenDocument presentations (.odp): slide by slide, then the notes of each slide."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from index.document import BlockKind, LoadedText, Notice, NoticeCode, Place, PlaceKind
from index.loaders.builder import TextBuilder
from index.loaders.odf_parts import embedded_roots, open_document, stated_title, unread_parts
from index.loaders.odf_walk import OdfBlock, OdfStyles, Role, element_blocks, odf_blocks, read_styles
from index.loaders.xml_names import child, children, value
from index.titles import squeeze, tidy, title_of

SUFFIXES = (".odp", ".otp")
FORMAT = "OpenDocument presentation"

_SLIDE_TITLE_LEVEL = 2


def load(content: bytes, name: str) -> LoadedText:
    """The text of a presentation; hidden slides are kept as furniture.

    Raises:
        UnreadableFileError: it is no presentation, damaged, protected by a password or suspiciously large.
    """
    archive, root, body = open_document(content, "presentation", ".odp")
    styles = read_styles(archive.xml("styles.xml"), root)
    hidden = _hidden_styles(root)
    builder = TextBuilder()
    notices: list[Notice] = []
    slides = list(children(body, "page"))
    for number, slide in enumerate(slides, 1):
        is_hidden = value(slide, "style-name") in hidden
        if is_hidden:
            notices.append(Notice(NoticeCode.HIDDEN, f"Slide {number} is hidden and is not quoted.", number))
        builder.mark(Place(PlaceKind.SLIDE, f"slide {number}", number))
        drawn = [block for one in embedded_roots(archive, slide) for block in odf_blocks(one, styles)]
        _add(builder, [*_slide_blocks(slide, styles), *drawn], is_hidden)
        notes = child(slide, "notes")
        if notes is not None:
            builder.mark(Place(PlaceKind.SLIDE, f"slide {number}, notes", number))
            _add(builder, odf_blocks(notes, styles), is_hidden)
    return LoadedText(
        text=builder.text,
        title=tidy(stated_title(archive, name)) or title_of(builder.text, builder.blocks, name),
        blocks=builder.blocks,
        places=builder.places,
        notices=(*notices, *unread_parts(archive)),
        format=FORMAT,
        pages=len(slides),
    )


def _slide_blocks(slide: etree._Element, styles: OdfStyles) -> Iterator[OdfBlock]:
    """The title of a slide as a heading, then the rest."""
    titles = [frame for frame in children(slide, "frame") if value(frame, "class") == "title"]
    words = squeeze(" ".join(block.text for frame in titles for block in odf_blocks(frame, styles)))
    if words:
        yield OdfBlock(words, BlockKind.HEADING, _SLIDE_TITLE_LEVEL)
    for shape in children(slide):
        if shape not in titles:
            yield from element_blocks(shape, styles)


def _add(builder: TextBuilder, blocks: Iterator[OdfBlock] | list[OdfBlock], is_hidden: bool) -> None:
    for block in blocks:
        is_unseen = is_hidden or block.role is Role.HIDDEN
        builder.add(block.text, BlockKind.FURNITURE if is_unseen else block.kind, 0 if is_unseen else block.level)


def _hidden_styles(root: etree._Element) -> frozenset[str]:
    return frozenset(
        value(style, "name")
        for style in root.iter("{*}style")
        if value(child(style, "drawing-page-properties"), "visibility") == "hidden"
    )
