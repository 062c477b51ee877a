"""MultiSpanQA: questions whose answer is a list of spans of one passage (Li et al., NAACL 2022).

Question and passage come as words, the spans as a label for each word: B begins one, I goes on, O is outside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from evals.datasets.files import form_of, json_object
from evals.datasets.passages import Mark, Passage, PassageQuestion, PassageSet, set_of
from evals.datasets.values import Form

_ANY_IS_ENOUGH = "Redundant"
"""The structure of an answer whose spans all say the same, as in "the Fed" and "Federal Reserve"."""


def read_multispanqa(path: Path) -> PassageSet:
    """The questions with their passages, the words joined by single spaces; the type is the structure of the answer.

    Every item of the list is a piece of evidence, and each place where it is marked will do.

    Raises:
        InvalidInputError: not of this form, or not as many spans as it says.
    """
    with form_of("MultiSpanQA", path.name):
        rows = json_object(path)["data"]
    return set_of(_question(path, row) for row in rows)


def _question(path: Path, row: dict[str, Any]) -> PassageQuestion:
    with form_of("MultiSpanQA", f"{path.name}, question {row.get('id', '?')}"):
        marks = tuple(_marks(row["context"], row["label"]))
        if len(marks) != row["num_span"]:
            raise ValueError(f"{row['num_span']} spans expected, {len(marks)} marked")
        items = tuple(dict.fromkeys(mark.text for mark in marks))
        any_is_enough = row["structure"] == _ANY_IS_ENOUGH
        return PassageQuestion(
            id=row["id"],
            question=" ".join(row["question"]),
            passages=(Passage("", " ".join(row["context"])),),
            evidence=(marks,)
            if any_is_enough
            else tuple(tuple(mark for mark in marks if mark.text == item) for item in items),
            answers=items,
            form=Form.SHORT if any_is_enough else Form.LIST,
            type=row["structure"].lower().replace("-", "_"),
        )


def _marks(words: Sequence[str], labels: Sequence[str]) -> Iterator[Mark]:
    starts = [0, *accumulate(len(word) + 1 for word in words)]
    begins = [number for number, label in enumerate(labels) if label == "B"]
    for begin in begins:
        end = next((number for number in range(begin + 1, len(words)) if labels[number] != "I"), len(words))
        yield Mark(0, starts[begin], " ".join(words[begin:end]))
