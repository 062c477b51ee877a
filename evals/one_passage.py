"""How well the reader's model reads one given passage: ``python -m evals.one_passage DATA``.

The questions of a set each with their own passage, nothing to be found and nothing to choose from: the setting of the
published figures. Thresholds are chosen on the tuning parts of SQuAD 2.0 and MultiSpanQA, the figures are for others.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evals.datasets.catalogue import open_passages
from evals.datasets.passages import PassageQuestion
from evals.metrics.answers import exact_match, f1
from evals.metrics.partial import partial_f1, partial_match
from evals.running import Progress, ShowProgress, timed
from evals.statistics import Share, auroc, estimate, estimate_statistic
from index.errors import QuotewiseError
from rag.assemble import READER
from rag.cross_encoder import CrossEncoder, Text, TextModel, TextReading
from rag.enumerations import items

Floats = npt.NDArray[np.float64]

_WEIGHTS_OF_MARGIN = (0.0, 0.1, 0.2, 0.35, 0.5, 1.0)
_NEARNESS = (0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0)


@dataclass(frozen=True, slots=True)
class Given:
    """A question with its passage, what the model says of it, and the accepted answers (none: it does not answer)."""

    passage: str
    answers: tuple[str, ...]
    reading: TextReading

    @property
    def found(self) -> str:
        """The best words."""
        return self.reading.words[0].span.of(self.passage) if self.reading.words else ""

    def near(self, nearness: float) -> tuple[str, ...]:
        """All words within ``nearness`` of the best, an enumeration as its items, in the order of the passage."""
        if not self.reading.words:
            return ()
        floor = self.reading.words[0].margin - nearness
        spans = sorted((each.span for each in self.reading.words if each.margin >= floor), key=lambda span: span.start)
        return tuple(item for span in spans for item in items(span.of(self.passage)))


def read_given(name: str, data: Path, limit: int | None, model: TextModel, show: ShowProgress) -> list[Given]:
    """Every question of the set, read with its first passage."""
    given = []
    for question in timed(name, open_passages(name, data, limit), show):
        passage = question.passages[0]
        (reading,) = model.read(question.question, [Text(passage.title, passage.text)])
        given.append(Given(passage.text, _accepted(question), reading))
    return given


def _accepted(question: PassageQuestion) -> tuple[str, ...]:
    marked = (mark.text for piece in question.evidence for mark in piece if mark.passage == 0)
    return tuple(dict.fromkeys(marked)) or question.answers or ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Below ``threshold`` the passage counts as not answering; the score is its logit plus so much of the margin."""

    margin_weight: float
    threshold: float

    def score(self, given: Given) -> float:
        """How surely the passage answers; higher is surer."""
        margin = given.reading.words[0].margin if given.reading.words else -20.0
        return given.reading.answers + self.margin_weight * margin


def choose_refusal(given: Sequence[Given]) -> Refusal:
    """The refusal with the highest F1 on tuning questions."""
    answerable = np.array([bool(each.answers) for each in given])
    answered_f1 = np.array([f1(each.found, each.answers) for each in given])
    best, best_f1 = Refusal(0.0, 0.0), -1.0
    for weight in _WEIGHTS_OF_MARGIN:
        scores = np.array([Refusal(weight, 0.0).score(each) for each in given])
        for threshold in np.quantile(scores, np.linspace(0.02, 0.98, 49)):
            reached = float(np.mean(np.where(scores >= threshold, answered_f1, ~answerable)))
            if reached > best_f1:
                best, best_f1 = Refusal(weight, float(threshold)), reached
    return best


def squad2_f1(given: Given, refusal: Refusal) -> float:
    """``F1`` of SQuAD 2.0: of an unanswerable question 1 if it is refused."""
    answered = refusal.score(given) >= refusal.threshold
    if not given.answers:
        return float(not answered)
    return f1(given.found, given.answers) if answered else 0.0


def choose_nearness(given: Sequence[Given]) -> float:
    """How near to the best further items may be, by partial F1 on tuning questions."""
    return max(_NEARNESS, key=lambda nearness: list_f1(given, nearness))


def list_f1(given: Sequence[Given], nearness: float) -> float:
    """Partial F1 of MultiSpanQA."""
    return partial_f1([partial_match(each.near(nearness), each.answers) for each in given])


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, measure, print; 0 when done, 1 after a problem told in one line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="the folder of public datasets")
    parser.add_argument("--reader", type=Path, default=READER, help="the folder of the model")
    parser.add_argument("--limit", type=int, default=2_000, help="questions a set")
    options = parser.parse_args(arguments)
    try:
        model = CrossEncoder(options.reader)
        for line in figures(options.data, options.limit, model, _tell):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
    except QuotewiseError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1
    return 0


def figures(data: Path, limit: int, model: TextModel, show: ShowProgress) -> list[str]:
    """The lines of a table in Markdown: what, how many questions, the figure and its 95 % interval."""
    squad1 = read_given("squad1-report", data, limit, model, show)
    refusal = choose_refusal(read_given("squad2-tune", data, limit, model, show))
    squad2 = read_given("squad2-report", data, limit, model, show)
    nearness = choose_nearness(read_given("multispanqa-tune", data, None, model, show))
    lists = read_given("multispanqa-report", data, None, model, show)
    matches = [partial_match(each.near(nearness), each.answers) for each in lists]
    surely = np.array([refusal.score(each) for each in squad2])
    answerable = np.array([bool(each.answers) for each in squad2])
    return [
        "| one given passage | n | figure |",
        "|---|---:|---|",
        _mean("SQuAD 1.1, EM", squad1, lambda each: exact_match(each.found, each.answers)),
        _mean("SQuAD 1.1, F1", squad1, lambda each: f1(each.found, each.answers)),
        _mean("SQuAD 2.0, F1", squad2, lambda each: squad2_f1(each, refusal)),
        _statistic(
            "SQuAD 2.0, AUROC answerable or not", len(squad2), lambda rows: auroc(surely[rows], answerable[rows])
        ),
        _statistic("MultiSpanQA, partial F1", len(matches), lambda rows: partial_f1([matches[row] for row in rows])),
        "",
        f"Chosen on tuning questions: {refusal.margin_weight} of the margin, threshold {refusal.threshold:.2f}, "
        f"items within {nearness}.",
    ]


def _mean(name: str, given: Sequence[Given], value: Callable[[Given], float]) -> str:
    told = estimate([Share(value(each)) for each in given])
    return f"| {name} | {told.n} | {told.value:.3f} ({told.low:.3f} to {told.high:.3f}) |"


def _statistic(name: str, n: int, value: Callable[[npt.NDArray[np.intp]], float]) -> str:
    told = estimate_statistic(value, n)
    return f"| {name} | {told.n} | {told.value:.3f} ({told.low:.3f} to {told.high:.3f}) |"


def _tell(progress: Progress) -> None:
    sys.stderr.write(f"\r\x1b[K{progress.stage}: {progress.done} of {progress.total}")


if __name__ == "__main__":
    sys.exit(main())
