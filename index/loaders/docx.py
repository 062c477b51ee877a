"""Word documents (.docx): the body in order, then notes; page headers and footers are furniture."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from index.document import BlockKind, LoadedText, Notice, NoticeCode
from index.errors import UnreadableFileError
from index.loaders.archive import Archive
from index.loaders.builder import TextBuilder
from index.loaders.docx_walk import WordBlock, blocks, read_styles
from index.loaders.xml_names import child, value
from index.titles import is_stated_title, tidy, title_of

SUFFIXES = (".docx", ".docm", ".dotx")
FORMAT = "Word document"


_MAIN_PART = "officeDocument"


def load(content: bytes, name: str) -> LoadedText:
    """The text of a Word document with headings, lists, tables, text boxes, content controls and notes.

    Raises:
        UnreadableFileError: it is no Word document, damaged, protected by a password or suspiciously large.
    """
    archive = Archive(content)
    try:
        return _load(archive, name)
    except RecursionError as exc:
        raise UnreadableFileError(
            "The document is nested too deeply to be an ordinary one.", "Open it in Word and save it as PDF."
        ) from exc


def _load(archive: Archive, name: str) -> LoadedText:
    main = next(iter(_related(archive, "", _MAIN_PART)), "word/document.xml")
    document = archive.xml(main)
    body = child(document, "body")
    if body is None:
        raise UnreadableFileError("The file is not a Word document.", "Save it as .docx from the program that made it.")
    styles = read_styles(_part(archive, main, "styles"))
    found = list(blocks(body, styles))
    builder = TextBuilder()
    for block in found:
        builder.add(block.text, block.kind, block.level)
    for note in (*_notes(archive, main, "footnotes"), *_notes(archive, main, "endnotes")):
        for block in blocks(note, styles):
            builder.add(block.text, BlockKind.PARAGRAPH)
    for kind in ("header", "footer"):
        for part in _related(archive, main, kind):
            for block in blocks(_root(archive, part), styles):
                builder.add(block.text, BlockKind.FURNITURE)
    return LoadedText(
        text=builder.text,
        title=_title(archive, found, name) or title_of(builder.text, builder.blocks, name),
        blocks=builder.blocks,
        notices=tuple(_notices(archive, main)),
        format=FORMAT,
    )


def _related(archive: Archive, part: str, kind: str) -> list[str]:
    """The names of the parts of one kind that ``part`` refers to; "" stands for the archive as a whole."""
    folder, file = posixpath.split(part)
    relations = archive.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
    targets = [
        posixpath.normpath(posixpath.join(folder, value(relation, "Target")))
        for relation in (relations if relations is not None else ())
        if value(relation, "Type").endswith(f"/{kind}") and value(relation, "TargetMode") != "External"
    ]
    return list(dict.fromkeys(targets))


def _root(archive: Archive, part: str) -> etree._Element:
    root = archive.xml(part)
    return root if root is not None else etree.Element("missing")


def _part(archive: Archive, main: str, kind: str) -> etree._Element:
    """The one part of a kind, or an empty element."""
    return _root(archive, next(iter(_related(archive, main, kind)), ""))


def _notes(archive: Archive, main: str, kind: str) -> Iterator[etree._Element]:
    """The footnotes or endnotes that a person wrote; the lines that part them from the text have a type."""
    return (note for note in _part(archive, main, kind) if value(note, "type") in ("", "normal"))


def _title(archive: Archive, found: list[WordBlock], name: str) -> str:
    """The paragraph in Word's style for titles, else the title in the file's properties, if it is a real one."""
    styled = next((block.text for block in found if block.is_title), "")
    core = _part(archive, "", "core-properties")
    title = child(core, "title")
    stated = (title.text or "") if title is not None else ""
    return tidy(styled or (stated if is_stated_title(stated, name) else ""))


def _notices(archive: Archive, main: str) -> Iterator[Notice]:
    comments = len(_part(archive, main, "comments"))
    if comments:
        what = "comment in the margin was" if comments == 1 else "comments in the margin were"
        yield Notice(NoticeCode.COMMENTS, f"{comments} {what} not read.")
