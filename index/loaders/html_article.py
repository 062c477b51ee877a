"""Decides which blocks of a web page belong to its article, led by trafilatura's extraction."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.document import BlockKind
from index.loaders.html_walk import PageBlock
from index.titles import looks_like_byline

# Scripts without spaces between words count by character, so that shingles mean the same everywhere.
_UNSPACED = r"\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_SHINGLE = 4
_MIN_COVERED = 0.6
_MIN_ANCHOR_WORDS = 10  # a shorter block may have its words from elsewhere on the page
_MAX_GAP_BLOCKS = 10
_MIN_GAP_CHARS = 100
_MAX_LINKED = 0.3
_FAR_BLOCKS = 15
_ISLAND_SHARE = 0.2
_LEAD_BLOCKS = 6  # between the headline and the first paragraph: byline, date
_SCRIPT = re.compile(r"<script\b|<nav\b|<aside\b", re.IGNORECASE)
_MAX_DOCUMENT_LINKED = 0.25


@dataclass(frozen=True, slots=True)
class _Extraction:
    """What trafilatura took from the page: its lines, and the runs of words in them."""

    lines: tuple[tuple[str, ...], ...]
    shingles: frozenset[tuple[str, ...]]

    def covers(self, tokens: Sequence[str]) -> bool:
        """Whether most runs of words are in the extraction."""
        own = _shingles(tokens)
        return bool(own) and sum(shingle in self.shingles for shingle in own) >= _MIN_COVERED * len(own)


def is_document(source: str, blocks: Sequence[PageBlock]) -> bool:
    """Whether a page is a document that a program wrote as HTML rather than a page of a web site."""
    characters = sum(len(block.text) for block in blocks)
    linked = sum(len(block.text) * block.link_share for block in blocks)
    return not _SCRIPT.search(source) and linked <= _MAX_DOCUMENT_LINKED * characters


def article_blocks(source: str, blocks: Sequence[PageBlock]) -> list[bool] | None:
    """For each block whether it belongs to the article, or None when no article was found."""
    extraction = _extract(source)
    tokens = [_tokens(block.text) for block in blocks]
    covered = [extraction.covers(words) for words in tokens]
    belongs = [found and len(words) >= _MIN_ANCHOR_WORDS for found, words in zip(covered, tokens, strict=True)]
    if not any(belongs):
        belongs = covered
    if not any(found and block.kind is not BlockKind.HEADING for block, found in zip(blocks, belongs, strict=True)):
        return None
    first, last = belongs.index(True), len(belongs) - belongs[::-1].index(True)
    # Backwards, so that of a headline and a menu entry with the same words the one near the text is taken.
    unused = Counter(extraction.lines)
    for number in reversed(range(max(0, first - _LEAD_BLOCKS), min(len(blocks), last + 1))):
        line = tuple(tokens[number])
        belongs[number] = belongs[number] or unused[line] > 0 or (number > first and covered[number])
        unused[line] -= 1
    _drop_islands(blocks, belongs)
    if not any(belongs):
        return None
    _fill_gaps(blocks, belongs)
    _add_byline(blocks, belongs)
    return belongs


def _extract(source: str) -> _Extraction:
    import trafilatura

    try:
        text = trafilatura.extract(source, include_comments=False, favor_precision=True) or ""
    except Exception:  # whatever it stumbles over, the page itself was read
        text = ""
    lines = [tuple(words) for line in text.split("\n") if (words := _tokens(line))]
    return _Extraction(tuple(lines), _shingles([token for line in lines for token in line]))


def _add_byline(blocks: Sequence[PageBlock], belongs: list[bool]) -> None:
    """Author and date between headline and text, which extraction leaves out and people ask for."""
    first = belongs.index(True)
    headline = next((n for n in range(first, max(-1, first - _LEAD_BLOCKS), -1) if _is_headline(blocks[n])), None)
    if headline is None:
        return
    for number in range(headline + 1, min(headline + 1 + _LEAD_BLOCKS, len(blocks))):
        block = blocks[number]
        if not belongs[number] and looks_like_byline(block.text):
            belongs[number] = True


def _is_headline(block: PageBlock) -> bool:
    return block.kind is BlockKind.HEADING and block.level == 1


def _drop_islands(blocks: Sequence[PageBlock], belongs: list[bool]) -> None:
    """Takes out small pieces far away from the rest, and headings at the end that stand over nothing."""
    inside = [number for number, is_inside in enumerate(belongs) if is_inside]
    islands: list[list[int]] = [[inside[0]]]
    for before, number in pairwise(inside):
        if number - before > _FAR_BLOCKS:
            islands.append([])
        islands[-1].append(number)
    sizes = [sum(len(blocks[number].text) for number in island) for island in islands]
    for island, size in zip(islands, sizes, strict=True):
        if size < _ISLAND_SHARE * max(sizes):
            for number in island:
                belongs[number] = False
    for number in reversed(range(len(blocks))):
        if belongs[number] and blocks[number].kind is not BlockKind.HEADING:
            break
        belongs[number] = False


def _fill_gaps(blocks: Sequence[PageBlock], belongs: list[bool]) -> None:
    """Paragraphs between two blocks of the article that are prose and not links, such as quoted posts."""
    inside = [number for number, is_inside in enumerate(belongs) if is_inside]
    for before, after in pairwise(inside):
        if after - before - 1 > _MAX_GAP_BLOCKS:
            continue
        for number in range(before + 1, after):
            block = blocks[number]
            if len(block.text) >= _MIN_GAP_CHARS and block.link_share <= _MAX_LINKED:
                belongs[number] = True


def _tokens(words: str) -> list[str]:
    return _TOKEN.findall(words.casefold())


def _shingles(tokens: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(tokens[i : i + _SHINGLE]) for i in range(len(tokens) - _SHINGLE + 1))
