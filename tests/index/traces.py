"""Looks for words in every file of a library, however the file packs them."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

import tantivy

from index.analysis import stemming_analyzer
from index.words import WordIndex

_PACKED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")  # where gzip and zlib streams begin


def traces(folder: Path, words: str | Sequence[str]) -> list[str]:
    """Files below ``folder`` that hold any of ``words`` in any case, plain or packed, as "file: word"."""
    wanted = [word.lower() for word in (words.split() if isinstance(words, str) else words)]
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            for content in _unpacked(file.read_bytes()):
                found += [f"{file.name}: {word}" for word in wanted if _holds(content, word)]
    for index in sorted(folder.rglob("words")):
        holds = _dictionary(index)
        found += [f"{index}: {word}" for word in wanted if holds(word)]
    return found


def _holds(content: bytes, word: str) -> bool:
    return word.encode() in content or word.encode("utf-16-le") in content


def _unpacked(content: bytes) -> Iterator[bytes]:
    """A file as it is, and everything in it that is packed."""
    yield content.lower()
    if zipfile.is_zipfile(BytesIO(content)):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from _unpacked(archive.read(name))
        return
    for begin in _PACKED.finditer(content):
        how = zlib.MAX_WBITS | (32 if begin.group().startswith(b"\x1f") else 0)
        try:
            unpacked = zlib.decompressobj(how).decompress(content[begin.start() :])
        except zlib.error:
            continue
        if len(unpacked) > 16:
            yield unpacked.lower()


def _dictionary(index: Path) -> Callable[[str], bool]:
    """Whether a word is in the dictionary of a word index, which is packed in a way of its own."""
    try:
        opened = tantivy.Index.open(str(index))
    except ValueError:  # one that is being written has no dictionary yet
        return lambda word: False
    opened.register_tokenizer("stemmed", stemming_analyzer())
    words = WordIndex(opened)
    return lambda word: any(words.frequencies(field, word[:-3]) for field in ("text", "context", "exact"))
