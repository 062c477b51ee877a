"""On what terms a question is asked: how sure the answer must be, and where it is looked for."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from rag.settings import Caution

CAUTIONS = (Caution.CAUTIOUS, Caution.BALANCED, Caution.EAGER)
"""The most cautious first."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How cautiously, and in which documents (ids; all of them if there are none)."""

    caution: Caution = Caution.BALANCED
    within: tuple[str, ...] = ()

    def among(self, documents: Set[str]) -> Terms:
        """The terms without documents that are not among these ids."""
        return replace(self, within=tuple(each for each in self.within if each in documents))

    def bolder(self) -> Terms | None:
        """The terms with one step less caution; None where there is none."""
        place = CAUTIONS.index(self.caution) + 1
        return replace(self, caution=CAUTIONS[place]) if place < len(CAUTIONS) else None

    def everywhere(self) -> Terms:
        """The terms without the restriction to some documents."""
        return replace(self, within=())


USUAL = Terms()
"""Balanced, and everywhere."""


def chosen_names(terms: Terms, names: dict[str, str]) -> Sequence[str]:
    """What the documents that are looked in are called; ``names`` has every document's name by its id."""
    return [names[each] for each in terms.within if each in names]
