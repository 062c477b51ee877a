"""How a question and a passage are put to the reader's model: the same in training and in the product."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MOST_TOKENS = 256
_SHARED_TOKENS = 64  # of neighbouring parts, so that an answer at the seam stands whole in one of them
_MOST_QUESTION_TOKENS = 96  # more would leave the passage less room than neighbouring parts share
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


def shortened(question: str, tokenizer: Tokenizer) -> str:
    """The beginning of ``question`` that leaves room for a passage; all of it, unless it is very long."""
    # as the second text, because that is the one which may be too long
    encoded = tokenizer.encode("", question)
    tokens = zip(encoded.offsets, encoded.type_ids, strict=True)
    ends = [end for (start, end), kind in tokens if kind == 1 and end > start]
    return question[: ends[_MOST_QUESTION_TOKENS - 1]] if len(ends) > _MOST_QUESTION_TOKENS else question
