"""Reports on a run: one HTML page that works by itself, the same as Markdown and as JSON. Only here is rounded."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evals.report_page import page
from evals.report_rows import ShownQuestion, shown_questions
from evals.run_folder import MANIFEST, TIMES, read_run, write_json
from evals.scoring import Scores, score


def report(folder: Path) -> Path:
    """Score the run in ``folder`` and write ``report.html``, ``.md`` and ``.json`` there; returns the path of the page.

    Raises:
        MissingDataError: the folder holds no run.
        InvalidInputError: the run is damaged.
    """
    scores = score(folder)
    questions = shown_questions(read_run(folder))
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    times = json.loads((folder / TIMES).read_text(encoding="utf-8"))
    write_json(
        folder / "report.json",
        {
            "manifest": manifest,
            "scores": asdict(scores),
            "times": times,
            "questions": [asdict(one) for one in questions],
        },
    )
    (folder / "report.md").write_text(as_markdown(manifest, scores, questions), encoding="utf-8")
    (folder / "report.html").write_text(page(manifest, scores, times, questions), encoding="utf-8")
    return folder / "report.html"


def score_table(scores: Scores) -> str:
    """The measures as a Markdown table."""
    lines = ["| measure | value | 95 % interval | n |", "|---|---:|---|---:|"]
    told = ((one.name, one.estimate) for one in scores.scores)
    lines += [
        f"| {name} | {found.value:.3f} | {found.low:.3f} to {found.high:.3f} | {found.n} |" for name, found in told
    ]
    return "\n".join(lines)


def as_markdown(manifest: Mapping[str, Any], scores: Scores, questions: Sequence[ShownQuestion]) -> str:
    """The report as Markdown: summary, types, and every question that went wrong."""
    lines = [f"# {scores.dataset}, {manifest['split']}: {scores.questions} questions", "", score_table(scores), ""]
    lines += ["| type | right | n |", "|---|---:|---:|"]
    lines += [f"| {one.type or '(none)'} | {one.right.value:.3f} | {one.right.n} |" for one in scores.by_type]
    lines += ["", "## What went wrong", ""]
    for one in questions:
        if one.failed:
            gold = " / ".join(one.gold or ()) or "the documents don't say"
            lines.append(
                f"- `{one.id}` {_line(one.question)} — {one.verdict}: “{_line(one.answer)}”; gold: {_line(gold)}"
            )
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("`", "'")
