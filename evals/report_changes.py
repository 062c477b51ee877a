"""What changed since an earlier run of the same questions: measures with a paired test, and verdicts that turned."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evals.comparing import Comparison, compare
from evals.judging import judge
from evals.run_folder import read_run


@dataclass(frozen=True, slots=True)
class Turned:
    """A question that only one of the two runs got right, with the earlier and the later verdict and answer."""

    id: str
    question: str
    right_now: bool
    verdict_before: str
    verdict_now: str
    answer_before: str
    answer_now: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The comparison with an earlier run; ``before`` is the name of its folder."""

    before: str
    comparison: Comparison
    turned: tuple[Turned, ...]


def changes_since(before: Path, now: Path) -> Changes:
    """Compare two scored runs, the earlier one first.

    Raises:
        MissingDataError: a run is missing or has not been scored.
        InvalidInputError: a run is damaged, or the two have no question in common.
    """
    comparison = compare(before, now)
    earlier, later = read_run(before), read_run(now)
    turned = set(comparison.turned_right) | set(comparison.turned_wrong)
    rows = []
    for question in later.questions:
        if question.id in turned:
            old, new = judge(earlier, question), judge(later, question)
            rows.append(
                Turned(
                    id=question.id,
                    question=question.question,
                    right_now=question.id in comparison.turned_right,
                    verdict_before=old.verdict.value,
                    verdict_now=new.verdict.value,
                    answer_before=old.text,
                    answer_now=new.text,
                )
            )
    return Changes(before.resolve().name, comparison, tuple(rows))
