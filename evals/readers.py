"""Compares models of the reader on the same given passages: ``python -m evals.readers DATA --reader NAME=FOLDER ...``.

The first model is what the others are compared with, question by question. On report sets thresholds are those that
each model has on its tuning sets, as in ``evals.one_passage``; with ``--tune`` the tuning sets themselves are measured,
by what needs no threshold but the nearness of lists, chosen on the very questions for each model alike.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evals.metrics.answers import f1
from evals.metrics.partial import partial_f1, partial_match
from evals.one_passage import Given, choose_nearness, choose_refusal, read_given, squad2_f1
from evals.running import Progress, ShowProgress
from evals.statistics import auroc, estimate_statistic
from index.errors import InvalidInputError, QuotewiseError
from rag.cross_encoder import CrossEncoder, TextModel

_SAMPLE = 400
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure of one model: its name, over how many questions, and its value on any of them, by their numbers."""

    name: str
    n: int
    value: Callable[[Rows], float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, measure, print; 0 when done, 1 after a problem told in one line."""
    parser = argparse.ArgumentParser(prog="python -m evals.readers", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("data", type=Path, metavar="DATA", help="the folder of public datasets")
    parser.add_argument(
        "--reader", nargs="+", required=True, metavar="NAME=FOLDER", help="models; the first is compared with"
    )
    parser.add_argument("--limit", type=int, default=_SAMPLE, metavar="N", help="questions a set")
    parser.add_argument("--tune", action="store_true", help="on the tuning sets")
    options = parser.parse_args(arguments)
    try:
        models = [_opened(each) for each in options.reader]
        measure = on_tuning_sets if options.tune else on_report_sets
        measured = [(name, measure(options.data, options.limit, model, _tell)) for name, model in models]
    except QuotewiseError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1
    sys.stdout.write(as_table(measured) + "\n")
    return 0


def on_report_sets(data: Path, limit: int, model: TextModel, show: ShowProgress) -> tuple[Measured, ...]:
    """The figures of ``evals.one_passage``."""
    refusal = choose_refusal(read_given("squad2-tune", data, limit, model, show))
    nearness = choose_nearness(read_given("multispanqa-tune", data, limit, model, show))
    squad2 = read_given("squad2-report", data, limit, model, show)
    return (
        _mean("SQuAD 1.1 F1", [_f1(each) for each in read_given("squad1-report", data, limit, model, show)]),
        _mean("SQuAD 2.0 F1", [squad2_f1(each, refusal) for each in squad2]),
        _auroc("SQuAD 2.0 AUROC", [refusal.score(each) for each in squad2], squad2),
        _lists(read_given("multispanqa-report", data, limit, model, show), nearness),
    )


def on_tuning_sets(data: Path, limit: int, model: TextModel, show: ShowProgress) -> tuple[Measured, ...]:
    """F1 of the words, AUROC of the judgement "answers" and partial F1 of lists."""
    squad2 = read_given("squad2-tune", data, limit, model, show)
    lists = read_given("multispanqa-tune", data, limit, model, show)
    return (
        _mean("SQuAD 1.1 F1", [_f1(each) for each in read_given("squad1-tune", data, limit, model, show)]),
        _mean("Natural Questions F1", [_f1(each) for each in read_given("nq-dev", data, limit, model, show)]),
        _auroc("SQuAD 2.0 AUROC", [each.reading.answers for each in squad2], squad2),
        _lists(lists, choose_nearness(lists)),
    )


def as_table(measured: Sequence[tuple[str, Sequence[Measured]]]) -> str:
    """Every figure with its interval, and the change against the first model with that of the pairs, as Markdown."""
    _, base = measured[0]
    lines = ["| model |" + "".join(f" {one.name} (n {one.n}) | change |" for one in base)]
    lines.append("|---|" + "---|---|" * len(base))
    for row, (name, figures) in enumerate(measured):
        cells = [
            f"{_interval(one)} | {_change(first, one) if row else ''}" for first, one in zip(base, figures, strict=True)
        ]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _interval(one: Measured) -> str:
    told = estimate_statistic(one.value, one.n)
    return f"{told.value:.3f} ({told.low:.3f} to {told.high:.3f})"


def _change(first: Measured, second: Measured) -> str:
    """The same questions are drawn for both, so that the interval is that of the difference over pairs."""
    told = estimate_statistic(lambda rows: second.value(rows) - first.value(rows), first.n)
    return f"{told.value:+.3f} ({told.low:+.3f} to {told.high:+.3f})"


def _f1(given: Given) -> float:
    return f1(given.found, given.answers)


def _mean(name: str, values: Sequence[float]) -> Measured:
    held = np.array(values)
    return Measured(name, len(held), lambda rows: float(held[rows].mean()))


def _auroc(name: str, scores: Sequence[float], given: Sequence[Given]) -> Measured:
    surely, answerable = np.array(scores), np.array([bool(each.answers) for each in given])
    return Measured(name, len(given), lambda rows: auroc(surely[rows], answerable[rows]))


def _lists(given: Sequence[Given], nearness: float) -> Measured:
    matches = [partial_match(each.near(nearness), each.answers) for each in given]
    return Measured("MultiSpanQA partial F1", len(matches), lambda rows: partial_f1([matches[row] for row in rows]))


def _opened(named: str) -> tuple[str, TextModel]:
    name, equals, folder = named.partition("=")
    if not equals:
        raise InvalidInputError(f"Give each model as NAME=FOLDER, not as “{named}”.")
    return name, CrossEncoder(Path(folder))


def _tell(progress: Progress) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{progress.stage}: {progress.done} of {progress.total}")


if __name__ == "__main__":
    sys.exit(main())
