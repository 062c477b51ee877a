"""The gate: fails if the product answers the project's own questions worse than it did.

    python -m evals.gate                    checks against evals/gate.json; exit 1 if a rule fails
    python -m evals.gate --write REASON     stores the present figures in place of the old ones

``--out DIR`` keeps the run, for ``quotewise eval report DIR`` and ``quotewise eval compare``. What counts as worse, and
why, stands in ``evals.gate_rules``. Store figures anew only for a change that is meant, and say which.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from evals.datasets.own import read_own
from evals.gate_figures import Figures, System, measure, read_figures, write_figures
from evals.gate_rules import STORED, as_table, check
from evals.running import Progress
from index.errors import QuotewiseError
from index.models import cache_folder
from rag.assemble import default_embedder

FIGURES = Path(__file__).with_name("gate.json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the product, then check or store its figures; 0 when all is well, 1 when a rule or the run failed."""
    options = _parser().parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as folder:
            system = System(default_embedder())
            found = measure(system, read_own("all"), options.cache, options.out or Path(folder) / "run", _show)
        if options.write is not None:
            write_figures(options.figures, found, STORED, options.write)
            return 0
        return verdict(read_figures(options.figures), found)
    except QuotewiseError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1


def verdict(stored: Figures, found: Figures) -> int:
    """Print how the rules stand; 1 if one failed, else 0."""
    checks = check(stored, found)
    print(as_table(checks))
    failed = [one.name for one in checks if one.failure]
    if failed:
        print(
            f"\nThe gate fails: {', '.join(failed)}. Run again with --out DIR to see every answer. If the change is "
            "meant, store the figures anew: python -m evals.gate --write REASON",
            file=sys.stderr,
        )
    return 1 if failed else 0


def _show(progress: Progress) -> None:
    if sys.stderr.isatty():
        end = "\n" if progress.done == progress.total else ""
        print(f"\r{progress.stage}: {progress.done}/{progress.total}", end=end, file=sys.stderr, flush=True)


def _reason(words: str) -> str:
    if not words.strip():
        raise argparse.ArgumentTypeError("say why the figures are stored anew")
    return words


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.gate", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", metavar="REASON", type=_reason, help="store the present figures, and why")
    parser.add_argument("--out", type=Path, metavar="DIR", help="keep the run in this folder")
    parser.add_argument("--figures", type=Path, default=FIGURES, help="the file of the stored figures")
    parser.add_argument("--cache", type=Path, default=cache_folder() / "evals", help="where libraries are kept")
    return parser


if __name__ == "__main__":
    sys.exit(main())
