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

import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from evals.drawn_sentences import DrawnSentences
from evals.judged_sentences import Check, Judged, Verdict, run_check
from evals.page_characters import PageCharacters, compared, page_characters
from index.pages.boxes import PageBoxes, find_boxes
from index.pages.page_cells import page_texts

_SLACK = 0.1  # of the height of a line
_BAR = 0.95


def main(arguments: Sequence[str]) -> int:
    """See ``run_check``."""
    return run_check(CHECK, arguments)


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


def judge_file(drawn: DrawnSentences) -> Iterator[Judged]:
    """Judge the boxes of the sentences of one file."""
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


CHECK = Check(
    name="evals.boxes",
    about="Boxes around quotes, read back.",
    unit="quotes",
    seed=7,
    shares=(Verdict.RIGHT, Verdict.WRONG, Verdict.NOT_FOUND),
    judge=judge_file,
    meets_bar=meets_bar,
)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
