"""PowerPoint presentations (.pptx): slide by slide with tables, charts and diagrams, then the notes of each slide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from index.document import BlockKind, LoadedText, Notice, NoticeCode, Place, PlaceKind
from index.errors import UnreadableFileError
from index.loaders.archive import Archive
from index.loaders.builder import TextBuilder
from index.loaders.chart_rows import chart_rows
from index.loaders.drawing_text import paragraphs, unseen_passages
from index.loaders.office_parts import related, relations, root_of, stated_title, unread_parts
from index.loaders.pptx_comments import comment_authors, comments
from index.loaders.pptx_walk import Area, SlideBlock, related_ids, slide_blocks
from index.loaders.xml_names import child, children, local_name, value
from index.titles import tidy, title_of

SUFFIXES = (".pptx", ".pptm", ".ppsx", ".potx")
FORMAT = "PowerPoint presentation"


@dataclass(frozen=True, slots=True)
class _Show:
    """What all slides share."""

    area: Area | None
    authors: Mapping[str, str]


def load(content: bytes, name: str) -> LoadedText:
    """The text of a presentation; hidden slides are kept as furniture.

    Raises:
        UnreadableFileError: it is no presentation, damaged, protected by a password or suspiciously large.
    """
    archive = Archive(content)
    main = next(iter(related(archive, "", "officeDocument")), "ppt/presentation.xml")
    presentation = archive.xml(main)
    if presentation is None or local_name(presentation) != "presentation":
        raise UnreadableFileError(
            "The file is not a PowerPoint presentation.", "Save it as .pptx from the program that made it."
        )
    parts = {relation.identifier: relation.target for relation in relations(archive, main)}
    slides = [parts.get(_relation_id(entry), "") for entry in children(child(presentation, "sldIdLst"))]
    show = _Show(_area(presentation), comment_authors(archive, main))
    builder = TextBuilder()
    notices: list[Notice] = []
    for number, part in enumerate(slides, 1):
        builder.mark(Place(PlaceKind.SLIDE, f"slide {number}", number))
        notices += _add_slide(builder, archive, part, number, show)
    return LoadedText(
        text=builder.text,
        title=tidy(stated_title(archive, name)) or title_of(builder.text, builder.blocks, name),
        blocks=builder.blocks,
        places=builder.places,
        notices=(*notices, *unread_parts(archive)),
        format=FORMAT,
        pages=len(slides),
    )


def _area(presentation: etree._Element) -> Area | None:
    size = child(presentation, "sldSz")
    width, height = value(size, "cx"), value(size, "cy")
    return Area(int(width), int(height)) if width.isdecimal() and height.isdecimal() else None


def _add_slide(builder: TextBuilder, archive: Archive, part: str, number: int, show: _Show) -> Iterator[Notice]:
    slide = archive.xml(part)
    if slide is None:
        yield Notice(NoticeCode.PARTS_DAMAGED, f"Slide {number} is missing from the file.", number)
        return
    if unseen := unseen_passages(slide):
        message = f"On slide {number} words that are struck through or too small to be seen ({unseen}) were left out."
        yield Notice(NoticeCode.DELETIONS, message, number)
    is_hidden = value(slide, "show") in ("0", "false")
    if is_hidden:
        yield Notice(NoticeCode.HIDDEN, f"Slide {number} is hidden and is not quoted.", number)
    blocks = list(slide_blocks(slide, show.area))
    if not is_hidden and any(block.is_hidden for block in blocks):
        yield Notice(NoticeCode.HIDDEN, f"Slide {number} holds hidden words, which are not quoted.", number)
    for block in (*blocks, *_drawn(archive, part, slide)):
        _add(builder, block, is_hidden)
    notes = [block for name in related(archive, part, "notesSlide") for block in _notes(archive, name)]
    if notes:
        builder.mark(Place(PlaceKind.SLIDE, f"slide {number}, notes", number))
    for block in notes:
        _add(builder, block, is_hidden)
    said = list(comments(archive, part, show.authors))
    if said:
        builder.mark(Place(PlaceKind.SLIDE, f"slide {number}, comments", number))
    for words in said:
        _add(builder, SlideBlock(words, BlockKind.PARAGRAPH), is_hidden)


def _add(builder: TextBuilder, block: SlideBlock, is_hidden: bool) -> None:
    if is_hidden:
        builder.add(block.text, BlockKind.FURNITURE)
    else:
        builder.add(block.text, block.kind, block.level)


def _drawn(archive: Archive, part: str, slide: etree._Element) -> Iterator[SlideBlock]:
    """The words and numbers of charts and diagrams."""
    parts = {relation.identifier: relation for relation in relations(archive, part)}
    for identifier in related_ids(slide):
        relation = parts.get(identifier)
        if relation and relation.kind == "chart":
            yield from (SlideBlock(words, BlockKind.ROW) for words in chart_rows(root_of(archive, relation.target)))
        elif relation and relation.kind == "diagramData":
            yield from (SlideBlock(words, BlockKind.ITEM) for words in paragraphs(root_of(archive, relation.target)))


def _notes(archive: Archive, part: str) -> Iterator[SlideBlock]:
    """The notes to a slide, without the furniture of their page."""
    for block in slide_blocks(root_of(archive, part)):
        yield replace(block, kind=BlockKind.PARAGRAPH, level=0) if block.kind is BlockKind.ITEM else block


def _relation_id(entry: etree._Element) -> str:
    return next((str(text) for key, text in entry.items() if str(key).endswith("}id")), "")
