"""Which questions of a result are on the screen: a choice, those with certain words, one page at a time. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ui.evaluation_desk import Item
from ui.wording import evaluation as wording

_PAGE = 20


@dataclass(frozen=True, slots=True)
class View:
    """A choice of questions."""

    name: str
    has: Callable[[Item], bool]

    def label(self, items: Sequence[Item]) -> str:
        """Its name, with how many there are."""
        return wording.filter_name(self.name, sum(map(self.has, items)))


VIEWS = (
    View(wording.SHOW_ALL, lambda item: True),
    View(wording.SHOW_FAILED, lambda item: item.opinion.right is False),
    View(wording.SHOW_OPEN, lambda item: item.opinion.right is None),
    View(wording.SHOW_MARKED, lambda item: item.opinion.marked is not None),
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of questions; ``number`` and ``last`` count pages from 0, ``first_shown`` and ``last_shown`` from 1."""

    items: tuple[Item, ...]
    number: int
    last: int
    first_shown: int

    @property
    def last_shown(self) -> int:
        """The number of the last question on it."""
        return self.first_shown + len(self.items) - 1

    @property
    def several(self) -> bool:
        """Whether there is another page."""
        return self.last > 0


def matching(items: Sequence[Item], view: str, typed: str) -> tuple[Item, ...]:
    """The questions of a view (an unknown name: of all) with every word typed in question, answer or id."""
    has = next((one.has for one in VIEWS if one.name == view), VIEWS[0].has)
    words = typed.casefold().split()
    return tuple(
        item
        for item in items
        if has(item)
        and all(word in f"{item.shown.question} {item.shown.answer} {item.shown.id}".casefold() for word in words)
    )


def paged(items: Sequence[Item], number: int) -> Page:
    """The page with this number, or the nearest that there is."""
    last = max(0, (len(items) - 1) // _PAGE)
    number = min(max(number, 0), last)
    return Page(tuple(items[number * _PAGE : (number + 1) * _PAGE]), number, last, number * _PAGE + 1)
