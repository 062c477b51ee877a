"""Span sets in corpus mode: every paragraph of the chosen articles is in one library, each question is asked over all.

A line has ``id, title, question, context, answers: [{text, start}]``; no answers means unanswerable. The paragraphs of
an article become one text file: its title, then its paragraphs in order of appearance, apart by blank lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from evals.datasets.files import json_lines
from evals.datasets.values import Form, Gold, GoldSpan, Question, SourceFile
from index.errors import InvalidInputError

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def read_spans(
    path: Path, form: Form = Form.SHORT, keep_title: Callable[[str], bool] = lambda title: True
) -> tuple[tuple[SourceFile, ...], tuple[Question, ...]]:
    """The files and questions of a span set.

    Args:
        path: JSON Lines, plain or packed.
        form: SHORT where the answers of a question are alternatives; LONG where each is a piece of evidence.
        keep_title: which articles to take.

    Raises:
        InvalidInputError: a field is missing, or an answer does not stand at its offset.
    """
    rows = [row for row in map(_checked, json_lines(path)) if keep_title(row["title"])]
    articles = _articles(rows)
    questions = tuple(_question(row, form, articles[row["title"] or row["context"]]) for row in rows)
    return tuple(SourceFile(article.name, article.text.encode()) for article in articles.values()), questions


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


def _articles(rows: Iterable[Mapping[str, Any]]) -> dict[str, _Article]:
    """By title; paragraphs without a title are articles by themselves, by their text."""
    articles: dict[str, _Article] = {}
    names: set[str] = set()
    for row in rows:
        key = row["title"] or row["context"]
        if key not in articles:
            title = row["title"].replace("_", " ").strip() or f"Passage {len(articles) + 1}"
            name = base = _FORBIDDEN.sub("-", title)[:100].strip()
            while f"{name}.txt".casefold() in names:
                name = f"{base} ({len(articles) + 1})"
            names.add(f"{name}.txt".casefold())
            articles[key] = _Article(f"{name}.txt", title)
        articles[key].add(row["context"])
    return articles


def _question(row: Mapping[str, Any], form: Form, article: _Article) -> Question:
    offset = article.starts[row["context"]]
    spans = dict.fromkeys(GoldSpan(article.name, found["text"], offset + found["start"]) for found in row["answers"])
    gold: tuple[Gold, ...] = tuple((span,) for span in spans) if form is Form.LONG else (tuple(spans),) if spans else ()
    return Question(
        id=row["id"],
        question=row["question"].strip(),
        answers=tuple(dict.fromkeys(span.text for span in spans)),
        form=form,
        gold=gold,
        type="fact" if spans else "near_miss",
    )


def _checked(row: dict[str, Any]) -> dict[str, Any]:
    missing = {"id", "title", "question", "context", "answers"} - row.keys()
    if missing:
        raise InvalidInputError(f"Question {row.get('id', '?')} has no {', '.join(sorted(missing))}.")
    for answer in row["answers"]:
        if not row["context"].startswith(answer["text"], answer["start"]):
            raise InvalidInputError(
                f"Question {row['id']}: “{answer['text']}” does not stand at offset {answer['start']} of its context."
            )
    return row
