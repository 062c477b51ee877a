"""What a person says of an answer in the chat."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from index.document import Span
from rag.quoting import display

LONGEST_WORDS = 2000
"""So many characters can be named as the words that answer."""
_LETTERS = {
    " ": r"\s+", "ffi": "(?:ffi|ﬃ|ﬀi|fﬁ)", "ffl": "(?:ffl|ﬄ|ﬀl|fﬂ)", "ff": "(?:ff|ﬀ)", "fi": "(?:fi|ﬁ)",
    "fl": "(?:fl|ﬂ)", "st": "(?:st|ﬅ|ﬆ)",
}  # fmt: skip
_SIGN = re.compile("ffi|ffl|ff|fi|fl|st|.", re.DOTALL)
_LINE_END = r"(?:[-\u00ad\u2010][^\S\n]*\n\s*)?"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether an answer is right, and if not, what is wrong with it.

    ``doubted`` are the numbers (from 1) of the quotes that do not show it. ``document_id`` is where the answer stands
    instead, "" if nobody said; ``span`` are the words that answer, in that ``revision`` of the document.
    """

    right: bool
    doubted: tuple[int, ...] = ()
    document_id: str = ""
    revision: str = ""
    span: Span | None = None


def find_words(words: str, length: int, text: Callable[[Span], str]) -> Span | None:
    """Where pasted words stand in a document of ``length`` code points; None if they do not, or are very many.

    White space, hyphens at line ends and ligatures may differ, as they do between a page and what is copied from it.
    """
    wanted = display(words)
    if not wanted or len(wanted) > LONGEST_WORDS:
        return None
    found = re.search(_as_displayed(wanted), text(Span(0, length)))
    return Span(*found.span()) if found and display(found.group()) == wanted else None


def _as_displayed(wanted: str) -> str:
    """A pattern of the texts that are displayed as ``wanted``; see ``rag.quoting.display``."""
    signs = (_LETTERS.get(sign.group()) or re.escape(sign.group()) for sign in _SIGN.finditer(wanted))
    return _LINE_END.join(signs)
