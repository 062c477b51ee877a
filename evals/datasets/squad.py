"""SQuAD's own form, versions 1.1 and 2.0: articles with paragraphs with questions (arXiv 1606.05250, 1806.03822)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from evals.datasets.files import form_of, json_object
from evals.datasets.passages import Mark, Passage, PassageQuestion, PassageSet, set_of
from evals.datasets.spans import span_question


def read_squad(path: Path, prefix: str = "", keep_title: Callable[[str], bool] = lambda title: True) -> PassageSet:
    """The questions of a SQuAD file with their paragraphs; those marked as impossible are near misses.

    Args:
        path: JSON, plain or packed.
        prefix: goes before each id, so that sets with the same ids can be told apart.
        keep_title: which articles to take; a title has underscores for spaces.

    Raises:
        InvalidInputError: not of this form, or an answer does not stand at its offset.
    """
    with form_of("SQuAD", path.name):
        articles = [article for article in json_object(path)["data"] if keep_title(article["title"])]
        paragraphs = [
            (Passage(article["title"], paragraph["context"]), paragraph["qas"])
            for article in articles
            for paragraph in article["paragraphs"]
        ]
        asked = set_of(_question(prefix, passage, asked) for passage, questions in paragraphs for asked in questions)
    return PassageSet(tuple(dict.fromkeys(passage for passage, _ in paragraphs)), asked.questions)


def _question(prefix: str, passage: Passage, asked: dict[str, Any]) -> PassageQuestion:
    marks = tuple(Mark(0, answer["answer_start"], answer["text"]) for answer in asked["answers"])
    is_answered = not asked.get("is_impossible", False)
    return span_question(prefix + asked["id"], asked["question"], passage, marks, is_answered=is_answered)
