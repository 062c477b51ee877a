"""Captions of films and recordings (.vtt, .srt): what is said, by whom, with the time as its place.

A sentence often runs over several captions, so those that one person says without a pause make one paragraph, with a
place for each of them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.document import BlockKind, LoadedText, Place, PlaceKind
from index.loaders import text as plain_text
from index.loaders.builder import TextBuilder
from index.loaders.decoding import decode
from index.titles import from_file_name, squeeze, tidy, title_of

SUFFIXES = (".vtt", ".srt")
FORMAT = "captions"

_STAMP = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
_TIMING = re.compile(rf"\s*{_STAMP}\s*-->\s*{_STAMP}")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_TAG = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’)\]]*$")
_PAUSE_S = 4.0
_LONG_CHARS = 600
_VERY_LONG_CHARS = 1500
_UNSPOKEN = ("WEBVTT", "NOTE", "STYLE", "REGION")


@dataclass(frozen=True, slots=True)
class _Caption:
    """Words on the screen from ``start_s`` to ``end_s``; ``speaker`` is "" where nobody is named."""

    start_s: float
    end_s: float
    speaker: str
    words: str


def load(content: bytes, name: str) -> LoadedText:
    """The words of captions; a file without any time is read as plain text.

    Raises:
        UnreadableFileError: the file holds binary data.
    """
    source = decode(content)
    parts = [part.split("\n") for part in re.split(r"\n[ \t]*(?:\n[ \t]*)+", source.strip("\n"))]
    captions = list(_captions(parts))
    if not captions:
        return plain_text.load(content, name)
    builder = TextBuilder()
    for part in parts:
        if part[0].startswith(_UNSPOKEN):
            builder.add("\n".join(part), BlockKind.FURNITURE)
    for paragraph in _paragraphs(captions):
        _add(builder, paragraph)
    stated = tidy(parts[0][0].removeprefix("WEBVTT").strip(" \t-–:")) if parts[0][0].startswith("WEBVTT") else ""
    return LoadedText(
        text=builder.text,
        title=stated or from_file_name(name) or title_of(builder.text, builder.blocks, name),
        blocks=builder.blocks,
        places=builder.places,
        format=FORMAT,
    )


def _captions(parts: Iterable[list[str]]) -> Iterator[_Caption]:
    """The captions in order; lines that the one before already showed are left out, as rolling captions repeat them."""
    before: list[str] = []
    start_s = end_s = 0.0
    is_begun = False
    for part in parts:
        timing = next((number for number, line in enumerate(part) if _TIMING.match(line)), None)
        if timing is None and (not is_begun or part[0].startswith(_UNSPOKEN)):
            continue
        lines = part if timing is None else part[timing + 1 :]
        if timing is not None:
            stamps = _TIMING.match(part[timing])
            values = stamps.groups() if stamps else ()
            last_end_s, start_s, end_s = end_s, _seconds(values[:4]), _seconds(values[4:])
            before, is_begun = (before if start_s <= last_end_s + 0.1 else []), True
        shown = [line for line in lines if _plain(line)]
        yield from _voices(start_s, end_s, "\n".join(_without_repeated(before, shown)))
        before = shown


def _without_repeated(before: list[str], lines: list[str]) -> list[str]:
    """``lines`` without those at their front that end ``before``."""
    for count in range(min(len(before), len(lines)), 0, -1):
        if before[-count:] == lines[:count]:
            return lines[count:]
    return lines


def _voices(start_s: float, end_s: float, source: str) -> Iterator[_Caption]:
    """A caption for each voice in one."""
    first, *rest = _VOICE.split(source)
    said = [("", first), *zip(rest[::2], rest[1::2], strict=True)]
    for speaker, words in said:
        if _plain(words):
            yield _Caption(start_s, end_s, squeeze(html.unescape(speaker)), _plain(words))


def _plain(source: str) -> str:
    return squeeze(html.unescape(_TAG.sub("", source)))


def _paragraphs(captions: Iterable[_Caption]) -> Iterator[list[_Caption]]:
    """Runs of captions that belong together."""
    run: list[_Caption] = []
    for caption in captions:
        if run and _parts(run, caption):
            yield run
            run = []
        run.append(caption)
    if run:
        yield run


def _parts(run: list[_Caption], caption: _Caption) -> bool:
    """Whether a new paragraph begins with ``caption``."""
    last = run[-1]
    length = sum(len(one.words) for one in run)
    ends = _SENTENCE_END.search(last.words) is not None
    if caption.speaker != last.speaker or caption.start_s - last.end_s > _PAUSE_S or caption.start_s < last.start_s:
        return True
    return (ends and length > _LONG_CHARS) or length > _VERY_LONG_CHARS


def _add(builder: TextBuilder, paragraph: list[_Caption]) -> None:
    speaker = paragraph[0].speaker
    offsets: list[int] = []
    words = f"{speaker}:" if speaker else ""
    for caption in paragraph:
        words += " " if words else ""
        offsets.append(len(words))
        words += caption.words
    builder.mark(_place(paragraph[0]))
    span = builder.add(words, BlockKind.PARAGRAPH)
    for caption, offset in zip(paragraph[1:], offsets[1:], strict=True):
        if span:
            builder.mark_at(span.start + offset, _place(caption))


def _place(caption: _Caption) -> Place:
    seconds = int(caption.start_s)
    return Place(PlaceKind.TIME, f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}")


def _seconds(stamp: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in stamp)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(fraction.ljust(3, "0")) / 1000
