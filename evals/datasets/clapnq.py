"""CLAPNQ's own form: a question, its passage, and the sentences that annotators chose for a long answer.

Source: arXiv 2404.02103.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from evals.datasets.files import form_of, json_lines
from evals.datasets.passages import Mark, Passage, PassageQuestion, PassageSet, set_of
from evals.datasets.spans import span_question
from evals.datasets.values import Form
from index.errors import InvalidInputError


def read_clapnq(paths: Iterable[Path], prefix: str = "") -> PassageSet:
    """The questions of CLAPNQ files with their passages; each chosen sentence is a piece of evidence.

    Args:
        paths: JSON Lines, plain or packed: the answerable and the unanswerable ones.
        prefix: goes before each id.

    Raises:
        InvalidInputError: not of this form, or a chosen sentence does not stand in its passage.
    """
    return set_of(_question(path, row, prefix) for path in paths for row in json_lines(path))


def _question(path: Path, row: dict[str, Any], prefix: str) -> PassageQuestion:
    where = f"{path.name}, question {row.get('id', '?')}"
    with form_of("CLAPNQ", where):
        (passage,) = row["passages"]
        text, sentences = passage["text"], passage["sentences"]
        chosen = [sentence for output in row["output"] for sentence in output["selected_sentences"]]
        starts = dict(_starts(where, text, sentences))
        marks = tuple(Mark(0, starts[sentence], sentence) for sentence in chosen)
        return span_question(
            f"{prefix}{row['id']}",
            row["input"],
            Passage(passage["title"], text),
            marks,
            is_answered=any(output["answer"].strip() for output in row["output"]),
            form=Form.LONG,
        )


def _starts(where: str, text: str, sentences: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Each sentence with its offset; a sentence is looked for after the one before it."""
    end = 0
    for sentence in sentences:
        start = text.find(sentence, end)
        if start < 0:
            raise InvalidInputError(f"{where}: the sentence “{sentence[:60]}” does not stand in its passage.")
        yield sentence, start
        end = start + len(sentence)
