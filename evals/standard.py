"""Scores the standard selection of datasets in one go: make evals.

    python -m evals.standard [DATA] --out OUT [--quick] [--sets NAME ...] [--before OLD]

DATA is the folder of the public datasets; without it only the project's own set can be measured. Each set becomes a
run in ``OUT/NAME`` with its report, and ``OUT/summary.md`` has every measure of all of them. What is missing is said
and left out. The same command again goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from evals import commands
from evals.datasets.catalogue import NAMES
from evals.datasets.public import PUBLIC_SETS
from evals.scoring import score
from evals.summary import Measured, NotMeasured, as_markdown
from index.errors import MissingDataError, QuotewiseError
from index.file_reports import Progress
from index.models import cache_folder

STANDARD = ("own", *(name for name, one in PUBLIC_SETS.items() if one.split == "report"))
"""The sets on which nothing is tuned or trained, in the order in which they are measured."""
QUICK_SAMPLE = 300
SUMMARY = "summary.md"

MakeRun = Callable[[str, Path], object]
"""Makes the run of the set of this name in this folder, or goes on with the one that it holds."""
MakeReport = Callable[[str, Path], object]


def main(arguments: Sequence[str] | None = None, run_set: Callable[..., Path] = commands.run_set) -> int:
    """Measure the selection; 0 when all that could be measured was, 1 after a problem or when there was nothing."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = parser().parse_args(given)
    limit = QUICK_SAMPLE if options.quick else None

    def make_run(name: str, folder: Path) -> None:
        if options.data is None and name in PUBLIC_SETS:
            raise MissingDataError("It is a public set: name the folder of the public datasets as DATA.")
        run_set(name, folder, data=options.data, limit=limit, cache=options.cache, progress=_shown(name))

    def make_report(name: str, folder: Path) -> None:
        before = options.before / name if options.before else None
        commands.report_dir(folder, before if before and before.is_dir() else None)

    results: list[Measured | NotMeasured] = []
    try:
        for result in measure(options.sets or STANDARD, options.out, make_run, make_report):
            results.append(result)
            # After each set, so that a stop at any moment leaves what is known.
            write_summary(results, options.out, shlex.join(["python", "-m", "evals.standard", *given]))
            print(_line(result), file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on where it was.", file=sys.stderr)
        return 1
    print(f"The summary is {options.out / SUMMARY}")
    return exit_code(results, must_be_there=bool(options.sets))


def measure(
    names: Sequence[str], out: Path, make_run: MakeRun, make_report: MakeReport
) -> Iterator[Measured | NotMeasured]:
    """Run, score and report each set in a folder of its own in ``out``; one that cannot be measured stops no other."""
    for name in names:
        try:
            make_run(name, out / name)
            make_report(name, out / name)
            yield Measured(name, out / name, score(out / name))
        except MissingDataError as error:
            yield NotMeasured(name, str(error), missing=True)
        except QuotewiseError as error:
            yield NotMeasured(name, str(error), missing=False)


def write_summary(results: Sequence[Measured | NotMeasured], out: Path, command: str) -> Path:
    """Write ``summary.md`` into ``out``; returns its path."""
    out.mkdir(parents=True, exist_ok=True)
    (out / SUMMARY).write_text(as_markdown(results, command), encoding="utf-8", newline="\n")
    return out / SUMMARY


def exit_code(results: Sequence[Measured | NotMeasured], must_be_there: bool) -> int:
    """0 if something was measured and nothing failed; data that are missing fail only those who named the set."""
    failed = [one for one in results if isinstance(one, NotMeasured) and (must_be_there or not one.missing)]
    return 1 if failed or not any(isinstance(one, Measured) for one in results) else 0


def _line(result: Measured | NotMeasured) -> str:
    if isinstance(result, NotMeasured):
        return f"{result.name}: not measured. {result.reason}"
    right = [f", right {one.estimate.value:.3f}" for one in result.scores.scores if one.name == "right"]
    return f"{result.name}: {result.scores.questions} questions{''.join(right)}"


def _shown(name: str) -> Callable[[Progress], None]:
    def show(now: Progress) -> None:
        if sys.stderr.isatty():
            end = "\n" if now.done == now.total else ""
            print(f"\r\033[K{name}: {now.name} {now.done}/{now.total}", end=end, file=sys.stderr, flush=True)

    return show


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    made = argparse.ArgumentParser(prog="python -m evals.standard", description=(__doc__ or "").splitlines()[0])
    made.add_argument("data", type=Path, nargs="?", metavar="DATA", help="the folder of the public datasets")
    made.add_argument("--out", type=Path, required=True, help="where the runs and the summary go")
    made.add_argument("--quick", action="store_true", help=f"{QUICK_SAMPLE} questions a set, always the same ones")
    made.add_argument("--sets", nargs="+", choices=NAMES, metavar="NAME", help=f"of: {', '.join(NAMES)}")
    made.add_argument("--before", type=Path, metavar="OLD", help="an earlier OUT: the reports say what changed since")
    made.add_argument("--cache", type=Path, default=cache_folder() / "evals", help="where libraries are kept")
    return made


if __name__ == "__main__":
    sys.exit(main())
