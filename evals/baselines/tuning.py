"""Chooses the thresholds of the baselines: ``python -m evals.baselines.tuning DATA``.

Semantic search without a language model cannot tell what it does not know, except by a score that is too low. For each
baseline the score of the best passage is looked at, over the tuning halves of the own set and of SQuAD 2.0, and the
threshold chosen that best tells answerable questions from the others: with the largest sum of refusal recall and of
answerable questions that are not refused (Youden 1950, "Index for rating diagnostic tests"), the two sets counting the
same. To maximise right answers instead would be unkind: the worse a baseline answers, the more it would refuse.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.baselines.catalogue import BASELINES, TUNED, baseline
from evals.datasets.catalogue import open_dataset
from evals.judging import Judged
from evals.run_folder import read_run
from evals.running import OpenSubject, run
from evals.scoring import judge_all
from index.errors import QuotewiseError
from index.models import cache_folder
from rag.assemble import default_embedder

_SETS = (("own", "tune"), ("squad2-tune", None))
_REFUSES_ALL = 2.0


@dataclass(frozen=True, slots=True)
class Scored:
    """A question: the score of its best passage, 0 to 1, and whether the documents answer it."""

    score: float
    answerable: bool


def best_threshold(sets: Sequence[Sequence[Scored]]) -> float:
    """The threshold with the largest mean of Youden's index; the lowest of equals, 0 if refusing never helps.

    Raises:
        ValueError: a set has only answerable questions, or none.
    """
    if not all({one.answerable for one in scored} == {True, False} for scored in sets):
        raise ValueError("every set needs questions of both kinds")
    candidates = sorted({0.0, *(one.score for scored in sets for one in scored)})
    return max(candidates, key=lambda threshold: sum(youden(scored, threshold) for scored in sets))


def youden(scored: Sequence[Scored], threshold: float) -> float:
    """Refusal recall less the share of false refusals, -1 to 1, if questions that score lower are refused."""
    answerable = [one.score < threshold for one in scored if one.answerable]
    others = [one.score < threshold for one in scored if not one.answerable]
    return sum(others) / len(others) - sum(answerable) / len(answerable)


def main(arguments: Sequence[str] | None = None) -> int:
    """Search, choose, print; 0 when done, 1 after a problem told in one line."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.baselines.tuning", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("data", type=Path, metavar="DATA", help="the folder of the public datasets")
    parser.add_argument("--limit", type=int, metavar="N", help="at most so many questions of each set")
    parser.add_argument("--cache", type=Path, default=cache_folder() / "evals", help="where vectors are kept")
    options = parser.parse_args(arguments)
    try:
        for name in TUNED:
            # Refusing all, it only searches: the scores are wanted, not the answers.
            opened = baseline(name, options.cache, default_embedder, threshold=_REFUSES_ALL)
            sets = [_scored(opened, one, split, options.data, options.limit) for one, split in _SETS]
            chosen = best_threshold(sets)
            told = ", ".join(
                f"{youden(scored, chosen):.3f} on {one}" for scored, (one, _) in zip(sets, _SETS, strict=True)
            )
            print(f"{name}: {chosen:.3f}, index {told}; it has {BASELINES[name].threshold}", flush=True)
    except QuotewiseError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0


def _scored(opened: OpenSubject, name: str, split: str | None, data: Path, limit: int | None) -> list[Scored]:
    with tempfile.TemporaryDirectory() as folder:
        out = run(open_dataset(name, data, split, limit), opened, Path(folder) / "run")
        return [_of(judged) for judged in judge_all(read_run(out))]


def _of(judged: Judged) -> Scored:
    return Scored(judged.answer.confidence if judged.answer else 0.0, judged.answerable)


if __name__ == "__main__":
    sys.exit(main())
