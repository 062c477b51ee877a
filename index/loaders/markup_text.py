"""The visible blocks of HTML that is a document throughout: the body of a message, a chapter of a book."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

from index.errors import UnreadableFileError
from index.loaders.builder import TextBuilder
from index.loaders.decoding import decode
from index.loaders.html_hidden import hide_by_rules
from index.loaders.html_walk import page_blocks, struck_passages

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([a-zA-Z0-9_:.-]+)""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def decode_markup(content: bytes) -> str:
    """The source of a page in the encoding that it states.

    Raises:
        UnreadableFileError: it holds binary data.
    """
    charset = _CHARSET.search(content[:4096])
    return decode(content, charset.group(1).decode("ascii") if charset else None)


def parse_markup(source: str) -> etree._Element:
    """The root of a page, however broken it is; nothing is ever fetched.

    Raises:
        UnreadableFileError: there is no element in it.
    """
    try:
        root = lxml_html.document_fromstring(_DECLARATION.sub("", source), parser=lxml_html.HTMLParser(huge_tree=True))
    except (etree.LxmlError, ValueError) as exc:
        raise UnreadableFileError("It holds no page.", "Open it in a browser and save it again.") from exc
    hide_by_rules(root)
    return root


def add_markup(builder: TextBuilder, root: etree._Element, level: int = 0) -> None:
    """Add every visible block below ``root``, its headings ``level`` deeper than it says."""
    builder.struck += struck_passages(root)
    for block in page_blocks(root):
        builder.add(block.text, block.kind, min(block.level + level, 6) if block.level else 0)
