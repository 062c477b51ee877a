"""JSON (.json, .jsonl) as text: records as rows of ``name: value``, with the way to them as their place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.document import BlockKind, LoadedText, Notice, NoticeCode, Place, PlaceKind
from index.loaders import text as plain_text
from index.loaders.builder import TextBuilder
from index.loaders.decoding import decode
from index.titles import from_file_name, looks_like_title, squeeze, tidy, title_of

SUFFIXES = (".json", ".jsonl", ".ndjson", ".geojson")
FORMAT = "JSON"

_MAX_ROW_CHARS = 400
_SURROGATE = re.compile("[\ud800-\udfff]")
_TITLES = ("title", "name", "headline", "subject")


@dataclass(frozen=True, slots=True)
class _Members:
    """An object: its names and values as they stand in the file, a name that is given twice with both."""

    pairs: tuple[tuple[str, object], ...]


def load(content: bytes, name: str) -> LoadedText:
    """The words and numbers of a JSON file; one that is not well formed is read as plain text, and says so.

    Raises:
        UnreadableFileError: the file holds binary data.
    """
    source = decode(content)
    try:
        data = _parse(source)
    except ValueError:
        loaded = plain_text.load(content, name)
        notice = Notice(NoticeCode.TRUNCATED, "The file is damaged or cut short, so it was read as plain text.")
        return LoadedText(loaded.text, loaded.title, loaded.blocks, notices=(notice,), format=FORMAT)
    builder = TextBuilder()
    for path, words, kind in _pieces(data, ()):
        if path:
            builder.mark(Place(PlaceKind.TEXT, " › ".join(path)))
        builder.add(words, kind, min(len(path) + 1, 6) if kind is BlockKind.HEADING else 0)
    return LoadedText(
        text=builder.text,
        title=_title(data) or from_file_name(name) or title_of(builder.text, builder.blocks, name),
        blocks=builder.blocks,
        places=builder.places,
        format=FORMAT,
    )


def _parse(source: str) -> object:
    """The data of a file, its numbers as they are written; of a file with a record on each line, the list of them."""
    decoder = json.JSONDecoder(
        object_pairs_hook=lambda pairs: _Members(tuple(pairs)), parse_int=str, parse_float=str, parse_constant=str
    )
    try:
        return decoder.decode(source)
    except ValueError:
        lines = [line for line in source.split("\n") if line.strip()]
        if len(lines) < 2:
            raise
        return [decoder.decode(line) for line in lines]


_Piece = tuple[tuple[str, ...], str, BlockKind]


def _pieces(data: object, path: tuple[str, ...]) -> Iterator[_Piece]:
    """Every piece of text below ``data`` with the way to it; entries of a list count from 1."""
    if isinstance(data, _Members):
        yield from _object_pieces(data, path)
    elif isinstance(data, list) and data and all(_is_value(one) for one in data):
        words = [_shown(one) for one in data]
        if sum(map(len, words)) <= _MAX_ROW_CHARS:
            yield path, " | ".join(filter(None, words)), BlockKind.ROW
        else:
            yield from ((path, one, BlockKind.ITEM) for one in words)
    elif isinstance(data, list):
        for number, one in enumerate(data, 1):
            yield from _pieces(one, _entry(path, number))
    else:
        yield path, _shown(data), BlockKind.PARAGRAPH


def _object_pieces(data: _Members, path: tuple[str, ...]) -> Iterator[_Piece]:
    """The single values of an object in rows, longer texts by themselves, then what is inside it under its name."""
    row: list[str] = []
    rest: list[tuple[str, object]] = []
    for name, value in data.pairs:
        fields = _fields(name, value)
        if fields is None:
            rest.append((name, value))
            continue
        if row and sum(map(len, row)) + sum(map(len, fields)) > _MAX_ROW_CHARS:
            yield path, " | ".join(row), BlockKind.ROW
            row = []
        row += fields
    if row:
        yield path, " | ".join(row), BlockKind.ROW
    for name, value in rest:
        if _is_value(value):
            yield (*path, name), f"{name}: {_shown(value)}", BlockKind.PARAGRAPH
        else:
            yield (*path, name), name, BlockKind.HEADING
            yield from _pieces(value, (*path, name))


def _fields(name: str, value: object) -> list[str] | None:
    """A member that fits into a row, as ``name: value``, small objects by their members; None for anything else."""
    if isinstance(value, _Members):
        inner = [_fields(f"{name} › {key}", one) for key, one in value.pairs]
        fields = [field for some in inner for field in some or ()]
        return fields if None not in inner and sum(map(len, fields)) <= _MAX_ROW_CHARS else None
    words = _shown(value) if _is_value(value) else _short_list(value)
    if len(words) > _MAX_ROW_CHARS or (isinstance(value, list) and value and not words):
        return None
    return [f"{name}: {squeeze(words)}"] if words.strip() else []


def _short_list(value: object) -> str:
    """A list of a few single values on one line, "" for anything else."""
    if not isinstance(value, list) or not all(_is_value(one) for one in value):
        return ""
    words = ", ".join(filter(None, map(_shown, value)))
    return words if len(words) <= _MAX_ROW_CHARS else ""


def _entry(path: tuple[str, ...], number: int) -> tuple[str, ...]:
    return (*path[:-1], f"{path[-1]}, entry {number}") if path else (f"entry {number}",)


def _is_value(data: object) -> bool:
    return not isinstance(data, _Members | list)


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _SURROGATE.sub("\ufffd", str(value))


def _title(data: object) -> str:
    """The title that an object states for itself."""
    members = {name.lower(): value for name, value in data.pairs} if isinstance(data, _Members) else {}
    stated = (members.get(name) for name in _TITLES)
    return next((tidy(one) for one in stated if isinstance(one, str) and looks_like_title(one)), "")
