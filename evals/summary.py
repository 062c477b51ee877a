"""One summary of several scored runs: every measure of every set with its interval and n, as Markdown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.run_folder import MANIFEST, TIMES
from evals.scoring import Scores
from evals.statistics import Estimate

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Answers", ("right", "right when answerable", "right when answered", "EM", "F1", "contains gold")),
    ("Lists", ("list precision", "list recall")),
    (
        "Quotes",
        (
            "verbatim rate",
            "first quote precision",
            "evidence recall",
            "gold in a quote",
            "page exactness",
            "misattribution",
        ),
    ),
    (
        "Refusals",
        (
            "refusal precision",
            "refusal recall",
            "refusal F1",
            "refusal recall, off-topic",
            "refusal recall, near-miss",
            "false refusals",
        ),
    ),
    ("Confidence", ("AUROC, right", "AUROC, answerable", "AURC", "ECE")),
    ("Retrieval", ("recall@5", "recall@10", "recall@20", "nDCG@10", "RR@10", "P@1")),
    ("Length", ("answer words", "quotes shown")),
)
"""The tables of a summary and the measures in each; together they are all that there are."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A scored run: the name of its set, its folder and what came out."""

    name: str
    folder: Path
    scores: Scores


@dataclass(frozen=True, slots=True)
class NotMeasured:
    """A set without a result, and why; ``missing`` if nothing went wrong but its data are not there."""

    name: str
    reason: str
    missing: bool


def as_markdown(results: Sequence[Measured | NotMeasured], command: str) -> str:
    """The summary of a selection.

    Args:
        results: of each set, in the order in which they are told.
        command: with which this was made, so that anybody can make it again.
    """
    measured = [one for one in results if isinstance(one, Measured)]
    lines = ["# Evaluation, all sets", "", f"Made by `{command}`.", ""]
    lines += [
        f"- {one.name}: {one.scores.questions} questions, [report]({one.folder.name}/report.html)" for one in measured
    ]
    lines += [f"- {one.name}: **not measured**. {one.reason}" for one in results if isinstance(one, NotMeasured)]
    lines += ["", "In each cell: the value, its 95 % interval, and n, the number of questions that had a say."]
    for title, names in GROUPS:
        lines += _table(title, names, measured)
    return "\n".join([*lines, *_costs(measured)]) + "\n"


def _table(title: str, names: Sequence[str], measured: Sequence[Measured]) -> list[str]:
    """One row a set, one column a measure; sets and measures without any value are left out."""
    found = {one.name: {score.name: score.estimate for score in one.scores.scores} for one in measured}
    columns = [name for name in names if any(name in estimates for estimates in found.values())]
    rows = [name for name, estimates in found.items() if any(column in estimates for column in columns)]
    if not rows:
        return []
    return [
        "",
        f"## {title}",
        "",
        "| set | " + " | ".join(columns) + " |",
        "|---|" + "---:|" * len(columns),
        *(f"| {row} | " + " | ".join(_cell(found[row].get(column)) for column in columns) + " |" for row in rows),
    ]


def _cell(found: Estimate | None) -> str:
    if found is None:
        return ""
    return f"{found.value:.3f} ({found.low:.3f} to {found.high:.3f}), n {found.n}"


def _costs(measured: Sequence[Measured]) -> list[str]:
    if not measured:
        return []
    return [
        "",
        "## Seconds and memory",
        "",
        "Memory counts everything since the command was started: a set has also what those before it took.",
        "",
        "| set | answers | seconds, half of them | seconds, 95 of 100 | MB at most | run begun | code |",
        "|---|---:|---:|---:|---:|---|---|",
        *map(_cost, measured),
    ]


def _cost(one: Measured) -> str:
    times = json.loads((one.folder / TIMES).read_text(encoding="utf-8"))
    manifest = json.loads((one.folder / MANIFEST).read_text(encoding="utf-8"))
    peak = times["peak_memory_mb"]
    return (
        f"| {one.name} | {times['n']} | {times['p50_seconds']:.3f} | {times['p95_seconds']:.3f} "
        f"| {'' if peak is None else f'{peak:.0f}'} | {manifest['started']} "
        f"| {manifest['code']['version']} {manifest['commit'][:12]} ({manifest['code']['sources'][:12]}) |"
    )
