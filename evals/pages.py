"""Pages of quotes from real PDF files, checked with a second library.

    python -m evals.pages FOLDER... [--quotes 200] [--seed 11]

Sentences are drawn from the PDF files below the folders, one of each file in turn. The page that the library would name
for each is read by pdfminer.six, which shares no code with the library that loads PDF files.

right       the words of the sentence stand on the page that is named, those of a sentence that crosses on both
wrong       they stand on another page and not on that one
not judged  the second library finds them on no page

Words are compared as runs of letters and digits, for the two libraries need not agree on spaces or on the order of
columns. The exit code is 1 when more than one sentence in 200 is wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from evals.drawn_sentences import DrawnSentences
from evals.judged_sentences import Check, Judged, Verdict, run_check
from evals.page_characters import compared, page_characters
from index.document import Span
from index.pages.page_cells import page_texts

_RUN = 12  # letters in a row that are compared
_ENOUGH = 0.7  # of the runs of a sentence on the page where it stands; a column or a footnote may part it
_BAR = 1 / 200


def main(arguments: Sequence[str]) -> int:
    """See ``run_check``."""
    return run_check(CHECK, arguments)


def judge_file(drawn: DrawnSentences) -> Iterator[Judged]:
    """Judge the pages of the sentences of one file."""

    @cache
    def letters_of(page: int) -> str:
        return page_characters(drawn.file, page).all()

    text = drawn.loaded.text
    for span in drawn.spans:
        parts = [
            (page.page, " ".join(_cut(part, span).of(text) for part in (*page.body, *page.running)))
            for page in page_texts(drawn.loaded, span)
        ]
        verdict = verdict_of(parts, drawn.loaded.pages or 0, letters_of)
        yield Judged(drawn.file, span, tuple(page for page, _ in parts), verdict)


def verdict_of(parts: Sequence[tuple[int, str]], pages: int, letters_of: Callable[[int], str]) -> Verdict:
    """The verdict on one sentence.

    Args:
        parts: the named pages, each with the words of the sentence that should stand on it.
        pages: how many the file has.
        letters_of: the letters and digits of a page, as the second library reads them.
    """
    verdict = Verdict.RIGHT
    for page, words in parts:
        runs = _runs(compared(words))
        if _share_on(letters_of(page), runs) >= _ENOUGH:
            continue
        others = (other for other in range(1, pages + 1) if other != page)
        if any(_share_on(letters_of(other), runs) >= _ENOUGH for other in others):
            return Verdict.WRONG
        verdict = Verdict.NOT_JUDGED
    return verdict


def meets_bar(judged: Sequence[Judged]) -> bool:
    """Whether at most one sentence in 200 is wrong."""
    return sum(one.verdict is Verdict.WRONG for one in judged) <= _BAR * len(judged)


def _runs(letters: str) -> set[str]:
    return {letters[at : at + _RUN] for at in range(max(1, len(letters) - _RUN + 1))}


def _share_on(letters: str, runs: set[str]) -> float:
    """The share of the runs that stand on a page with these letters; right to left too, as some files have it."""
    return max(sum(run in way for run in runs) for way in (letters, letters[::-1])) / len(runs)


def _cut(part: Span, span: Span) -> Span:
    start = max(part.start, span.start)
    return Span(start, max(start, min(part.end, span.end)))


CHECK = Check(
    name="evals.pages",
    about="Pages of quotes, read back.",
    unit="sentences",
    seed=11,
    shares=(Verdict.RIGHT, Verdict.WRONG),
    judge=judge_file,
    meets_bar=meets_bar,
)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
