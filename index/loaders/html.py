"""Web pages: the text is our own walk over the page's blocks; those outside the article are furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree
from lxml import html as lxml_html

from index.document import BlockKind, LoadedText, Notice, NoticeCode
from index.errors import UnreadableFileError
from index.loaders import left_out
from index.loaders.builder import TextBuilder
from index.loaders.decoding import decode
from index.loaders.html_article import article_blocks, is_document
from index.loaders.html_hidden import hide_by_rules
from index.loaders.html_walk import PageBlock, hidden_characters, page_blocks, struck_passages
from index.titles import is_placeholder, squeeze, tidy, title_of

SUFFIXES = (".html", ".htm", ".xhtml")
FORMAT = "web page"

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([a-zA-Z0-9_:.-]+)""", re.IGNORECASE)
_MAX_TITLE_CHARS = 400
_SITE_SUFFIX = re.compile(r"^(.{3,}?)\s+[|–—·•»:-]{1,2}\s+([^|–—·•»]{2,40})$")


def load(content: bytes, name: str) -> LoadedText:
    """The visible text of a saved web page; nothing is ever fetched.

    Raises:
        UnreadableFileError: the file holds no page.
    """
    charset = _CHARSET.search(content[:4096])
    source = _DECLARATION.sub("", decode(content, charset.group(1).decode("ascii") if charset else None))
    parser = lxml_html.HTMLParser(huge_tree=True)
    try:
        root = lxml_html.document_fromstring(source, parser=parser)
    except (etree.LxmlError, ValueError) as exc:
        raise UnreadableFileError(
            "The file holds no web page.", "Open the page in a browser and save it again as “web page, HTML only”."
        ) from exc
    hide_by_rules(root)
    blocks = list(page_blocks(root))
    is_whole = is_document(source, blocks)
    belongs = [True] * len(blocks) if is_whole else article_blocks(source, blocks)
    builder = TextBuilder()
    for number, block in enumerate(blocks):
        is_content = belongs is None or belongs[number]
        builder.add(block.text, block.kind if is_content else BlockKind.FURNITURE, block.level if is_content else 0)
    return LoadedText(
        text=builder.text,
        title=_title(root, blocks) or title_of(builder.text, builder.blocks, name),
        blocks=builder.blocks,
        notices=(
            *_notices(belongs, parser, hidden_characters(root) if is_whole else 0),
            *left_out.struck_passages(struck_passages(root)),
        ),
        format=FORMAT,
    )


def _notices(belongs: Sequence[bool] | None, parser: lxml_html.HTMLParser, hidden: int) -> Iterator[Notice]:
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        yield Notice(
            NoticeCode.CUT, "The page is nested too deeply to be read whole: what stands innermost is missing."
        )
    if hidden:  # told of documents only: pages of web sites all hide menus
        yield Notice(NoticeCode.HIDDEN, f"{hidden} characters are hidden text, which is not quoted.")
    if belongs is None:
        yield Notice(NoticeCode.NO_ARTICLE, "No article was found on the page, so menus and notices were read as well.")


def _title(root: etree._Element, blocks: Sequence[PageBlock]) -> str:
    """The title that the page states without the name of its site: the headline, if that begins the title."""
    stated = squeeze(_meta(root, "og:title") or root.findtext(".//head/title") or "")
    if len(stated) > _MAX_TITLE_CHARS or is_placeholder(stated):
        return ""
    site = squeeze(_meta(root, "og:site_name"))
    headlines = [squeeze(block.text) for block in blocks if block.kind is BlockKind.HEADING and block.level <= 2]
    for headline in headlines:
        if len(headline.split()) > 1 and stated.casefold().startswith(headline.casefold()):
            return tidy(headline)
    parts = _SITE_SUFFIX.match(stated)
    if parts and (parts.group(2) == site or not any(parts.group(2) in headline for headline in headlines)):
        stated = parts.group(1)
    return tidy(stated)


def _meta(root: etree._Element, key: str) -> str:
    """The content of the ``<meta>`` element with this name or property."""
    found = (meta for meta in root.iter("meta") if key in (meta.get("property"), meta.get("name")))
    return next((meta.get("content") or "" for meta in found), "")
