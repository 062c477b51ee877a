"""Groups the lines of a PDF into paragraphs, headings, list entries and table rows, across columns and pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.document import BlockKind
from index.loaders.lines import is_item
from index.loaders.pdf_lines import PageLine
from index.loaders.pdf_tables import table_rows

_SENTENCE_END = re.compile(r"[.!?:;…。！？][\"'”’)\]]*\d{0,2}$")  # a footnote number may follow
_LOOSE_END = re.compile(r"(?:[,&(–—-]|\b(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with))$", re.IGNORECASE)
_LABEL = re.compile(r"[A-Z][^:]{0,60}:(?:\s|$)")
_MAX_HEADING_CHARS = 160
_MAX_HEADING_LINES = 4
_LARGER = 1.12  # times the size of the body: a heading
_RECENT = 6  # lines of a paragraph that show its distance of lines
_MAX_FOOTNOTES = 12  # pieces in small type under the body of a page
_LOOSER = 1.3  # times the usual distance of lines: a new paragraph
_NEAR = 40.0  # points between the left edges of lines that stand under each other


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Lines that belong together, with their kind; ``level`` is 1 to 6 for headings."""

    lines: tuple[PageLine, ...]
    kind: BlockKind
    level: int = 0


def line_groups(pages: Sequence[Sequence[PageLine]]) -> list[LineGroup]:
    """The blocks of a document's body, in order; a paragraph that crosses a column or a page is one block."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    layout = _Layout(pages)
    rows = table_rows(lines)
    groups: list[list[PageLine]] = []
    for line in lines:
        group = _group_before(groups, line, layout)
        if rows.get(line) is not None and rows[line] is not line:
            groups[-1].append(line)
        elif group is None or line in rows or group[-1] in rows or not layout.continues(group, line):
            groups.append([line])
        else:
            group.append(line)
    return list(_blocks(groups, rows, layout))


def _group_before(groups: Sequence[list[PageLine]], line: PageLine, layout: _Layout) -> list[PageLine] | None:
    """The group that ``line`` may go on with: the last one, at a new page the last one above its footnotes."""
    if not groups or groups[-1][-1].page == line.page or line.size != layout.body_size:
        return groups[-1] if groups else None
    candidates = (group for group in groups[: -_MAX_FOOTNOTES - 1 : -1] if group[-1].size >= layout.body_size)
    return next(candidates, groups[-1])


class _Layout:
    """What is usual in a document: the size of its body, the distance of its lines, the width of its columns."""

    def __init__(self, pages: Sequence[Sequence[PageLine]]) -> None:
        sizes: Counter[float] = Counter()
        steps: defaultdict[float, list[float]] = defaultdict(list)
        self._right: dict[PageLine, float] = {}
        for page in pages:
            for line in page:
                sizes[line.size] += len(line.text)
            for before, line in pairwise(page):
                step = before.baseline - line.baseline
                if before.size == line.size and 0.5 * line.size < step < 3 * line.size:
                    steps[line.size].append(step)
            self._right.update(_column_edges(page))
        self.body_size = sizes.most_common(1)[0][0]
        self._step = {size: median(found) for size, found in steps.items()}
        larger = sorted((size for size in sizes if size >= _LARGER * self.body_size), reverse=True)
        self.levels = {size: min(level, 4) for level, size in enumerate(larger, 1)}

    def continues(self, group: Sequence[PageLine], line: PageLine) -> bool:
        """Whether ``line`` goes on with the paragraph of ``group``."""
        first, before = group[0], group[-1]
        if abs(line.size - before.size) > 0.08 * max(before.size, 1.0) or self._begins_item(before, line):
            return False
        if line.page != before.page or not 0 <= before.baseline - line.baseline < 4 * max(line.size, 1.0):
            return self._continues_elsewhere(before, line)
        if before.baseline - line.baseline > _LOOSER * self._usual_step(group):
            return False
        if line.size in self.levels or (first.bold and line.bold):
            return True
        return not self._is_break(first, before, line)

    def _begins_item(self, before: PageLine, line: PageLine) -> bool:
        """Whether ``line`` begins a list entry; a number after a full line without an end is part of a sentence."""
        if not is_item(line.text):
            return False
        in_sentence = self._filled(before) > 0.8 and not _SENTENCE_END.search(before.text)
        return not (in_sentence and line.text[0] in "(0123456789")

    def _filled(self, line: PageLine) -> float:
        """How much of the width of its column a line fills, 0 to 1."""
        return (line.right - line.left) / max(self._right[line] - line.left, 1.0)

    def _usual_step(self, group: Sequence[PageLine]) -> float:
        size = group[-1].size
        own = [one.baseline - two.baseline for one, two in pairwise(group[-_RECENT:]) if one.page == two.page]
        usual = self._step.get(size, 1.2 * size)
        return max(min([step for step in own if step > 0], default=usual), usual if not own else 0.0)

    def _is_break(self, first: PageLine, before: PageLine, line: PageLine) -> bool:
        """Whether the line end before ``line`` is meant, although its distance is the usual one."""
        starts_lower = line.text[0].islower()
        ends = _SENTENCE_END.search(before.text) is not None
        filled = self._filled(before)
        if before.bold != line.bold and (ends or filled < 0.85 or before.bold):
            return not starts_lower
        if starts_lower or _LOOSE_END.search(before.text):
            return False
        if is_item(first.text):
            return line.left <= first.left + 0.3 * line.size and (ends or first is not before or filled < 0.85)
        indented = line.left - before.left > 0.8 * line.size
        return (ends and (indented or filled < 0.8)) or filled < 0.6

    def _continues_elsewhere(self, before: PageLine, line: PageLine) -> bool:
        """Whether a sentence goes on at the top of the next column or page."""
        if line.size in self.levels or line.bold != before.bold or _SENTENCE_END.search(before.text):
            return False
        if line.text[0].islower() or before.text.endswith("-"):
            return True
        return self._filled(before) > 0.85 and line.size == self.body_size


def _column_edges(page: Sequence[PageLine]) -> dict[PageLine, float]:
    """For each line how far to the right the lines reach that stand directly above and below it."""
    edges: dict[PageLine, float] = {}
    run: list[PageLine] = []
    for line in page:
        if run and not _is_below(run[-1], line):
            edges.update(dict.fromkeys(run, max(one.right for one in run)))
            run = []
        run.append(line)
    edges.update(dict.fromkeys(run, max((one.right for one in run), default=0.0)))
    return edges


def _is_below(above: PageLine, line: PageLine) -> bool:
    return abs(line.left - above.left) < _NEAR and 0 < above.baseline - line.baseline < 2.5 * max(line.size, 1.0)


def _blocks(
    groups: Sequence[Sequence[PageLine]], rows: Mapping[PageLine, PageLine], layout: _Layout
) -> Iterator[LineGroup]:
    for number, group in enumerate(groups):
        lines = tuple(group)
        if group[0] in rows:
            yield LineGroup(lines, BlockKind.PARAGRAPH if _holds_fields(group[0].text) else BlockKind.ROW)
            continue
        level = _heading_level(group, layout) if number + 1 < len(groups) else 0
        if level:
            yield LineGroup(lines, BlockKind.HEADING, level)
        else:
            yield LineGroup(lines, BlockKind.ITEM if is_item(group[0].text) else BlockKind.PARAGRAPH)


def _holds_fields(text: str) -> bool:
    """Whether a line that looks like a row is made of fields of a form: "Name:<tab>Ann<tab>Age:<tab>61"."""
    cells = text.split("\t")
    return _LABEL.match(cells[0]) is not None and not any(
        _LABEL.match(one) is None and _LABEL.match(two) is None for one, two in pairwise(cells)
    )


def _heading_level(group: Sequence[PageLine], layout: _Layout) -> int:
    """1 to 6 when the lines are larger than the body, or bold and short; 0 otherwise."""
    text = " ".join(line.text for line in group)
    letters = sum(character.isalpha() for character in text)
    if len(group) > _MAX_HEADING_LINES or len(text) > _MAX_HEADING_CHARS or letters < 3 or letters * 2 < len(text):
        return 0
    if text[0].islower() or text.endswith((".", ",", ";")):
        return 0
    if group[0].size in layout.levels:
        return layout.levels[group[0].size]
    is_short = len(group) <= 2 and len(text) <= _MAX_HEADING_CHARS / 2 and not text.endswith(":")
    return 5 if is_short and all(line.bold for line in group) and group[0].size >= 0.95 * layout.body_size else 0
