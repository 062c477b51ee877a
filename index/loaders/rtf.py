"""Rich text (.rtf): the body in order, then notes and comments; page headers and footers are furniture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.document import BlockKind, LoadedText, Notice, NoticeCode
from index.errors import UnreadableFileError
from index.loaders import left_out
from index.loaders.builder import TextBuilder
from index.loaders.rtf_parts import Part, RtfBlock
from index.loaders.rtf_reader import RtfReader
from index.titles import is_stated_title, squeeze, tidy, title_of

SUFFIXES = (".rtf",)
FORMAT = "rich text"

_BEGIN = b"{\\rtf"
_COMMENTS = "Comments"


def load(content: bytes, name: str) -> LoadedText:
    """The text of a rich text file.

    Raises:
        UnreadableFileError: it is no such file.
    """
    if not content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(_BEGIN):
        raise UnreadableFileError(
            "The file is not in Rich Text Format.", "Open it in Word or LibreOffice and save it as .docx."
        )
    reader = RtfReader()
    reader.read(content.decode("latin-1"))
    builder = TextBuilder()
    _add(builder, reader.blocks, Part.BODY)
    _add(builder, reader.blocks, Part.NOTE)
    builder.add(_COMMENTS if _of(reader.blocks, Part.COMMENT) else "", BlockKind.HEADING, 1)
    _add(builder, reader.blocks, Part.COMMENT)
    for part in (Part.HIDDEN, Part.MARGIN):
        for block in _of(reader.blocks, part):
            builder.add(block.text, BlockKind.FURNITURE)
    stated = squeeze(" ".join(block.text for block in _of(reader.blocks, Part.TITLE)))
    return LoadedText(
        text=builder.text,
        title=(tidy(stated) if is_stated_title(stated, name) else "") or title_of(builder.text, builder.blocks, name),
        blocks=builder.blocks,
        notices=tuple(_notices(reader)),
        format=FORMAT,
    )


def _of(blocks: Sequence[RtfBlock], part: Part) -> list[RtfBlock]:
    return [block for block in blocks if block.part is part]


def _add(builder: TextBuilder, blocks: Sequence[RtfBlock], part: Part) -> None:
    for block in _of(blocks, part):
        builder.add(block.text, block.kind, block.level)


def _notices(reader: RtfReader) -> Iterator[Notice]:
    if not reader.is_whole:
        yield Notice(NoticeCode.TRUNCATED, "The file is cut short; its end is missing.")
    hidden = sum(len(block.text) for block in _of(reader.blocks, Part.HIDDEN))
    if hidden:
        yield Notice(NoticeCode.HIDDEN, f"{hidden} characters are hidden text, which is not quoted.")
    if _of(reader.blocks, Part.DELETED) and reader.is_struck:
        yield Notice(NoticeCode.DELETIONS, "Words that are deleted or struck through were left out.")
    elif _of(reader.blocks, Part.DELETED):
        yield Notice(NoticeCode.DELETIONS, "Changes are tracked: deleted passages were left out, insertions read.")
    yield from left_out.pictures(reader.pictures)
    yield from left_out.embedded_files(reader.objects)
