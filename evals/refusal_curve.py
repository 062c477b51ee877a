"""How much is rightly refused at what price: ``python -m evals.refusal_curve RUN...``.

RUN is a folder of a scored run. For several shares of wrongly refused answerable questions it prints how many of the
unanswerable ones would be refused where the line is drawn there, by kind; last for all runs together, with one line
through all of them. The line goes by the stated confidence.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evals.run_folder import ROWS, read_rows
from evals.statistics import Bools, Floats, estimate_statistic
from index.errors import QuotewiseError

PRICES = (0.02, 0.05, 0.1, 0.2)
"""Shares of the answerable questions that are wrongly refused."""
KINDS = ("near_miss", "off_topic")
_ANSWERABLE = "AUROC, answerable"  # has a say of every question that was asked: whether it is answerable
_HEAD = (
    "| run | unanswerable | n | "
    + " | ".join(f"at {price:.0%}" for price in PRICES)
    + " |\n|---|---|---:|"
    + "---|" * len(PRICES)
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its kind, whether the documents answer it, and the confidence stated, 0 to 1."""

    kind: str
    answerable: bool
    confidence: float


def asked_in(folder: Path) -> tuple[Asked, ...]:
    """The questions of a scored run that were asked.

    Raises:
        MissingDataError: it was not scored.
    """
    return tuple(
        Asked(row["type"], row["hits"][_ANSWERABLE], row["confidence"])
        for row in read_rows(folder, ROWS)
        if _ANSWERABLE in row["hits"]
    )


def refused_at(price: float, confidences: Floats, answerable: Bools, counted: Bools) -> float:
    """Share of the counted questions below the line that wrongly refuses at most ``price`` of the answerable ones.

    NaN where nothing is answerable or nothing is counted.

    >>> refused_at(0.5, np.array([0.1, 0.9, 0.2]), np.array([True, True, False]), np.array([False, False, True]))
    1.0
    """
    ranked = np.sort(confidences[answerable])
    if not len(ranked) or not counted.any():
        return float("nan")
    line = ranked[min(int(price * len(ranked)), len(ranked) - 1)]
    return float((confidences[counted] < line).mean())


def rows_of(name: str, asked: Sequence[Asked]) -> list[str]:
    """Rows of a table in Markdown, one for each kind of unanswerable question that there is, with 95 % intervals."""
    confidences = np.array([each.confidence for each in asked], dtype=np.float64)
    answerable = np.array([each.answerable for each in asked], dtype=np.bool_)
    rows = []
    for kind in KINDS:
        counted = np.array([not each.answerable and each.kind == kind for each in asked], dtype=np.bool_)
        if counted.any() and answerable.any():
            cells = (_cell(price, confidences, answerable, counted) for price in PRICES)
            rows.append(f"| {name} | {kind} | {counted.sum()} | {' | '.join(cells)} |")
    return rows


def _cell(price: float, confidences: Floats, answerable: Bools, counted: Bools) -> str:
    def share(rows: npt.NDArray[np.intp]) -> float:
        return refused_at(price, confidences[rows], answerable[rows], counted[rows])

    found = estimate_statistic(share, len(confidences))
    return f"{found.value:.3f} ({found.low:.3f} to {found.high:.3f})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, print the table; 0 when done, 1 after a problem told in one line."""
    parser = argparse.ArgumentParser(prog="python -m evals.refusal_curve", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("runs", type=Path, nargs="+", metavar="RUN", help="folders of scored runs")
    folders = parser.parse_args(arguments).runs
    try:
        runs = {folder.name: asked_in(folder) for folder in folders}
    except QuotewiseError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    together = {"all": tuple(each for asked in runs.values() for each in asked)} if len(runs) > 1 else {}
    print(_HEAD, *(row for name, asked in (runs | together).items() for row in rows_of(name, asked)), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
