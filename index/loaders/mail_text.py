"""Makes one text of a message: who wrote it and about what, its words, then what can be read of its attachments.

An attachment is part of the message's document, under a heading of its own and with its own places, so that a quote
from it is found where a person would look: in the message. One that cannot be read is named with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import cast

from index.document import BlockKind, LoadedText, Notice, NoticeCode, Place, PlaceKind
from index.errors import UnreadableFileError
from index.loaders import left_out
from index.loaders.builder import TextBuilder
from index.loaders.decoding import canonical
from index.loaders.inclusion import include
from index.loaders.lines import blocks_of_lines
from index.loaders.markup_text import add_markup, parse_markup
from index.loaders.page_marks import RECOGNISE_ATTACHED, RECOGNISE_PAGES
from index.titles import squeeze, tidy, title_of

FORMAT = "e-mail"
MAX_DEPTH = 5
"""How deep messages may be attached to messages."""

_SENDER_LEVEL, _SUBJECT_LEVEL = 2, 3
_WORD = re.compile(r"\w+(?:[.,:/-]\w+)*")
_PICTURES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".svg", ".webp", ".tif", ".tiff", ".heic"))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a message; ``load`` reads it. ``is_shown`` says that it is a picture inside the message's own words."""

    name: str
    load: Callable[[], LoadedText]
    is_shown: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A message of any format; of ``plain`` and ``markup``, the same words twice, either may be ""."""

    subject: str
    headers: tuple[tuple[str, str], ...]
    plain: str
    markup: str
    attachments: tuple[Attachment, ...]
    notices: tuple[Notice, ...] = ()


def load_message(message: Message, name: str) -> LoadedText:
    """The text of a message and of everything that can be read in it."""
    builder = TextBuilder()
    subject = squeeze(message.subject)
    builder.mark(Place(PlaceKind.HEADING, f"message “{subject}”" if subject else "message"))
    for header, words in message.headers:
        is_sender = header == "From"
        kind = BlockKind.HEADING if is_sender else BlockKind.PARAGRAPH
        builder.add(f"{header}: {squeeze(words)}" if squeeze(words) else "", kind, _SENDER_LEVEL if is_sender else 0)
    builder.add(f"Subject: {subject}" if subject else "", BlockKind.HEADING, _SUBJECT_LEVEL)
    _add_body(builder, message)
    notices = [
        *message.notices,
        *left_out.struck_passages(builder.struck),
        *_add_attachments(builder, message.attachments),
    ]
    return LoadedText(
        text=builder.text,
        title=tidy(subject) or title_of(builder.text, builder.blocks, name),
        blocks=builder.blocks,
        places=builder.places if message.attachments else (),
        notices=tuple(notices),
        format=FORMAT,
    )


def _add_body(builder: TextBuilder, message: Message) -> None:
    """The words of the message once: as plain text, unless that only says that there is a page to look at.

    What stands only on the page, such as the prices of an order, follows after the plain text.
    """
    page = TextBuilder()
    if message.markup.strip():
        add_markup(page, parse_markup(message.markup), _SUBJECT_LEVEL)
        builder.struck += page.struck
    plain = canonical(message.plain)
    if (page.blocks and len(page.text) > 2 * len(plain.strip()) + 200) or not plain.strip():
        for block in page.blocks:
            builder.add(block.span.of(page.text), block.kind, block.level)
        return
    for block in blocks_of_lines(plain):
        level = min(6, block.level + _SUBJECT_LEVEL) if block.kind is BlockKind.HEADING else 0
        builder.add(block.span.of(plain), block.kind, level)
    known = set(_WORD.findall(plain.casefold()))
    for block in page.blocks:
        words = set(_WORD.findall(block.span.of(page.text).casefold()))
        new = words - known
        if 2 * len(new) > len(words) or any(map(_holds_digit, new)):
            builder.add(block.span.of(page.text), block.kind, block.level)


def _holds_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _add_attachments(builder: TextBuilder, attachments: Iterable[Attachment]) -> Iterator[Notice]:
    pictures = 0
    for attachment in attachments:
        label = f"attachment “{attachment.name}”"
        try:
            loaded = attachment.load()
        except UnreadableFileError as exc:
            if attachment.is_shown or PurePath(attachment.name).suffix.lower() in _PICTURES:
                pictures += 1
            else:
                yield Notice(NoticeCode.ATTACHMENTS, f"The {label} was not read. {exc.reason}")
            continue
        builder.mark(Place(PlaceKind.HEADING, label))
        builder.add(f"Attachment: {attachment.name}", BlockKind.HEADING, _SENDER_LEVEL)
        include(builder, loaded, label, _SENDER_LEVEL)
        for notice in loaded.notices:
            message = notice.message.replace(RECOGNISE_PAGES, RECOGNISE_ATTACHED)
            yield Notice(notice.code, f"In the {label}: {message}")
    yield from left_out.pictures(pictures, "in the message")


def load_attached(content: Callable[[], bytes], name: str, depth: int) -> LoadedText:
    """The text of an attached file, by its own loader; a message stands ``depth`` messages deep.

    Raises:
        UnreadableFileError: it cannot be read, for whatever reason.
    """
    from index.loaders import load, loader_of

    loader = loader_of(PurePath(name).suffix.lower())
    if loader is not None and hasattr(loader, "load_at_depth"):
        return cast(LoadedText, loader.load_at_depth(content(), name, depth))
    try:
        return load(content(), name)
    except UnreadableFileError:
        raise
    except Exception as exc:  # one attachment must not keep the message out
        raise UnreadableFileError(f"Its content is not as expected ({type(exc).__name__}).") from exc
