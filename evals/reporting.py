"""Reports on a run: one HTML page that works by itself, the same as Markdown and as JSON. Only here is rounded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evals.plots_run import plots_of_run
from evals.report_changes import changes_since
from evals.report_markdown import as_markdown, score_table
from evals.report_page import page
from evals.report_rows import Report, shown_question
from evals.run_folder import MANIFEST, TIMES, read_run, write_json
from evals.scoring import Scores, judge_all, score

__all__ = ["report", "score_table"]


def report(folder: Path, before: Path | None = None) -> Path:
    """Score the run in ``folder`` and write ``report.html``, ``.md`` and ``.json`` there; returns the path of the page.

    Args:
        folder: the run.
        before: an earlier run of the same questions; the report then also says what changed since.

    Raises:
        MissingDataError: a folder holds no run.
        InvalidInputError: a run is damaged, or the two have no question in common.
    """
    scores = score(folder)
    if before:
        score(before)
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    times = json.loads((folder / TIMES).read_text(encoding="utf-8"))
    run = read_run(folder)
    judged = judge_all(run)
    made = Report(
        title=f"{scores.dataset}, {manifest['split']}",
        facts=_facts(manifest, scores, times),
        settings=tuple((name, str(value)) for name, value in manifest["subject"].items()),
        scores=scores,
        plots=plots_of_run(judged, scores, None),
        questions=tuple(shown_question(run, one) for one in judged),
        changes=changes_since(before, folder) if before else None,
    )
    write_json(folder / "report.json", _as_json(made, manifest, times))
    (folder / "report.md").write_text(as_markdown(made), encoding="utf-8", newline="\n")
    (folder / "report.html").write_text(page(made), encoding="utf-8", newline="\n")
    return folder / "report.html"


def _as_json(made: Report, manifest: Mapping[str, Any], times: Mapping[str, float]) -> dict[str, object]:
    return {
        "manifest": manifest,
        "scores": asdict(made.scores),
        "times": times,
        "questions": [asdict(one) for one in made.questions],
        "changes": asdict(made.changes) if made.changes else None,
    }


def _facts(manifest: Mapping[str, Any], scores: Scores, times: Mapping[str, float]) -> tuple[tuple[str, str], ...]:
    code = f"{manifest['code']['version']} {manifest['commit'][:12]} ({manifest['code']['sources'][:12]})"
    memory = times.get("peak_memory_mb")
    return (
        ("Questions", f"{scores.questions}; not scored: {scores.unscored}, without result: {scores.without_result}"),
        ("Gold that was not found in its document", str(scores.lost_gold)),
        ("Seconds for an answer", f"{times['p50_seconds']:.2f} (half), {times['p95_seconds']:.2f} (95 of 100)"),
        ("Memory", f"{memory:,.0f} MB at most" if memory else "not measured"),
        ("Made", f"{manifest['started']}, Python {manifest['python']}, {manifest['platform']}"),
        ("Code", code),
    )
