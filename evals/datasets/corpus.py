"""Corpus mode: all passages of a set are in one library, and each question is asked over the whole of it.

The passages of an article become one text file: its title, then its passages in order of appearance, apart by blank
lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from evals.datasets.passages import Mark, Passage, PassageQuestion, PassageSet
from evals.datasets.values import Dataset, GoldSpan, Question, SourceFile

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def corpus_of(name: str, split: str, chosen: PassageSet) -> Dataset:
    """The set as files and questions, every mark at its offset in its file."""
    articles = _articles(chosen.passages)
    files = tuple(SourceFile(article.name, article.text.encode()) for article in articles.values())
    return Dataset(name, split, files, tuple(_question(one, articles) for one in chosen.questions))


class _Article:
    """A text file in the making, and where in it each paragraph starts."""

    def __init__(self, name: str, title: str) -> None:
        self.name = name
        self.text = title
        self.starts: dict[str, int] = {}

    def add(self, paragraph: str) -> None:
        if paragraph not in self.starts:
            self.text += "\n\n"
            # Offsets count from the paragraph's own first character, so white space before it must be counted back.
            self.starts[paragraph] = len(self.text) - (len(paragraph) - len(paragraph.lstrip()))
            self.text += paragraph.strip()


def _articles(passages: Iterable[Passage]) -> dict[str, _Article]:
    articles: dict[str, _Article] = {}
    names: set[str] = set()
    for passage in passages:
        key = _key(passage)
        if key not in articles:
            title = passage.title.replace("_", " ").strip() or f"Passage {len(articles) + 1}"
            name = base = _FORBIDDEN.sub("-", title)[:100].strip()
            while f"{name}.txt".casefold() in names:
                name = f"{base} ({len(articles) + 1})"
            names.add(f"{name}.txt".casefold())
            articles[key] = _Article(f"{name}.txt", title)
        articles[key].add(passage.text)
    return articles


def _key(passage: Passage) -> str:
    """An article is known by its title; passages without a title are articles by themselves, known by their text."""
    return passage.title or passage.text


def _question(one: PassageQuestion, articles: Mapping[str, _Article]) -> Question:
    def gold(mark: Mark) -> GoldSpan:
        passage = one.passages[mark.passage]
        article = articles[_key(passage)]
        return GoldSpan(article.name, mark.text, article.starts[passage.text] + mark.start)

    return Question(
        id=one.id,
        question=one.question.strip(),
        answers=one.answers,
        history=one.history,
        form=one.form,
        gold=tuple(tuple(gold(mark) for mark in piece) for piece in one.evidence),
        type=one.type,
    )
