"""What passes between the program and the process that draws pages; nothing that the process says is trusted."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any

from index.document import Span
from index.ocr.recognised import RecognisedPage, decode_page, encode_page
from index.pages.boxes import Box
from index.pages.page_cells import PageText
from index.parsing_messages import BrokenMessageError

_PNG = b"\x89PNG\r\n\x1a\n"
_Told = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page (from 1) as a PNG file, with the boxes of the quote on it; no boxes where it was not surely found."""

    page: int
    png: bytes
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class DrawRequest:
    """What to draw of the PDF whose content follows; ``seconds`` and ``memory_bytes`` are limits."""

    text: str
    pages: tuple[PageText, ...]
    span: Span
    seconds: float
    memory_bytes: int
    recognised: tuple[RecognisedPage, ...] = ()

    def encoded(self) -> bytes:
        """The request as bytes."""
        pages = [(one.page, _pairs(one.body), _pairs(one.running)) for one in self.pages]
        recognised = [encode_page(page) for page in self.recognised]
        told = [self.text, pages, (self.span.start, self.span.end), self.seconds, self.memory_bytes, recognised]
        return json.dumps(told, ensure_ascii=False).encode("utf-8")

    @staticmethod
    def decoded(message: bytes) -> DrawRequest:
        """The request that ``encoded`` made."""
        text, pages, span, seconds, memory_bytes, recognised = json.loads(message)
        texts = tuple(PageText(page, _spans(body), _spans(running)) for page, body, running in pages)
        known = tuple(map(decode_page, recognised))
        return DrawRequest(text, texts, Span(*span), seconds, memory_bytes, known)


def encode_pictures(pictures: tuple[PagePicture, ...]) -> bytes:
    """Pictures as bytes."""
    told = [
        (
            one.page,
            b64encode(one.png).decode("ascii"),
            [(box.left, box.top, box.right, box.bottom) for box in one.boxes],
        )
        for one in pictures
    ]
    return json.dumps(told).encode("ascii")


def encode_problem(problem: str) -> bytes:
    """The name of what went wrong as bytes."""
    return json.dumps({"problem": problem}).encode("utf-8")


def decode_pictures(message: bytes, pages: tuple[PageText, ...]) -> tuple[PagePicture, ...]:
    """What ``encode_pictures`` was given.

    Raises:
        BrokenMessageError: it is something else, or about other pages than ``pages``.
    """
    try:
        pictures = tuple(_picture(told) for told in json.loads(message))
    except (ValueError, TypeError, RecursionError) as exc:
        raise BrokenMessageError(f"no pictures of pages ({type(exc).__name__})") from exc
    if [one.page for one in pictures] != [one.page for one in pages]:
        raise BrokenMessageError("pictures of other pages than those asked for")
    return pictures


def _picture(told: list[Any]) -> PagePicture:
    page, png, boxes = told
    content = b64decode(png, validate=True)
    if type(page) is not int or not content.startswith(_PNG):
        raise TypeError("expected the number of a page and its picture")
    return PagePicture(page, content, tuple(Box(*map(_edge, edges)) for edges in boxes))


def _edge(value: object) -> float:
    if not isinstance(value, (int, float)) or not -1 <= value <= 2:
        raise TypeError("expected an edge of a box on a page")
    return float(value)


def _pairs(spans: tuple[Span, ...]) -> _Told:
    return [(span.start, span.end) for span in spans]


def _spans(pairs: _Told) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
