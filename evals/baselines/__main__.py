"""Runs the product and the baselines over the same questions and prints one table for each set.

    python -m evals.baselines DATA --sets own squad2-report --limit 300 --out DIR

An interrupted run goes on where it stopped; each is a folder below ``--out``, to be reported on or compared like any
other. A baseline whose packages are not installed is named and left out, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from evals.baselines.catalogue import BASELINES, baseline
from evals.baselines.table import Row, as_table, row_of
from evals.datasets.catalogue import NAMES, open_dataset
from evals.datasets.values import Dataset
from evals.product import product
from evals.running import OpenSubject, Progress, ShowProgress, run
from index.embedding import Embedder
from index.errors import MissingDataError, QuotewiseError
from index.models import cache_folder
from rag.assemble import default_embedder

PRODUCT = "quotewise"


def main(arguments: Sequence[str] | None = None, make_embedder: Callable[[], Embedder] = default_embedder) -> int:
    """Run and print; 0 when all ran, 1 after a problem told in one line."""
    options = _parser().parse_args(arguments)
    complete = True
    try:
        for name in options.sets:
            dataset = open_dataset(name, options.data, None, options.limit)
            rows = _rows(
                dataset, options.only, options.out / name, lambda one: _opened(one, options.cache, make_embedder)
            )
            complete &= len(rows) == len(options.only)
            print(f"\n{dataset.name}, {dataset.split}: {len(dataset.questions)} questions\n\n{as_table(rows)}")
    except QuotewiseError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0 if complete else 1


def _rows(dataset: Dataset, names: Sequence[str], out: Path, opened: Callable[[str], OpenSubject]) -> list[Row]:
    rows = []
    for name in names:
        try:
            rows.append(row_of(name, run(dataset, opened(name), out / name, _shower(name))))
        except MissingDataError as error:
            print(f"{name} is left out. {error}", file=sys.stderr)
    return rows


def _opened(name: str, cache: Path, make_embedder: Callable[[], Embedder]) -> OpenSubject:
    if name == PRODUCT:
        return product(cache, make_embedder=make_embedder)
    return baseline(name, cache, make_embedder)


def _shower(name: str) -> ShowProgress:
    def show(progress: Progress) -> None:
        if sys.stderr.isatty():
            end = "\n" if progress.done == progress.total else ""
            print(
                f"\r{name}, {progress.stage}: {progress.done}/{progress.total} ", end=end, file=sys.stderr, flush=True
            )

    return show


def _parser() -> argparse.ArgumentParser:
    everyone = (PRODUCT, *BASELINES)
    parser = argparse.ArgumentParser(prog="python -m evals.baselines", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path, nargs="?", metavar="DATA", help="the folder of the public datasets")
    parser.add_argument("--sets", nargs="+", default=["own"], metavar="SET", help=f"of: {', '.join(NAMES)}")
    parser.add_argument(
        "--only", nargs="+", default=everyone, choices=everyone, metavar="SUBJECT", help="of: %(choices)s"
    )
    parser.add_argument("--limit", type=int, metavar="N", help="how many questions of each set, always the same ones")
    parser.add_argument("--out", type=Path, default=Path("out") / "baselines", help="where the runs are saved")
    parser.add_argument("--cache", type=Path, default=cache_folder() / "evals", help="where libraries are kept")
    return parser


if __name__ == "__main__":
    sys.exit(main())
