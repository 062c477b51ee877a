"""Decides which blocks of a web page belong to its article: those that trafilatura's extraction contains."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.loaders.html_walk import PageBlock

# Scripts without spaces between words count by character, so that shingles mean the same everywhere.
_TOKEN = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|\w+?(?=[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|\b)")
_SHINGLE = 4
_MIN_COVERED = 0.6


def article_blocks(source: str, blocks: Sequence[PageBlock]) -> list[bool] | None:
    """For each block whether it belongs to the article, or None when no article was found."""
    extracted = _extract(source)
    lines = [tokens for line in extracted.split("\n") if (tokens := _tokens(line))]
    if not lines:
        return None
    whole_lines = {tuple(line) for line in lines}
    shingles = _shingles([token for line in lines for token in line])
    return [_belongs(_tokens(block.text), whole_lines, shingles) for block in blocks]


def _extract(source: str) -> str:
    import trafilatura

    return trafilatura.extract(source, include_comments=False, favor_precision=True) or ""


def _tokens(words: str) -> list[str]:
    return _TOKEN.findall(words.casefold())


def _shingles(tokens: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(tokens[i : i + _SHINGLE]) for i in range(len(tokens) - _SHINGLE + 1)}


def _belongs(tokens: Sequence[str], whole_lines: set[tuple[str, ...]], shingles: set[tuple[str, ...]]) -> bool:
    if tuple(tokens) in whole_lines:
        return True
    own = _shingles(tokens)
    return bool(own) and sum(shingle in shingles for shingle in own) >= _MIN_COVERED * len(own)
