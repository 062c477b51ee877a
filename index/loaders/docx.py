"""Word documents (.docx): the body in order, then notes and comments; page headers and footers are furniture."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from index.document import BlockKind, LoadedText, Notice, NoticeCode
from index.errors import UnreadableFileError
from index.loaders import left_out
from index.loaders.archive import Archive
from index.loaders.builder import TextBuilder
from index.loaders.chart_rows import chart_rows
from index.loaders.docx_walk import Styles, WordBlock, blocks, read_styles
from index.loaders.docx_words import is_struck, without_instructions, words_of
from index.loaders.drawing_text import paragraphs
from index.loaders.office_parts import related, related_root, root_of, stated_title, unread_parts
from index.loaders.xml_names import child, children, local_name, value
from index.titles import tidy, title_of

SUFFIXES = (".docx", ".docm", ".dotx")
FORMAT = "Word document"


_COMMENTS = "Comments"
_DELETED = ("del", "moveFrom")


def load(content: bytes, name: str) -> LoadedText:
    """The text of a Word document with headings, lists, tables, text boxes, charts, notes and comments.

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
    main = next(iter(related(archive, "", "officeDocument")), "word/document.xml")
    document = archive.xml(main)
    body = child(document, "body")
    if body is None:
        raise UnreadableFileError("The file is not a Word document.", "Save it as .docx from the program that made it.")
    without_instructions(body)
    styles = read_styles(related_root(archive, main, "styles"), related_root(archive, main, "numbering"))
    found = list(blocks(body, styles))
    hidden = [block for block in found if block.kind is BlockKind.FURNITURE]
    builder = TextBuilder()
    for block in found:
        if block.kind is not BlockKind.FURNITURE:
            builder.add(block.text, block.kind, block.level)
    for words, kind in (*_drawn(archive, main), *_notes(archive, main, styles)):
        builder.add(words, kind)
    comments = list(_comments(archive, main, styles))
    builder.add(_COMMENTS if comments else "", BlockKind.HEADING, 1)
    for words in comments:
        builder.add(words, BlockKind.PARAGRAPH)
    for words in (*(block.text for block in hidden), *_margins(archive, main, styles)):
        builder.add(words, BlockKind.FURNITURE)
    return LoadedText(
        text=builder.text,
        title=_title(archive, found, name) or title_of(builder.text, builder.blocks, name),
        blocks=builder.blocks,
        notices=tuple(_notices(archive, main, body, hidden)),
        format=FORMAT,
    )


def _drawn(archive: Archive, main: str) -> Iterator[tuple[str, BlockKind]]:
    """The words and numbers of charts and diagrams, which are kept beside the text."""
    for part in related(archive, main, "chart"):
        yield from ((words, BlockKind.ROW) for words in chart_rows(root_of(archive, part)))
    for part in related(archive, main, "diagramData"):
        yield from ((words, BlockKind.ITEM) for words in paragraphs(root_of(archive, part)))


def _notes(archive: Archive, main: str, styles: Styles) -> Iterator[tuple[str, BlockKind]]:
    """The footnotes and endnotes that a person wrote; the lines that part them from the text have a type."""
    for kind in ("footnotes", "endnotes"):
        for note in children(related_root(archive, main, kind)):
            if value(note, "type") in ("", "normal"):
                yield from ((block.text, BlockKind.PARAGRAPH) for block in _seen(note, styles))


def _comments(archive: Archive, main: str, styles: Styles) -> Iterator[str]:
    """The comments in the margin, each after the name of who wrote it."""
    for comment in children(related_root(archive, main, "comments")):
        words = "\n".join(block.text for block in _seen(comment, styles))
        author = value(comment, "author").strip()
        if words:
            yield f"{author}: {words}" if author else words


def _margins(archive: Archive, main: str, styles: Styles) -> Iterator[str]:
    """The words of page headers and footers."""
    for kind in ("header", "footer"):
        for part in related(archive, main, kind):
            yield from (block.text for block in _seen(root_of(archive, part), styles))


def _seen(container: etree._Element, styles: Styles) -> Iterator[WordBlock]:
    return (block for block in blocks(container, styles) if block.kind is not BlockKind.FURNITURE)


def _title(archive: Archive, found: list[WordBlock], name: str) -> str:
    """The paragraph in Word's style for titles, else the title in the file's properties, if it is a real one."""
    styled = next((block.text for block in found if block.is_title), "")
    return tidy(styled or stated_title(archive, name))


def _notices(archive: Archive, main: str, body: etree._Element, hidden: list[WordBlock]) -> Iterator[Notice]:
    struck = [
        words
        for run in body.iter("{*}r")
        if is_struck(run) and (words := _letters("".join(words_of(run, frozenset()))))
    ]
    yield from left_out.struck_passages(len(struck))
    count = sum(len(_letters(block.text)) for block in hidden) - sum(map(len, struck))
    if count > 0:
        yield Notice(NoticeCode.HIDDEN, f"{count} characters are hidden text, which is not quoted.")
    deletions = sum(local_name(element) in _DELETED and any(map(_has_words, element)) for element in body.iter())
    if deletions:
        what = "1 deleted passage" if deletions == 1 else f"{deletions} deleted passages"
        yield Notice(NoticeCode.DELETIONS, f"Changes are tracked: {what} left out, insertions read.")
    inserted = related(archive, main, "aFChunk")
    if inserted:
        message = f"Parts of another format were not read ({len(inserted)}); open and save the document in Word."
        yield Notice(NoticeCode.EMBEDDED, message)
    yield from unread_parts(archive)


def _letters(words: str) -> str:
    """Words without the spaces between them."""
    return "".join(words.split())


def _has_words(element: etree._Element) -> bool:
    return any(local_name(inner) in ("t", "delText") and (inner.text or "").strip() for inner in element.iter())
