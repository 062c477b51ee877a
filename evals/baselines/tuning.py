"""Chooses the thresholds of the baselines: ``python -m evals.baselines.tuning DATA``.

Each baseline without a language model answers the tuning halves of the own set and of SQuAD 2.0 without refusing
anything; its threshold is the score that would have made the most answers and refusals right, the two sets counting the
same. That is the best that a score can do for it, and the product's thresholds are chosen on the same data.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.baselines.catalogue import BASELINES, baseline
from evals.datasets.catalogue import open_dataset
from evals.judging import Judged
from evals.run_folder import read_run
from evals.running import OpenSubject, run
from evals.scoring import judge_all
from index.errors import QuotewiseError
from index.models import cache_folder
from rag.assemble import default_embedder

_SETS = (("own", "tune"), ("squad2-tune", None))
_TUNED = ("langchain-faiss", "bm25", "txtai-hybrid")


@dataclass(frozen=True, slots=True)
class Tried:
    """A question that was answered without refusing: its score, and whether it was right, or could have been."""

    score: float
    right: bool
    answerable: bool

    def right_at(self, threshold: float) -> bool:
        """Whether it would be right with this threshold."""
        return self.right if self.score >= threshold else not self.answerable


def best_threshold(sets: Sequence[Sequence[Tried]]) -> float:
    """The threshold with the largest mean share of right questions; the lowest of equals, 0 if refusing never helps."""
    candidates = sorted({0.0, *(one.score for tried in sets for one in tried)})

    def share(threshold: float) -> float:
        return sum(sum(one.right_at(threshold) for one in tried) / len(tried) for tried in sets)

    return max(candidates, key=share)


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer, choose, print; 0 when done, 1 after a problem told in one line."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.baselines.tuning", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("data", type=Path, metavar="DATA", help="the folder of the public datasets")
    parser.add_argument("--limit", type=int, metavar="N", help="at most so many questions of each set")
    parser.add_argument("--cache", type=Path, default=cache_folder() / "evals", help="where vectors are kept")
    options = parser.parse_args(arguments)
    try:
        for name in _TUNED:
            never_refusing = baseline(name, options.cache, default_embedder, threshold=0.0)
            tried = [_try(never_refusing, one, split, options.data, options.limit) for one, split in _SETS]
            print(f"{name}: {best_threshold(tried):.3f} instead of {BASELINES[name].threshold}", flush=True)
    except QuotewiseError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0


def _try(opened: OpenSubject, name: str, split: str | None, data: Path, limit: int | None) -> list[Tried]:
    with tempfile.TemporaryDirectory() as folder:
        out = run(open_dataset(name, data, split, limit), opened, Path(folder) / "run")
        return [_tried(judged) for judged in judge_all(read_run(out))]


def _tried(judged: Judged) -> Tried:
    return Tried(judged.answer.confidence if judged.answer else 0.0, judged.right, judged.answerable)


if __name__ == "__main__":
    sys.exit(main())
