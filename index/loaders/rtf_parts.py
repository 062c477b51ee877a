"""The parts of an RTF file in which words may stand, and the pieces that are read from them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.document import BlockKind
from index.loaders.rtf_tokens import NOT_READ


class Part(StrEnum):
    """Where words stand."""

    BODY = "body"
    NOTE = "note"
    COMMENT = "comment"
    MARGIN = "margin"
    HIDDEN = "hidden"
    DELETED = "deleted"
    TITLE = "title"
    FONTS = "fonts"
    STYLES = "styles"
    FACTS = "facts"
    """About the file; its title is one of them."""
    LABEL = "label"
    """The number or bullet before a list entry."""
    NOWHERE = "nowhere"


PARTS = {
    "footnote": Part.NOTE, "annotation": Part.COMMENT, "title": Part.TITLE, "fonttbl": Part.FONTS,
    "stylesheet": Part.STYLES, "info": Part.FACTS, **dict.fromkeys(NOT_READ, Part.NOWHERE),
    "listtext": Part.LABEL, "pntext": Part.LABEL, "upr": Part.NOWHERE,
    **dict.fromkeys("header headerl headerr headerf footer footerl footerr footerf".split(), Part.MARGIN),
}  # fmt: skip
"""The part that a control word begins."""

WITHOUT_WORDS = (Part.NOWHERE, Part.FONTS, Part.STYLES, Part.FACTS)


@dataclass(frozen=True, slots=True)
class RtfBlock:
    """A paragraph, heading, entry or row of the part ``part``."""

    text: str
    kind: BlockKind
    level: int = 0
    part: Part = Part.BODY
