"""Boxes around quotes on the pages of real PDF files, read back with a second library.

    python -m evals.boxes FOLDER... [--quotes 200] [--seed 7]

Sentences are drawn from the PDF files below the folders, one of each file in turn, and boxed as the chat would box
them. Then pdfminer.six, which shares no code with the library that boxed them, says which characters have their middle
inside the boxes, to a tenth of the height of a line, as the two do not space all fonts alike.

right       those of the sentence and no others, white space and signs apart
wrong       anything else
not found   no box was drawn, which is what the chat then says
not judged  the two libraries read this page as different letters, by as many as are in question

The exit code is 1 when a box is wrong or fewer than 95 % are right of those that could be judged.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from evals.drawn_sentences import DrawnSentences, draw_sentences, pdf_files
from evals.page_characters import PageCharacters, compared, page_characters
from evals.statistics import Share, estimate
from index.document import Span
from index.errors import QuotewiseError
from index.pages.boxes import PageBoxes, find_boxes
from index.pages.page_cells import page_texts

_SLACK = 0.1  # of the height of a line
_BAR = 0.95


class Verdict(StrEnum):
    """What the second library says of the boxes of one sentence."""

    RIGHT = "right"
    WRONG = "wrong"
    NOT_FOUND = "not found"
    NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence of a file with its verdict; ``pages`` are those on which it stands, from 1."""

    file: Path
    span: Span
    pages: tuple[int, ...]
    verdict: Verdict


def main(arguments: Sequence[str]) -> int:
    """Print what is not right and the shares; 0 when the bar is met, 1 when not or data is missing, 2 when misused."""
    parser = argparse.ArgumentParser(prog="python -m evals.boxes", description="Boxes around quotes, read back.")
    parser.add_argument("folders", metavar="FOLDER", type=Path, nargs="+")
    parser.add_argument("--quotes", type=int, default=200, help="how many sentences are drawn")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(arguments)
    try:
        judged = judge(pdf_files(options.folders), options.quotes, random.Random(options.seed))
    except QuotewiseError as error:
        print(error, file=sys.stderr)
        return 1
    for one in judged:
        if one.verdict is not Verdict.RIGHT:
            pages = ", ".join(map(str, one.pages))
            print(f"{one.verdict:<10}  {one.file.name}, page {pages}, characters {one.span.start} to {one.span.end}")
    for line in summary(judged):
        print(line)
    return int(not meets_bar(judged))


def judge(files: Sequence[Path], quotes: int, rng: random.Random) -> list[Judged]:
    """Draw ``quotes`` sentences, one of each file in turn, and judge their boxes; files without text are left out."""
    return [one for drawn in draw_sentences(files, quotes, rng) for one in _judge_file(drawn)]


def summary(judged: Sequence[Judged]) -> Iterator[str]:
    """The share of each verdict with its interval; right and wrong are of those that could be judged."""
    counts = Counter(one.verdict for one in judged)
    yield f"{len(judged)} quotes from {len({one.file for one in judged})} files"
    able = [one for one in judged if one.verdict is not Verdict.NOT_JUDGED]
    for verdict in (Verdict.RIGHT, Verdict.WRONG, Verdict.NOT_FOUND):
        share = estimate([Share(float(one.verdict is verdict)) for one in able], bounded=True)
        interval = f"{share.value:.3f} [{share.low:.3f}, {share.high:.3f}]"
        yield f"{verdict:<10} {counts[verdict]:>5} of {len(able)}  {interval}"
    yield f"{Verdict.NOT_JUDGED:<10} {counts[Verdict.NOT_JUDGED]:>5}"


def meets_bar(judged: Sequence[Judged]) -> bool:
    """Whether none is wrong and enough are right of those that could be judged."""
    counts = Counter(one.verdict for one in judged)
    able = len(judged) - counts[Verdict.NOT_JUDGED]
    return counts[Verdict.WRONG] == 0 and counts[Verdict.RIGHT] >= _BAR * able


def verdict_of(words: str, told: str, pages: Sequence[PageBoxes], read: Sequence[PageCharacters]) -> Verdict:
    """What is to be said of the boxes of ``words``.

    Args:
        words: the sentence.
        told: all that the loader read of its pages.
        pages: the boxes.
        read: what the second library reads of the same pages.
    """
    if not pages or not all(page.boxes for page in pages):
        return Verdict.NOT_FOUND
    expected = Counter(compared(words))
    surely_inside: Counter[str] = Counter()
    nearly_inside: Counter[str] = Counter()
    everything: Counter[str] = Counter()
    for page, characters in zip(pages, read, strict=True):
        surely_inside.update(characters.inside(page.boxes, -_SLACK))
        nearly_inside.update(characters.inside(page.boxes, _SLACK))
        everything.update(characters.all())
    if surely_inside <= expected <= nearly_inside:
        return Verdict.RIGHT
    letters = Counter(compared(told))
    is_disputed = surely_inside - expected <= everything - letters and expected - nearly_inside <= letters - everything
    return Verdict.NOT_JUDGED if is_disputed else Verdict.WRONG


def _judge_file(drawn: DrawnSentences) -> Iterator[Judged]:
    import pypdfium2 as pdfium

    file, loaded = drawn.file, drawn.loaded
    document = pdfium.PdfDocument(file.read_bytes())
    document.init_forms()
    try:
        for span in drawn.spans:
            texts = page_texts(loaded, span)
            pages = find_boxes(document, loaded.text, texts, span)
            read = [page_characters(file, page.page) for page in pages]
            parts = (part for text in texts for part in (*text.body, *text.running))
            told = " ".join(part.of(loaded.text) for part in parts)
            verdict = verdict_of(span.of(loaded.text), told, pages, read)
            yield Judged(file, span, tuple(page.page for page in pages), verdict)
    finally:
        document.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
