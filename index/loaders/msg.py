"""E-mails as Outlook saves them (.msg), with what is attached to them."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import partial

from index.document import LoadedText, Notice, NoticeCode
from index.errors import UnreadableFileError
from index.loaders import msg_properties as properties
from index.loaders.archive import damaged
from index.loaders.mail_text import FORMAT, MAX_DEPTH, Attachment, Message, load_attached, load_message
from index.loaders.msg_properties import Storage, unpacked_rtf

__all__ = ["FORMAT", "SUFFIXES", "load", "load_at_depth"]

SUFFIXES = (".msg",)

_DAMAGED = Notice(NoticeCode.TRUNCATED, "The file is damaged: parts of the message may be missing.")


def load(content: bytes, name: str) -> LoadedText:
    """The text of a message and of its attachments.

    Raises:
        UnreadableFileError: it is no message, or damaged.
    """
    return load_at_depth(content, name, 0)


def load_at_depth(content: bytes, name: str, depth: int) -> LoadedText:
    """As ``load``, for a message that is attached to ``depth`` others.

    Raises:
        UnreadableFileError: as ``load``, or messages are attached to messages without end.
    """
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            message = Storage(file)
            if not file.exists("__properties_version1.0"):
                raise UnreadableFileError(
                    "The file is not an Outlook message.", "Save it as .msg or .eml from your mail program."
                )
            loaded = _load(message, name, depth)
            return replace(loaded, notices=(*loaded.notices, _DAMAGED)) if file.parsing_issues else loaded
    except UnreadableFileError:
        raise
    except Exception as exc:  # of a damaged compound file anything may be raised
        raise damaged() from exc


def _load(storage: Storage, name: str, depth: int) -> LoadedText:
    if depth > MAX_DEPTH:
        raise UnreadableFileError("Messages are attached to messages without end.", "Save the one you want by itself.")
    plain = storage.words(properties.BODY)
    markup = storage.encoded_words(properties.HTML)
    if not plain.strip() and not markup.strip():
        plain = _words_of_rtf(unpacked_rtf(storage.content(properties.RTF)))
    message = Message(
        subject=storage.words(properties.SUBJECT),
        headers=(
            ("From", _sender(storage)),
            ("To", storage.words(properties.TO)),
            ("Cc", storage.words(properties.CC)),
            ("Date", storage.time(properties.SUBMITTED, properties.DELIVERED)),
        ),
        plain=plain,
        markup=markup,
        attachments=tuple(_attachment(one, number, depth) for number, one in enumerate(storage.attachments(), 1)),
    )
    return load_message(message, name)


def _sender(storage: Storage) -> str:
    name = storage.words(properties.SENDER_NAME)
    addresses = (storage.words(number) for number in (properties.SENDER_SMTP, properties.SENDER_ADDRESS))
    address = next((one for one in addresses if "@" in one), "")
    return f"{name} <{address}>" if name and address and address not in name else name or address


def _attachment(storage: Storage, number: int, depth: int) -> Attachment:
    names = (storage.words(one) for one in (properties.LONG_NAME, properties.SHORT_NAME, properties.DISPLAY_NAME))
    name = " ".join(next(filter(str.strip, names), f"part {number}").split())
    inner = storage.message()
    if inner is not None:
        return Attachment(name, partial(_load, inner, name, depth + 1))
    content = partial(storage.content, properties.ATTACHED)
    is_shown = bool(storage.words(properties.CONTENT_ID))
    return Attachment(name, partial(load_attached, content, name, depth + 1), is_shown)


def _words_of_rtf(content: bytes) -> str:
    if not content:
        return ""
    from index.loaders import rtf

    try:
        return rtf.load(content, "").text
    except UnreadableFileError:
        return ""
