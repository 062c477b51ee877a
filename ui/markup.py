"""HTML in which every foreign word is text: whatever is not ``Html`` already is escaped on its way in.

Titles, file names, quotes and questions come from strangers. They meet HTML only through ``tag`` (which the reports of
evaluations use too), and Markdown only through ``plain_label``, so none of them can become an element, a link, a
formula or a picture.
"""

from __future__ import annotations

import re

from evals.markup import Html, escaped, joined, showable, tag

__all__ = ["Html", "escaped", "joined", "plain_label", "tag"]

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=@/])")
_ARROWS = re.compile(r"([-<>=~])(?=[-<>=~])")
_SHORT_NAMES = re.compile(r":(?=[\w+/-]+:)")
_WORD_JOINER = "\u2060"


def plain_label(text: str) -> str:
    """A text for a widget's label, which Streamlit reads as Markdown: one line, with nothing in it interpreted.

    Streamlit turns "->" and its like into arrows and ":streamlit:" into a picture even when they are escaped; an
    invisible sign keeps them apart.
    """
    line = _ARROWS.sub(rf"\1{_WORD_JOINER}", " ".join(showable(text).split()))
    line = _SHORT_NAMES.sub(f":{_WORD_JOINER}", line)
    return _MARKDOWN.sub(r"\\\1", line)
