"""Walks a parsed web page and yields its visible blocks in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from index.document import BlockKind
from index.loaders.builder import row_words
from index.loaders.html_fields import FIELDS, filled_in
from index.loaders.html_hidden import is_hidden, is_struck
from index.loaders.html_signs import ListLabels, around
from index.loaders.html_tables import own_cells, row_cells, words_by_column
from index.loaders.raised_signs import with_raised
from index.loaders.xml_names import local_name

_INVISIBLE_NAMES = """
    script style template noscript head title defs desc metadata rt rp annotation annotation-xml
    iframe object embed canvas audio video select
    datalist input textarea progress meter map area frameset"""
_BLOCK_NAMES = """
    address article aside blockquote body center details dialog dd div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table caption thead
    tbody tfoot tr td th ul text"""
_INVISIBLE = frozenset(_INVISIBLE_NAMES.split())
_BLOCK = frozenset(_BLOCK_NAMES.split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NOT_DATA = ("table", "h1", "h2", "h3", "h4", "form", "pre")  # a row that holds one of these lays out the page
_SPACES = re.compile(r"[ \t\n\r\f]+")
_MAX_CELL_CHARS = 400
_EVENTS = ("start", "end", "comment", "pi")


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A visible block of a page; ``link_share`` is the part of its characters, 0 to 1, that stand in links."""

    text: str
    kind: BlockKind
    level: int = 0
    link_share: float = 0.0


@dataclass
class _Run:
    """The words since the last block began, and the elements that are open around them."""

    open_tags: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    linked: int = 0
    label: str = ""
    """The number of a list entry whose words are still to come."""

    def add(self, words: str | None) -> None:
        if words:
            kept = words if "pre" in self.open_tags else _SPACES.sub(" ", words)
            self.words.append(kept)
            self.linked += len(kept.strip()) if "a" in self.open_tags else 0

    def break_line(self) -> None:
        self.words.append("\n")

    def close(self) -> Iterator[PageBlock]:
        """The collected words as blocks: an empty line made of two ``<br>`` parts paragraphs."""
        words, linked = with_raised("".join(self.words)), self.linked
        self.words.clear()
        self.linked = 0
        if not words.strip():
            return
        words, self.label = f"{self.label} {words.lstrip()}" if self.label else words, ""
        kind, level = self._kind()
        share = min(1.0, linked / len(words.strip()))
        if "pre" in self.open_tags:
            yield PageBlock(words.strip("\n").rstrip(), kind, level, share)
            return
        lines = "\n".join(line.strip(" ") for line in re.sub(r" +", " ", words).split("\n"))
        for paragraph in re.split(r"\n{2,}", lines):
            if paragraph.strip():
                yield PageBlock(paragraph.strip(), kind, level, share)

    def _kind(self) -> tuple[BlockKind, int]:
        for tag in reversed(self.open_tags):
            if tag in _HEADINGS:
                return BlockKind.HEADING, _HEADINGS[tag]
            if tag in ("li", "dt", "dd"):
                return BlockKind.ITEM, 0
            if tag in ("table", "article", "section"):
                break
        return BlockKind.PARAGRAPH, 0


def page_blocks(root: etree._Element) -> Iterator[PageBlock]:
    """The visible blocks below ``root``: white space collapsed, ``<br>`` a line end, ``<pre>`` kept."""
    run, labels = _Run(), ListLabels()
    rows: dict[etree._Element, list[etree._Element]] = {}
    walk = etree.iterwalk(root, events=_EVENTS)
    for event, element in walk:
        tag = local_name(element).lower()
        if event == "start":
            if tag in _BLOCK:
                yield from run.close()
            run.open_tags.append(tag)
            run.label = labels.next(element) if tag == "li" else run.label
            if tag == "table":
                rows.update(row_cells(element))
            row = _row(element, rows.pop(element, own_cells(element))) if tag == "tr" else ""
            if row:
                yield PageBlock(row, BlockKind.ROW)
            if row or _is_invisible(element, tag):
                walk.skip_subtree()
                run.add("" if row else _filled_in(element, tag))
            else:
                run.break_line() if tag == "br" else run.add(around(element, tag)[0] + (element.text or ""))
            continue
        if event == "end":
            if tag in _BLOCK:
                yield from run.close()
            run.open_tags.pop()
            run.label = "" if tag == "li" else run.label
            run.add(around(element, tag)[1])
        run.add(element.tail)
    yield from run.close()


def hidden_characters(root: etree._Element) -> int:
    """How many characters below ``root`` are words that a person who looks at the page does not see."""
    count = 0
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        tag = local_name(element).lower()
        if tag in _INVISIBLE or is_hidden(element):
            walk.skip_subtree()
            count += 0 if tag in _INVISIBLE else len(_SPACES.sub(" ", "".join(map(str, element.itertext()))).strip())
    return count


def struck_passages(root: etree._Element) -> int:
    """How many passages below ``root`` have a line through them."""
    return sum(
        is_struck(element, local_name(element).lower()) and bool("".join(map(str, element.itertext())).strip())
        for element in root.iter("*")
    )


def _is_invisible(element: etree._Element, tag: str) -> bool:
    return tag in _INVISIBLE or is_hidden(element) or is_struck(element, tag)


def _filled_in(element: etree._Element, tag: str) -> str:
    return filled_in(element, tag) if tag in FIELDS and not is_hidden(element) else ""


def _row(row: etree._Element, cells: Sequence[etree._Element]) -> str:
    """The cells of a table row as ``a | b | c``, or "" when the table only lays out the page.

    A cell that reaches down from a row above counts for this one too, as a person reads it.
    """
    if len(cells) < 2 or next(row.iter(*_NOT_DATA), None) is not None:
        return ""
    words = [_SPACES.sub(" ", with_raised("".join(_visible(cell)))).strip() for cell in cells]
    if any(len(cell) > _MAX_CELL_CHARS for cell in words):
        return ""
    return row_words(words_by_column(cells, words))


def _visible(cell: etree._Element) -> Iterator[str]:
    """The visible words of a table cell."""
    walk = etree.iterwalk(cell, events=_EVENTS)
    for event, element in walk:
        tag = local_name(element).lower()
        yield " " if tag in _BLOCK or tag == "br" else ""
        if event == "start":
            if _is_invisible(element, tag):
                walk.skip_subtree()
                yield _filled_in(element, tag)
            else:
                yield around(element, tag)[0] + (element.text or "")
        elif element is not cell:
            yield (around(element, tag)[1] if event == "end" else "") + (element.tail or "")
