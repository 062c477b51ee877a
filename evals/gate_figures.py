"""The figures that the gate looks at: measured on a system, kept in a small file of the project."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from evals.datasets.values import Dataset
from evals.gate_known_items import known_item_rr
from evals.libraries import library_of
from evals.product import Product
from evals.run_folder import ROWS, read_rows
from evals.running import ShowProgress, run
from evals.scoring import score
from evals.statistics import Share
from index.embedding import Embedder
from index.errors import InvalidInputError, MissingDataError
from index.loaders import load as load_by_suffix
from index.preparing import Load
from index.settings import ChunkSettings
from rag.answerer import MakeRetriever
from rag.assemble import default_retriever, open_answerer
from rag.settings import Settings

_KNOWN_ITEMS = "known item RR@10"


@dataclass(frozen=True, slots=True)
class System:
    """What is measured: the product, or the product with a part replaced by one who tries a change."""

    embedder: Embedder
    settings: Settings = field(default_factory=Settings)
    make_retriever: MakeRetriever = default_retriever
    load: Load = load_by_suffix


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """What one question adds to each measure in which it has a say, by the measure's name."""

    id: str
    shares: tuple[tuple[str, Share], ...]

    def share(self, measure: str) -> Share:
        """What it adds to ``measure``; nothing of nothing where it has no say."""
        return dict(self.shares).get(measure, Share(0.0, 0.0))


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a system: each question's, and ``known_items``, its ``RR@10`` of known-item search, 0 to 1."""

    known_items: float
    questions: tuple[QuestionFigures, ...]

    def only(self, ids: Container[str]) -> Figures:
        """The figures without those of other questions."""
        return replace(self, questions=tuple(one for one in self.questions if one.id in ids))


def measure(system: System, dataset: Dataset, cache: Path, out: Path, show: ShowProgress) -> Figures:
    """Ask the system every question of ``dataset``, and search for every known item of its documents.

    Args:
        system: what is asked.
        dataset: questions with documents of their own.
        cache: the folder that keeps libraries and vectors; it may be deleted at any time.
        out: the folder for the run and its scores, which can be reported on like any other.
        show: told how far it has come.

    Raises:
        QuotewiseError: a document cannot be read, or ``out`` holds another run.
    """
    chunks = ChunkSettings()
    with library_of(dataset.documents, system.embedder, cache, show, chunks, system.load) as library:
        answerer = open_answerer(library, system.embedder, system.settings, make_retriever=system.make_retriever)
        score(run(dataset, lambda files: nullcontext(Product(library, answerer, system.settings)), out, show))
        with library.snapshot() as snapshot:
            retriever = system.make_retriever(snapshot, system.embedder, system.settings)
            return Figures(known_item_rr(snapshot, retriever), _questions(read_rows(out, ROWS)))


def write_figures(path: Path, figures: Figures, measures: Sequence[str], reason: str) -> None:
    """Store what ``measures`` need, a line a question so that a change is easy to read, with why it was stored."""
    kept = {
        one.id: {name: [share.part, share.whole] for name, share in one.shares if name in measures}
        for one in figures.questions
    }
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(shares)}" for name, shares in kept.items())
    head = f'"reason": {json.dumps(reason, ensure_ascii=False)},\n "{_KNOWN_ITEMS}": {figures.known_items}'
    path.write_text(f'{{\n {head},\n "questions": {{\n{lines}\n }}\n}}\n', encoding="utf-8")


def read_figures(path: Path) -> Figures:
    """Read what ``write_figures`` wrote.

    Raises:
        MissingDataError: there is no such file.
        InvalidInputError: it is damaged.
    """
    anew = "Store the figures anew: python -m evals.gate --write REASON"
    if not path.is_file():
        raise MissingDataError(f"The gate's figures were expected at {path}. {anew}")
    try:
        facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        rows = ({"id": name, "shares": shares} for name, shares in facts["questions"].items())
        return Figures(float(facts[_KNOWN_ITEMS]), _questions(rows))
    except (AttributeError, KeyError, TypeError, ValueError) as exc:
        raise InvalidInputError(f"{path} is damaged ({exc!r}). {anew}") from exc


def _questions(rows: Iterable[Mapping[str, Any]]) -> tuple[QuestionFigures, ...]:
    return tuple(
        QuestionFigures(row["id"], tuple((name, Share(*share)) for name, share in row["shares"].items()))
        for row in rows
    )
