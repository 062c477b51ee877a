"""What the checks with a second library share: sentences drawn from PDF files, their verdicts, how they are told."""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from evals.drawn_sentences import DrawnSentences, draw_sentences, pdf_files
from evals.statistics import Share, estimate
from index.document import Span
from index.errors import QuotewiseError


class Verdict(StrEnum):
    """What the second library says of one sentence; each check says what it means there."""

    RIGHT = "right"
    WRONG = "wrong"
    NOT_FOUND = "not found"
    NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence of a file with its verdict; ``pages`` are those on which it is said to stand, from 1."""

    file: Path
    span: Span
    pages: tuple[int, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Check:
    """A check as a command: its name, what it is about, and how it judges."""

    name: str
    about: str
    unit: str
    """What is judged, in the plural."""
    seed: int
    shares: tuple[Verdict, ...]
    """The verdicts whose shares of all that could be judged are told."""
    judge: Callable[[DrawnSentences], Iterable[Judged]]
    meets_bar: Callable[[Sequence[Judged]], bool]


def run_check(check: Check, arguments: Sequence[str]) -> int:
    """Print what is not right and the shares; 0 when the bar is met, 1 when not or data is missing, 2 when misused."""
    parser = argparse.ArgumentParser(prog=f"python -m {check.name}", description=check.about)
    parser.add_argument("folders", metavar="FOLDER", type=Path, nargs="+")
    parser.add_argument("--quotes", type=int, default=200, help="how many sentences are drawn")
    parser.add_argument("--seed", type=int, default=check.seed)
    options = parser.parse_args(arguments)
    try:
        drawn = draw_sentences(pdf_files(options.folders), options.quotes, random.Random(options.seed))
        judged = [one for sentences in drawn for one in check.judge(sentences)]
    except QuotewiseError as error:
        print(error, file=sys.stderr)
        return 1
    for one in judged:
        if one.verdict is not Verdict.RIGHT:
            pages = ", ".join(map(str, one.pages))
            print(f"{one.verdict:<10}  {one.file.name}, page {pages}, characters {one.span.start} to {one.span.end}")
    for line in _summary(judged, check):
        print(line)
    return int(not check.meets_bar(judged))


def _summary(judged: Sequence[Judged], check: Check) -> Iterator[str]:
    """The share of each verdict, with its interval, of those that could be judged."""
    counts = Counter(one.verdict for one in judged)
    yield f"{len(judged)} {check.unit} from {len({one.file for one in judged})} files"
    able = [one for one in judged if one.verdict is not Verdict.NOT_JUDGED]
    for verdict in check.shares:
        share = estimate([Share(float(one.verdict is verdict)) for one in able], bounded=True)
        interval = f"{share.value:.3f} [{share.low:.3f}, {share.high:.3f}]"
        yield f"{verdict:<10} {counts[verdict]:>5} of {len(able)}  {interval}"
    yield f"{Verdict.NOT_JUDGED:<10} {counts[Verdict.NOT_JUDGED]:>5}"
