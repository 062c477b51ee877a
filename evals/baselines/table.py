"""One table of what scored runs of several subjects over one set have to say."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.judging import Judged
from evals.run_folder import TIMES, read_run
from evals.scoring import judge_all, score
from evals.statistics import Estimate, Share, estimate
from rag.quoting import display

_COLUMNS = (
    ("right", "right"),
    ("refusal recall", "refused rightly"),
    ("false refusals", "false refusals"),
    ("gold in a quote", "gold in a quote"),
    ("verbatim rate", "quoted verbatim"),
    ("answer words", "words"),
)
_JOINED = re.compile(r"; | … |\n")


@dataclass(frozen=True, slots=True)
class Row:
    """The estimates of one subject in the order of the columns, None where no question had a say, and its speed."""

    subject: str
    questions: int
    estimates: tuple[Estimate | None, ...]
    own_words: Estimate
    p50_seconds: float


def row_of(subject: str, run: Path) -> Row:
    """Score a run and pick what the table shows.

    Raises:
        QuotewiseError: the folder holds no run, or a damaged one.
    """
    scores = score(run)
    found = {one.name: one.estimate for one in scores.scores}
    own_words = estimate([in_shown_words(judged) for judged in judge_all(read_run(run))])
    times = json.loads((run / TIMES).read_text(encoding="utf-8"))
    estimates = tuple(found.get(measure) for measure, _ in _COLUMNS)
    return Row(subject, scores.questions, estimates, own_words, times["p50_seconds"])


def in_shown_words(judged: Judged) -> Share:
    """Of the given answers, whether every part stands word for word in a passage that was shown with it.

    Parts are what the product joins by a semicolon or an ellipsis; white space and line ends do not count.
    """
    if not judged.answered:
        return Share(0.0, 0.0)
    shown = [display(text) for text in judged.slices if text is not None]
    parts = [display(part).strip(" .,;") for part in _JOINED.split(judged.text)]
    return Share(float(all(any(part in text for text in shown) for part in parts)))


def as_table(rows: Sequence[Row]) -> str:
    """The rows as Markdown, each value with its 95 % interval."""
    heads = ["subject", *(head for _, head in _COLUMNS), "answer in shown words", "s, p50", "n"]
    lines = [f"| {' | '.join(heads)} |", f"|---|{'---:|' * (len(heads) - 1)}"]
    for row in rows:
        cells = [*map(_told, row.estimates), _told(row.own_words), f"{row.p50_seconds:.2f}", str(row.questions)]
        lines.append(f"| {row.subject} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _told(found: Estimate | None) -> str:
    if found is None or not found.n:
        return "–"
    digits = 3 if found.high <= 1 else 1
    return f"{found.value:.{digits}f} ({found.low:.{digits}f} to {found.high:.{digits}f})"
