"""How well what is indexed of a web page matches the article that people marked in it.

    python -m evals.web_articles FOLDER

FOLDER holds saved pages (``*.html``) and ``ground-truth.json``, which maps the stem of each page's name to an object
with its ``articleBody``, as the article extraction benchmark of Scrapinghub (2020) does. The score is that benchmark's:
shingles of four words as multisets, precision and recall a page, F1 of their means. The rules were tuned on the half of
the pages whose name has an even first byte of SHA-256; the other half only reports.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evals.statistics import Estimate, estimate_statistic
from index.cleaning import clean
from index.document import BlockKind, LoadedText
from index.errors import MissingDataError, QuotewiseError
from index.loaders.html import load

_TRUTH = "ground-truth.json"
_SHINGLE = 4
_WORST = 10


@dataclass(frozen=True, slots=True)
class PageScore:
    """Precision and recall of one page, 0 to 1; ``tuned`` says that rules were tuned on it."""

    name: str
    precision: float
    recall: float
    tuned: bool

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return harmonic_mean(self.precision, self.recall)


def main(arguments: Sequence[str]) -> int:
    """Print the scores of a folder; 0 when done, 1 when it is missing something, 2 when misused."""
    if len(arguments) != 1:
        print("usage: python -m evals.web_articles FOLDER", file=sys.stderr)
        return 2
    try:
        scores = score_folder(Path(arguments[0]))
    except QuotewiseError as error:
        print(error, file=sys.stderr)
        return 1
    for name, half in (
        ("all pages", scores),
        ("tuned on", [score for score in scores if score.tuned]),
        ("reported only", [score for score in scores if not score.tuned]),
    ):
        print(_line(name, half))
    print(f"\nThe {_WORST} worst pages: precision, recall, F1")
    for score in sorted(scores, key=lambda score: score.f1)[:_WORST]:
        print(f"  {score.precision:.3f}  {score.recall:.3f}  {score.f1:.3f}  {score.name}")
    return 0


def score_folder(folder: Path) -> list[PageScore]:
    """The score of every marked page of ``folder``, in the order of their names.

    Raises:
        MissingDataError: the folder, its ground truth or one of the pages is not there.
    """
    truth_file = folder / _TRUTH
    if not truth_file.is_file():
        raise MissingDataError(f"{truth_file} is not there: give the folder of saved pages that holds {_TRUTH}.")
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    scores = []
    for stem in sorted(truth):
        page = folder / f"{stem}.html"
        if not page.is_file():
            raise MissingDataError(f"{page} is named in {_TRUTH} but is not there.")
        indexed = indexed_text(clean(load(page.read_bytes(), page.name)))
        precision, recall = shingle_scores(truth[stem]["articleBody"], indexed)
        scores.append(PageScore(page.name, precision, recall, is_tuned(page.name)))
    return scores


def indexed_text(loaded: LoadedText) -> str:
    """The text of all blocks that are not furniture."""
    kept = (block for block in loaded.blocks if block.kind is not BlockKind.FURNITURE)
    return "\n".join(block.span.of(loaded.text) for block in kept)


def shingle_scores(true: str, found: str) -> tuple[float, float]:
    """Precision and recall of ``found`` in runs of four words, counted as often as they occur.

    A text of fewer words is one run. Nothing found has precision 0; nothing to find has recall 0.
    """
    of_true, of_found = _shingles(true), _shingles(found)
    common = (of_true & of_found).total()
    return common / max(1, of_found.total()), common / max(1, of_true.total())


def is_tuned(name: str) -> bool:
    """Whether a page is in the half on which rules were tuned."""
    return hashlib.sha256(name.encode("utf-8")).digest()[0] % 2 == 0


def harmonic_mean(precision: float, recall: float) -> float:
    """F1; 0 when both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def f1_of_means(scores: Sequence[PageScore]) -> Estimate:
    """F1 of mean precision and mean recall over pages, with its bootstrap interval."""
    table = np.array([(score.precision, score.recall) for score in scores])

    def statistic(rows: npt.NDArray[np.intp]) -> float:
        precision, recall = table[rows].mean(axis=0)
        return harmonic_mean(float(precision), float(recall))

    return estimate_statistic(statistic, len(scores))


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    size = min(_SHINGLE, len(words))
    return Counter(tuple(words[i : i + size]) for i in range(len(words) - size + 1) if size)


def _line(name: str, scores: Sequence[PageScore]) -> str:
    if not scores:
        return f"{name}: no pages"
    precision = sum(score.precision for score in scores) / len(scores)
    recall = sum(score.recall for score in scores) / len(scores)
    f1 = f1_of_means(scores)
    return (
        f"{name} ({len(scores)}): precision {precision:.3f}, recall {recall:.3f}, "
        f"F1 {f1.value:.3f} [{f1.low:.3f}, {f1.high:.3f}]"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
