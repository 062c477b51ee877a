"""QuoteSum: questions answered with verbatim quotes of several sources (SEMQA, arXiv 2311.04886).

Each row is one writer's summary, in which ``[ 2 words ]`` quotes the second of up to eight sources. The rows of one
question are brought together, so that no question counts more than once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from evals.datasets.files import form_of, json_lines
from evals.datasets.passages import Mark, Passage, PassageQuestion, PassageSet, set_of
from evals.datasets.values import Form

_SOURCES = range(1, 9)
_QUOTED = re.compile(r"\[\s*([1-8])\s+(.*?)\s*\]", re.DOTALL)


def read_quotesum(path: Path) -> PassageSet:
    """The questions with their sources.

    A source that some writer quoted is a piece of evidence: its quotes with the answer in them, of which any will do;
    where there are none, the longest quote. Words that a writer took from a title, or changed, are no evidence.
    The type tells how many sources are evidence: ``one_source``, ``two_sources`` or ``more_sources``.

    Raises:
        InvalidInputError: not of this form.
    """
    rows_of: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in json_lines(path):
        with form_of("QuoteSum", path.name):
            rows_of[row["qid"]].append(row)
    return set_of(_question(path, rows) for rows in rows_of.values())


def _question(path: Path, rows: Sequence[dict[str, Any]]) -> PassageQuestion:
    first = rows[0]
    with form_of("QuoteSum", f"{path.name}, question {first['qid']}"):
        passages = {n: Passage(first[f"title{n}"], first[f"source{n}"]) for n in _SOURCES if first[f"source{n}"]}
        quotes = _by_source(row["summary"] for row in rows)
        answers = _by_source(row["covered_short_answers"] for row in rows)
        evidence = (_marks(number, passages[n].text, quotes[n], answers[n]) for number, n in enumerate(passages))
        pieces = tuple(piece for piece in evidence if piece)
        quoted = (words for found in (answers if any(answers.values()) else quotes).values() for words in found)
        return PassageQuestion(
            id=first["qid"],
            question=first["question"],
            passages=tuple(passages.values()),
            evidence=pieces,
            answers=tuple(dict.fromkeys(quoted)),
            form=Form.LONG,
            type={1: "one_source", 2: "two_sources"}.get(len(pieces), "more_sources"),
        )


def _by_source(texts: Iterable[str]) -> dict[int, tuple[str, ...]]:
    """What is quoted of each source, each once, in order."""
    found: dict[int, dict[str, None]] = {n: {} for n in _SOURCES}
    for text in texts:
        for n, words in _QUOTED.findall(text):
            found[int(n)][words] = None
    return {n: tuple(words) for n, words in found.items()}


def _marks(number: int, text: str, quotes: Sequence[str], answers: Sequence[str]) -> tuple[Mark, ...]:
    verbatim = [quote for quote in quotes if quote in text]
    telling = [quote for quote in verbatim if any(answer in quote for answer in answers)]
    chosen = telling or sorted(verbatim, key=len)[-1:]
    return tuple(
        Mark(number, match.start(), quote) for quote in chosen for match in re.finditer(re.escape(quote), text)
    )
