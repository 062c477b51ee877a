"""E-mails as most programs save them (.eml), with what is attached to them."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email import errors
from email.message import EmailMessage
from email.message import Message as AnyMessage
from functools import partial
from typing import cast

from index.document import LoadedText, Notice, NoticeCode
from index.errors import UnreadableFileError
from index.loaders.decoding import decode
from index.loaders.mail_text import FORMAT, MAX_DEPTH, Attachment, Message, load_attached, load_message

__all__ = ["FORMAT", "SUFFIXES", "load", "load_at_depth"]

SUFFIXES = (".eml",)

_SOFT_BREAK = re.compile(r"(?<!^--) \n(?![> ])", re.MULTILINE)
_MAX_HEADER_CHARS = 5000
_HEADERS = ("From", "To", "Cc", "Date")
_SIGNATURES = frozenset(("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"))
_ENCRYPTED = frozenset(("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"))
_CUT = (
    errors.StartBoundaryNotFoundDefect,
    errors.CloseBoundaryNotFoundDefect,
    errors.MultipartInvariantViolationDefect,
)
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, IndexError, errors.MessageError)
"""What the standard library raises over headers and parts that are not as they should be."""


def load(content: bytes, name: str) -> LoadedText:
    """The text of a message and of its attachments.

    Raises:
        UnreadableFileError: it is encrypted, or holds binary data instead of a message.
    """
    return load_at_depth(content, name, 0)


def load_at_depth(content: bytes, name: str, depth: int) -> LoadedText:
    """As ``load``, for a message that is attached to ``depth`` others.

    Raises:
        UnreadableFileError: as ``load``, or messages are attached to messages without end.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = decode(content).encode("utf-8")
    parsed = email.message_from_bytes(content, policy=email.policy.default)
    notices = _shorten_headers(parsed)
    loaded = _load(parsed, name, depth)
    return replace(loaded, notices=(*notices, *loaded.notices))


def _shorten_headers(parsed: EmailMessage) -> tuple[Notice, ...]:
    """Cut headers that are far longer than any person writes: to understand them takes minutes and gigabytes."""
    is_cut = False
    for part in parsed.walk():
        for key, words in list(part.raw_items()):
            if len(words) > _MAX_HEADER_CHARS:
                del part[key]
                part.set_raw(key, words[:_MAX_HEADER_CHARS] + "…")
                is_cut = True
    message = f"Of headers longer than {_MAX_HEADER_CHARS:,} characters only the beginning was read."
    return (Notice(NoticeCode.CUT, message),) if is_cut else ()


def _load(parsed: EmailMessage, name: str, depth: int) -> LoadedText:
    if depth > MAX_DEPTH:
        raise UnreadableFileError("Messages are attached to messages without end.", "Save the one you want by itself.")
    if parsed.get_content_type() in _ENCRYPTED:
        raise UnreadableFileError(
            "The message is encrypted.", "Open it in your mail program and save its text, or forward it unencrypted."
        )
    plain: list[str] = []
    markup: list[str] = []
    attachments: list[Attachment] = []
    for part in _leaves(parsed):
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and not _is_attached(part):
            (plain if kind == "text/plain" else markup).append(_words(part))
        elif kind not in _SIGNATURES:
            attachments.append(_attachment(part, len(attachments) + 1, depth))
    headers = tuple((header, _header(parsed, header)) for header in _HEADERS)
    message = Message(
        subject=_header(parsed, "Subject"),
        headers=headers,
        plain="\n\n".join(plain),
        markup="\n".join(markup),
        attachments=tuple(attachments),
        notices=tuple(_defects(parsed)),
    )
    return load_message(message, name)


def _leaves(message: AnyMessage) -> Iterator[EmailMessage]:
    """The parts that hold something, in order; an attached message is one part."""
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in message.get_payload():
            yield from _leaves(cast(EmailMessage, part))
    else:
        yield cast(EmailMessage, message)


def _is_attached(part: EmailMessage) -> bool:
    return _disposition(part) == "attachment" or bool(_file_name(part))


def _disposition(part: EmailMessage) -> str:
    try:
        return part.get_content_disposition() or ""
    except _BROKEN:
        return ""


def _file_name(part: EmailMessage) -> str:
    try:
        return " ".join((part.get_filename() or "").split())
    except _BROKEN:
        return ""


def _attachment(part: EmailMessage, number: int, depth: int) -> Attachment:
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        inner = cast(EmailMessage, part.get_payload(0))
        name = _file_name(part) or _header(inner, "Subject") or f"message {number}"
        return Attachment(name, partial(_load, inner, name, depth + 1))
    name = _file_name(part) or f"part {number}{_SUFFIX_OF.get(part.get_content_type(), '')}"
    is_shown = part.get_content_maintype() == "image" and (_disposition(part) == "inline" or "Content-ID" in part)
    return Attachment(name, partial(load_attached, partial(_bytes, part), name, depth + 1), is_shown)


_SUFFIX_OF = {"text/plain": ".txt", "text/html": ".html", "text/csv": ".csv", "application/pdf": ".pdf"}
"""The ending for a part that has no name."""


def _bytes(part: EmailMessage) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except _BROKEN as exc:
        raise UnreadableFileError("Its encoding is broken.", "Ask for it to be sent again.") from exc
    return payload if isinstance(payload, bytes) else b""


def _words(part: EmailMessage) -> str:
    try:
        charset = part.get_content_charset()
    except _BROKEN:
        charset = None
    words = decode(_bytes(part), charset)
    return _SOFT_BREAK.sub("", words) if _is_flowed(part) else words


def _is_flowed(part: EmailMessage) -> bool:
    """Whether a space at a line end only says that the line goes on, even within a word (RFC 3676)."""
    try:
        stated = (str(part.get_param(name, "")).lower() for name in ("format", "delsp"))
        return tuple(stated) == ("flowed", "yes")
    except _BROKEN:
        return False


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except _BROKEN:  # a header that the standard library stumbles over
        return next((str(text) for key, text in message.raw_items() if key.lower() == name.lower()), "")


def _defects(message: EmailMessage) -> Iterator[Notice]:
    if any(isinstance(defect, _CUT) for part in message.walk() for defect in part.defects):
        yield Notice(NoticeCode.TRUNCATED, "The message is damaged or cut short; its end is missing.")
