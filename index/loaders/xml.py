"""XML of any kind (.xml): articles, patents, feeds, exports of programs."""

from __future__ import annotations

import re

from lxml import etree

from index.document import LoadedText, Notice, NoticeCode
from index.errors import UnreadableFileError
from index.loaders import left_out
from index.loaders.archive import damaged, parse_xml
from index.loaders.builder import TextBuilder
from index.loaders.decoding import decode
from index.loaders.markup_text import add_markup, parse_markup
from index.loaders.xml_names import local_name
from index.loaders.xml_walk import words_of, xml_blocks
from index.titles import from_file_name, tidy, title_of

SUFFIXES = (".xml", ".nxml", ".rss", ".atom")
FORMAT = "XML"

_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9_.:-]+)""")
_DECLARATION = re.compile(r"<\?xml\b[^>]*\?>")
_TITLES = ("article-title", "invention-title", "title")


def load(content: bytes, name: str) -> LoadedText:
    """The words of an XML file; several documents in one file are read one after the other.

    Raises:
        UnreadableFileError: there is no XML in it.
    """
    roots, is_whole = _roots(content)
    if any(local_name(root).lower() == "html" for root in roots):
        from index.loaders import html

        return html.load(content, name)
    builder = TextBuilder()
    for root in roots:
        for block in xml_blocks(root):
            if block.is_markup:
                add_markup(builder, parse_markup(block.text), 1)
            else:
                builder.add(block.text, block.kind, block.level)
    notice = Notice(NoticeCode.TRUNCATED, "The file is damaged or cut short: it was read as far as possible.")
    return LoadedText(
        text=builder.text,
        title=_title(roots) or from_file_name(name) or title_of(builder.text, builder.blocks, name),
        blocks=builder.blocks,
        notices=(*left_out.struck_passages(builder.struck), *(() if is_whole else (notice,))),
        format=FORMAT,
    )


def _roots(content: bytes) -> tuple[list[etree._Element], bool]:
    """The root of each document in a file, and whether all is well formed."""
    try:
        return [parse_xml(content)], True
    except UnreadableFileError:
        declared = _ENCODING.search(content[:200])
        text = decode(content, declared.group(1).decode("ascii") if declared else None)
    roots: list[etree._Element] = []
    is_whole = True
    for part in filter(str.strip, _DECLARATION.split(text)):
        try:
            roots.append(parse_xml(part.strip().encode("utf-8")))
        except UnreadableFileError:
            is_whole = False
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
            root = etree.fromstring(part.strip().encode("utf-8"), parser)
            roots += [] if root is None else [root]
    if not roots:
        raise damaged()
    return roots, is_whole


def _title(roots: list[etree._Element]) -> str:
    """The title of the first document if it has one of the usual names near its beginning."""
    for name in _TITLES:
        found = next((element for element in roots[0].iter() if local_name(element).lower() == name), None)
        if found is not None and (words := words_of(found)):
            return tidy(words)
    return ""
