"""What passes between the program and the process that reads files: frames of bytes, and JSON in them.

The process reads other people's files and might be turned by one of them, so nothing that it says is trusted: no
pickle, a bound on every length, and every value is checked before it is used.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import IO, Any

from index.document import Block, BlockKind, Chunk, LoadedText, Notice, NoticeCode, Place, PlaceKind, PlaceMark, Span
from index.errors import OnlyPicturesError, UnreadableFileError
from index.ocr.recognised import RecognisedPage, decode_page, encode_page
from index.preparing import Prepared, revision_of
from index.settings import ChunkSettings

_LENGTH = struct.Struct(">Q")


class BrokenMessageError(Exception):
    """The other side ended, or said what nobody could have meant."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to do with the file whose content follows; ``seconds``, ``memory_bytes`` and ``characters`` are limits."""

    name: str
    settings: ChunkSettings
    seconds: float
    memory_bytes: int
    characters: int
    recognised: tuple[RecognisedPage, ...] = ()

    def encoded(self) -> bytes:
        """The request as bytes."""
        settings = (self.settings.chunk_size_chars, self.settings.overlap_chars)
        pages = [encode_page(page) for page in self.recognised]
        return _as_json([self.name, settings, self.seconds, self.memory_bytes, self.characters, pages])

    @staticmethod
    def decoded(message: bytes) -> Request:
        """The request that ``encoded`` made."""
        name, settings, seconds, memory_bytes, characters, pages = json.loads(message)
        recognised = tuple(map(decode_page, pages))
        return Request(name, ChunkSettings(*settings), seconds, memory_bytes, characters, recognised)


def send(stream: IO[bytes], *messages: bytes) -> None:
    """Write messages of any length."""
    for message in messages:
        stream.write(_LENGTH.pack(len(message)))
        stream.write(message)
    stream.flush()


def receive(stream: IO[bytes], longest: int) -> bytes:
    """The next message.

    Raises:
        BrokenMessageError: there is none, or it has more than ``longest`` bytes.
    """
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > longest:
        raise BrokenMessageError(f"a message of {length} bytes, expected at most {longest}")
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    found = stream.read(length)
    if len(found) != length:
        raise BrokenMessageError("the other side has ended")
    return found


def encode_refusal(refusal: UnreadableFileError) -> bytes:
    """A refusal as bytes."""
    told: dict[str, object] = {"reason": refusal.reason, "next_step": refusal.next_step}
    if isinstance(refusal, OnlyPicturesError):
        told |= {"pages": refusal.pages, "pictures": refusal.pictures}
    return _as_json(told)


def encode_prepared(prepared: Prepared) -> bytes:
    """A prepared file as bytes."""
    loaded = prepared.loaded
    return _as_json(
        {
            "text": loaded.text,
            "title": loaded.title,
            "blocks": [(block.span.start, block.span.end, block.kind, block.level) for block in loaded.blocks],
            "places": [(mark.start, mark.place.kind, mark.place.label, mark.place.page) for mark in loaded.places],
            "notices": [(notice.code, notice.message, notice.page) for notice in loaded.notices],
            "format": loaded.format,
            "pages": loaded.pages,
            "unread": loaded.unread,
            "chunks": [(chunk.span.start, chunk.span.end, chunk.context) for chunk in prepared.chunks],
            "language": prepared.language,
        }
    )


def decode_reply(message: bytes) -> Prepared:
    """What ``encode_prepared`` was given.

    Raises:
        UnreadableFileError: what ``encode_refusal`` was given.
        BrokenMessageError: it is neither.
    """
    try:
        told = json.loads(message)
        if "reason" in told:
            raise _refusal(told)
        return _prepared(told)
    except (ValueError, TypeError, KeyError, RecursionError) as exc:
        raise BrokenMessageError(f"neither a text nor a refusal ({type(exc).__name__})") from exc


def _refusal(told: dict[str, Any]) -> UnreadableFileError:
    reason, next_step = _text(told["reason"]), _text(told["next_step"])
    if "pictures" not in told:
        return UnreadableFileError(reason, next_step)
    pages = _number(told["pages"], 2**31)
    return OnlyPicturesError(reason, next_step, pages, _page_numbers(told["pictures"], pages))


def _prepared(told: dict[str, Any]) -> Prepared:
    text = _text(told["text"])
    length = len(text)
    loaded = LoadedText(
        text=text,
        title=_text(told["title"]),
        blocks=tuple(
            Block(_span(start, end, length), BlockKind(kind), _number(level, 6))
            for start, end, kind, level in told["blocks"]
        ),
        places=tuple(
            PlaceMark(_number(start, length), Place(PlaceKind(kind), _text(label), _page(page)))
            for start, kind, label, page in told["places"]
        ),
        notices=tuple(Notice(NoticeCode(code), _text(message), _page(page)) for code, message, page in told["notices"]),
        format=_text(told["format"]),
        pages=_page(told["pages"]),
        unread=_page_numbers(told["unread"], told["pages"] or 0),
    )
    chunks = tuple(Chunk(_span(start, end, length), _text(context)) for start, end, context in told["chunks"])
    # the name of a text is worked out here: whoever read it has no say in what it is taken for
    return Prepared(loaded, revision_of(text), chunks, _text(told["language"]))


def _as_json(value: object) -> bytes:
    # the text is known to be whole; half a character pair in a title or in the name of a file is shown as "?"
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected a text, got {type(value).__name__}")
    value.encode("utf-8")  # half a character pair could be neither stored nor shown
    return value


def _number(value: object, highest: int) -> int:
    if type(value) is not int or not 0 <= value <= highest:
        raise TypeError(f"expected a number from 0 to {highest}, got {type(value).__name__}")
    return value


def _page(value: object) -> int | None:
    return None if value is None else _number(value, 2**31)


def _page_numbers(numbers: object, pages: int) -> tuple[int, ...]:
    if not isinstance(numbers, list):
        raise TypeError(f"expected numbers of pages, got {type(numbers).__name__}")
    return tuple(sorted({_number(number, pages) for number in numbers}))


def _span(start: object, end: object, length: int) -> Span:
    return Span(_number(start, length), _number(end, length))
