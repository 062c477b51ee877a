"""What the command line's ``eval`` commands do, without a word of printing."""

from __future__ import annotations

import json
from pathlib import Path

from evals.comparing import as_table, compare
from evals.datasets.catalogue import open_dataset
from evals.product import product
from evals.reporting import report, score_table
from evals.run_folder import TIMES
from evals.running import Progress, ShowProgress, run
from evals.scoring import score
from index import file_reports
from index.models import cache_folder


def run_set(
    name_or_sheet: str,
    out: Path,
    data: Path | None = None,
    limit: int | None = None,
    split: str | None = None,
    library: Path | None = None,
    cache: Path | None = None,
    progress: file_reports.ProgressCallback = lambda progress: None,
) -> Path:
    """Ask every question of a set and save the answers in ``out``; a run that was interrupted goes on.

    Args:
        name_or_sheet: the name of a dataset, or the path of a question sheet.
        out: the folder of the run.
        data: the folder of the public datasets.
        limit: how many questions, always the same ones.
        split: of the own set: ``tune``, ``report`` (the default) or ``all``.
        library: the folder of the library to which a sheet's questions are asked.
        cache: where the libraries of datasets are kept; the per-user cache by default.
        progress: told how far it has come; its ``name`` is the stage and an estimate.

    Raises:
        QuotewiseError: the set, its data or the library cannot be used; the message says what to do.
    """
    show = _in_words(progress)
    dataset = open_dataset(name_or_sheet, data, split, limit)
    return run(dataset, product(cache or cache_folder() / "evals", library=library, show=show), out, show)


def score_dir(folder: Path) -> str:
    """Score a saved run and return its measures as a table.

    Raises:
        QuotewiseError: the folder holds no run, or a damaged one.
    """
    scores = score(folder)
    lines = [f"{scores.dataset}: {scores.questions} questions", "", score_table(scores)]
    if scores.without_result:
        lines.append(f"\n{scores.without_result} questions have no result and count as wrong.")
    if scores.lost_gold:
        lines.append(f"\n{scores.lost_gold} pieces of gold do not stand in the document they are said to be from.")
    return "\n".join([*lines, "", _cost(folder)])


def compare_dirs(first: Path, second: Path) -> str:
    """Compare two scored runs and return their differences as a table.

    Raises:
        QuotewiseError: a run has not been scored, or they have no question in common.
    """
    return as_table(compare(first, second))


def report_dir(folder: Path, before: Path | None = None) -> Path:
    """Write the report of a run and return the path of its page.

    Args:
        folder: the run.
        before: an earlier run of the same questions: the report then says what changed since.

    Raises:
        QuotewiseError: a folder holds no run, or a damaged one, or the two have no question in common.
    """
    return report(folder, before)


def _cost(folder: Path) -> str:
    """Seconds and memory of a scored run in one line."""
    times = json.loads((folder / TIMES).read_text(encoding="utf-8"))
    peak = times["peak_memory_mb"]
    memory = "" if peak is None else f"; the process took {peak:,.0f} MB of memory at most"
    return (
        f"Seconds for an answer: {times['p50_seconds']:.2f} (half of them), {times['p95_seconds']:.2f} (95 of 100), "
        f"{times['max_seconds']:.2f} (the longest){memory}."
    )


def _in_words(progress: file_reports.ProgressCallback) -> ShowProgress:
    def show(now: Progress) -> None:
        left = f", about {now.seconds_left:.0f} s left" if now.seconds_left else ""
        progress(file_reports.Progress(now.done, now.total, now.stage + left))

    return show
