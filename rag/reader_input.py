"""How a question and a passage are put to the reader's model: the same in training and in the product."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MOST_TOKENS = 256
_SHARED_TOKENS = 64  # of neighbouring parts, so that an answer at the seam stands whole in one of them
_BETWEEN = ". "


def pair(question: str, heading: str, passage: str) -> tuple[str, str]:
    """The two texts that are encoded together; the heading stands before the passage."""
    return question, f"{heading}{_BETWEEN}{passage}" if heading else passage


def heading_chars(heading: str) -> int:
    """By how many characters a heading shifts the passage in the second text."""
    return len(heading) + len(_BETWEEN) if heading else 0


def tokenizer_at(file: Path) -> Tokenizer:
    """The tokenizer of a pair; what is too long comes in parts (``overflowing``), each with the whole question."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_TOKENS, stride=_SHARED_TOKENS, strategy="only_second")
    return tokenizer
