"""Web pages: the text is our own walk over the page's blocks; those outside the article are furniture."""

from __future__ import annotations

import re

from lxml import html as lxml_html

from index.document import BlockKind, LoadedText
from index.loaders.builder import TextBuilder
from index.loaders.decoding import decode
from index.loaders.html_article import article_blocks
from index.loaders.html_walk import page_blocks
from index.titles import title_of

SUFFIXES = (".html", ".htm", ".xhtml")
FORMAT = "web page"

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([a-zA-Z0-9_:.-]+)""", re.IGNORECASE)


def load(content: bytes, name: str) -> LoadedText:
    """The visible text of a saved web page; nothing is ever fetched."""
    charset = _CHARSET.search(content[:4096])
    source = _DECLARATION.sub("", decode(content, charset.group(1).decode("ascii") if charset else None))
    root = lxml_html.document_fromstring(source)
    found = list(page_blocks(root))
    belongs = article_blocks(source, found)
    builder = TextBuilder()
    for number, block in enumerate(found):
        kind = block.kind if belongs is None or belongs[number] else BlockKind.FURNITURE
        builder.add(block.text, kind, block.level if kind is BlockKind.HEADING else 0)
    return LoadedText(builder.text, title_of(builder.text, builder.blocks, name), builder.blocks, format=FORMAT)
