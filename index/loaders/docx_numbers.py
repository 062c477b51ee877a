"""Counts the numbers of headings and list entries in a Word document, which are not written in its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from index.loaders.xml_names import child, children, value

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LARGEST_ROMAN = 3999


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level of a list counts: from ``start``, shown as ``pattern`` with the counts of all levels in it.

    ``is_plain`` says that all of them are shown in figures, ``restarts`` whether a higher level starts it again.
    """

    form: str
    pattern: str
    start: int
    is_plain: bool
    restarts: bool


@dataclass
class ListNumbers:
    """The lists of a document and how far each has counted, as the text goes by."""

    _levels: Mapping[str, Mapping[int, _Level]] = field(default_factory=dict)
    _lists: Mapping[str, str] = field(default_factory=dict)
    _restarts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    _own_levels: Mapping[str, Mapping[int, _Level]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def next(self, number: str, level: int) -> str:
        """The number in front of the next paragraph of list ``number``, such as "2.1" or "(b)"; "" for a bullet."""
        kind = self._lists.get(number, "")
        levels = {**self._levels.get(kind, {}), **self._own_levels.get(number, {})}
        if level not in levels:
            return ""
        counts = self._counts.setdefault(kind, {})
        if number not in self._seen:
            self._seen.add(number)
            for restarted, start in self._restarts.get(number, {}).items():
                counts[restarted] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            if deeper not in levels or levels[deeper].restarts:
                counts.pop(deeper, None)
        if levels[level].form in ("bullet", "none", ""):
            return ""
        is_plain = levels[level].is_plain
        return _PLACE.sub(
            lambda match: self._shown(levels, counts, int(match.group(1)) - 1, is_plain), levels[level].pattern
        )

    @staticmethod
    def _shown(levels: Mapping[int, _Level], counts: Mapping[int, int], level: int, is_plain: bool) -> str:
        if level not in levels:
            return ""
        return in_form(counts.get(level, levels[level].start), "decimal" if is_plain else levels[level].form)


def read_numbers(root: etree._Element) -> ListNumbers:
    """The lists that a document defines."""
    kinds = list(children(root, "abstractNum"))
    levels = {value(kind, "abstractNumId"): _read_levels(kind) for kind in kinds}
    # a kind of list may say nothing but the name of a style, which another kind defines
    by_style = {value(child(kind, "styleLink"), "val"): value(kind, "abstractNumId") for kind in kinds}
    same = {
        value(kind, "abstractNumId"): by_style.get(value(link, "val"), "")
        for kind in kinds
        if (link := child(kind, "numStyleLink")) is not None
    }
    lists: dict[str, str] = {}
    restarts: dict[str, dict[int, int]] = {}
    own: dict[str, dict[int, _Level]] = {}
    for entry in children(root, "num"):
        number = value(entry, "numId")
        stated = value(child(entry, "abstractNumId"), "val")
        lists[number] = same.get(stated, stated)
        for override in children(entry, "lvlOverride"):
            own.setdefault(number, {}).update(_read_levels(override))
            start = value(child(override, "startOverride"), "val")
            if start.isdecimal() and value(override, "ilvl").isdecimal():
                restarts.setdefault(number, {})[int(value(override, "ilvl"))] = int(start)
    return ListNumbers(levels, lists, restarts, own)


def _read_levels(kind: etree._Element) -> dict[int, _Level]:
    stated = (level for level in children(kind, "lvl") if value(level, "ilvl").isdecimal())
    return {int(value(level, "ilvl")): _read_level(level) for level in stated}


def in_form(count: int, form: str) -> str:
    """A count as Word writes it.

    >>> in_form(4, "lowerRoman"), in_form(28, "upperLetter"), in_form(7, "decimalZero"), in_form(22, "ordinal")
    ('iv', 'BB', '07', '22nd')
    """
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 % 10 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < count <= _LARGEST_ROMAN:
        roman = ""
        for amount, sign in _ROMAN:
            roman += sign * (count // amount)
            count %= amount
        return roman.upper() if form == "upperRoman" else roman
    if form == "ordinal":
        return f"{count}{_ordinal_ending(count)}"
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _ordinal_ending(count: int) -> str:
    return "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")


def _read_level(level: etree._Element) -> _Level:
    start = value(child(level, "start"), "val")
    form = value(child(level, "numFmt"), "val") or "decimal"
    legal = child(level, "isLgl")
    is_plain = legal is not None and value(legal, "val") not in ("0", "false")
    restarts = value(child(level, "lvlRestart"), "val") != "0"
    shown = value(child(level, "lvlText"), "val")
    return _Level(form, shown, int(start) if start.isdecimal() else 1, is_plain, restarts)
