"""Disfl-QA: SQuAD 2.0 development questions as people say them, with slips and restarts (arXiv 2106.04016).

An object of ``{SQuAD id: {original, disfluent}}``. The ids stay those of SQuAD, so that a run over the disfluent
questions can be compared with one over the fluent ones, question by question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from evals.datasets.files import form_of, json_object
from evals.datasets.passages import PassageSet

_STAND_INS = frozenset({"#value!", "n/a", "no", "question", "answer"})


def disfluent(squad: PassageSet, rewrites: Mapping[str, str]) -> PassageSet:
    """``squad`` with its questions reworded; those without a rewrite are left out, their paragraphs are not."""
    questions = (replace(one, question=rewrites[one.id]) for one in squad.questions if one.id in rewrites)
    return PassageSet(squad.passages, tuple(questions))


def read_rewrites(paths: Iterable[Path], prefix: str = "") -> dict[str, str]:
    """The disfluent wording by id; ``prefix`` goes before each id.

    What stands in the place of a wording is left out: ``#VALUE!``, "answer n/a" and the like, or a whole table.

    Raises:
        InvalidInputError: a file is not of this form.
    """
    found: dict[str, str] = {}
    for path in paths:
        with form_of("Disfl-QA", path.name):
            rewrites = {prefix + name: row["disfluent"].strip() for name, row in json_object(path).items()}
            found |= {name: words for name, words in rewrites.items() if _is_question(words)}
    return found


def _is_question(wording: str) -> bool:
    words = re.findall(r"[\w#/!]+", wording.lower())
    return not _STAND_INS.issuperset(words) and "question\\tanswer" not in wording.lower()
