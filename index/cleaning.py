"""Marks the furniture of web pages in documents that came as text; the text itself is never edited.

Each rule looks at whole blocks and says which are furniture. A rule that would take much of a document's sentences is
not heeded: the document is then about cookies, or a page of comments, and not an article with such things around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.document import Block, BlockKind, LoadedText, Span, heading_words
from index.furniture import is_consent, is_furniture, is_legal, is_menu_entry, opens_tail, widget_prefix
from index.runs import runs
from index.titles import squeeze, title_of

_WEB_FORMATS = frozenset(("plain text", "Markdown", "web page"))
_SHORT_CHARS = 60
_TAIL_CHARS = 150
_REPEAT_CHARS = 200
_LINK_CHARS = 110
_MAX_LINKS = 12
_MAX_CONSENTS = 4
_MAX_LOST = 0.3
_MIN_PROSE_CHARS = 300  # of sentences are what makes an article of a page


def clean(loaded: LoadedText) -> LoadedText:
    """``loaded`` with cookie notices, share buttons, menus and the like marked as furniture.

    Only plain text, Markdown and web pages are looked at. A title that was taken from furniture is found anew.
    """
    if loaded.format not in _WEB_FORMATS:
        return loaded
    blocks = [part for block in loaded.blocks for part in _without_buttons(block, loaded.text)]
    content = [number for number, block in enumerate(blocks) if block.kind is not BlockKind.FURNITURE]
    words = [squeeze(blocks[number].span.of(loaded.text)) for number in content]
    kinds = [_kind(blocks[number].kind, loaded.format) for number in content]
    marked: set[int] = set()
    for rule in _RULES:
        found = marked | rule(words, kinds, marked)
        marked = marked if _loses_too_much(words, found) else found
    if not marked and len(blocks) == len(loaded.blocks):
        return loaded
    gone = {content[number] for number in marked}
    cleaned = tuple(
        Block(block.span, BlockKind.FURNITURE) if number in gone else block for number, block in enumerate(blocks)
    )
    title = loaded.title
    if any(heading_words(words[number]) == title for number in marked):
        title = title_of(loaded.text, cleaned) or title
    return replace(loaded, blocks=cleaned, title=title)


def _kind(kind: BlockKind, file_format: str) -> BlockKind:
    """The kind as the rules see it: headings of plain text are guesses and enjoy no protection."""
    return BlockKind.PARAGRAPH if kind is BlockKind.HEADING and file_format == "plain text" else kind


def _without_buttons(block: Block, text: str) -> Iterator[Block]:
    """The block, parted from buttons that stand before its words on the same line."""
    words = block.span.of(text)
    cut = widget_prefix(words) if block.kind is BlockKind.PARAGRAPH else 0
    rest = words[cut:].lstrip()
    if not cut or not rest or is_furniture(words):
        yield block
        return
    yield Block(Span(block.span.start, block.span.start + cut), BlockKind.FURNITURE)
    yield Block(Span(block.span.end - len(rest), block.span.end), block.kind)


def _lines(words: Sequence[str], kinds: Sequence[BlockKind], marked: set[int]) -> set[int]:
    """Blocks that are furniture by their words; a heading only if nothing of its own stands under it."""
    found: set[int] = set()
    for number in reversed(range(len(words))):
        # "Print the page" in a list is a step of some instructions.
        if kinds[number] in (BlockKind.ROW, BlockKind.ITEM) or not is_furniture(words[number]):
            continue
        below = number + 1
        is_empty = below == len(words) or below in marked or below in found or kinds[below] is BlockKind.HEADING
        if kinds[number] is not BlockKind.HEADING or is_empty:
            found.add(number)
    return found


def _consents(words: Sequence[str], kinds: Sequence[BlockKind], _: set[int]) -> set[int]:
    """Requests to accept cookies, unless there are so many that the document is about them."""
    found = {number for number, line in enumerate(words) if "ookie" in line and is_consent(line)}
    about = sum("ookie" in line for line in words)
    return found if about <= _MAX_CONSENTS else set()


def _legal_lines(words: Sequence[str], kinds: Sequence[BlockKind], marked: set[int]) -> set[int]:
    """Lines of rights and rules beside other furniture or at the very end, where they are nobody's heading."""
    found: set[int] = set()
    is_end = True
    for number in reversed(range(len(words))):
        is_near = number + 1 in marked or number + 1 in found or number - 1 in marked
        if is_legal(words[number]) and (is_end or is_near):
            found.add(number)
        elif number not in marked and len(words[number]) > _TAIL_CHARS:
            is_end = False
    return found


def _repeats(words: Sequence[str], kinds: Sequence[BlockKind], _: set[int]) -> set[int]:
    """A caption or title that stands twice in a row."""
    return {
        number
        for number, (line, following) in enumerate(pairwise(words), 1)
        if line == following and _is_caption(line) and kinds[number] is BlockKind.PARAGRAPH
    }


def _is_caption(line: str) -> bool:
    """Whether a line has words enough for its repetition not to be chance, as that of a number or a brace is."""
    return len(line) <= _REPEAT_CHARS and sum(word.isalpha() for word in line.split()) >= 2


def _menus(words: Sequence[str], kinds: Sequence[BlockKind], _: set[int]) -> set[int]:
    """Runs of short lines from one menu word to the last, if there are enough of them."""
    found: set[int] = set()
    stubs = [_is_stub(line, kind) for line, kind in zip(words, kinds, strict=True)]
    for run in runs(stubs):
        entries = [number for number in run if is_menu_entry(words[number])]
        if len(entries) >= 4 and len(entries) * 4 >= entries[-1] - entries[0] + 1:
            found.update(range(entries[0], entries[-1] + 1))
    return found


def _button_rows(words: Sequence[str], kinds: Sequence[BlockKind], marked: set[int]) -> set[int]:
    """Three or more buttons or menu words on lines of their own, one after the other."""
    buttons = [
        kind is BlockKind.PARAGRAPH and (number in marked or is_menu_entry(line))
        for number, (line, kind) in enumerate(zip(words, kinds, strict=True))
    ]
    return {number for run in runs(buttons) if len(run) >= 3 for number in run}


def _links(words: Sequence[str], kinds: Sequence[BlockKind], marked: set[int]) -> set[int]:
    """The titles of other pages under a line such as "Related stories", up to the first sentence."""
    found: set[int] = set()
    for number, line in enumerate(words):
        following = number + 1
        if number not in marked or not opens_tail(line):
            continue
        while following < min(len(words), number + 1 + _MAX_LINKS) and _is_link(words[following], kinds[following]):
            found.add(following)
            following += 1
    return found


def _is_link(line: str, kind: BlockKind) -> bool:
    return len(line) <= _LINK_CHARS and not line.endswith((".", "!", ":", ";", ",")) and kind is not BlockKind.ROW


def _is_stub(line: str, kind: BlockKind) -> bool:
    return len(line) <= _SHORT_CHARS and not line.endswith((".", "!", "?", ":", ";")) and kind is not BlockKind.ROW


def _tail(words: Sequence[str], kinds: Sequence[BlockKind], marked: set[int]) -> set[int]:
    """Everything after a line that stands over comments or links, if all of it is short."""
    start = len(words)
    for number in reversed(range(len(words))):
        if number not in marked and len(words[number]) > _TAIL_CHARS:
            break
        if opens_tail(words[number]):
            start = number
    return set(range(start, len(words)))


def _loses_too_much(words: Sequence[str], marked: set[int]) -> bool:
    """Whether the sentences that would go are a large part of all, or little that is a sentence would stay."""
    prose = [0 if _is_stub(line, BlockKind.PARAGRAPH) else len(line) for line in words]
    lost = sum(prose[number] for number in marked)
    if lost > _MAX_LOST * sum(prose):
        return True
    is_article = sum(prose) - lost >= _MIN_PROSE_CHARS
    return not is_article and sum(len(words[number]) for number in marked) > _MAX_LOST * sum(map(len, words))


_RULES: tuple[Callable[[Sequence[str], Sequence[BlockKind], set[int]], set[int]], ...] = (
    _consents,
    _repeats,
    _lines,
    _menus,
    _legal_lines,
    _button_rows,
    _links,
    _tail,
)
