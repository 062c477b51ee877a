"""BEIR folders: ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/SPLIT.tsv`` (arXiv 2104.08663)."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from evals.datasets.files import find, json_lines
from index.errors import InvalidInputError


@dataclass(frozen=True, slots=True)
class CorpusDocument:
    """A document of a retrieval set; ``title`` may be empty."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query with its judged documents: (document id, grade), a grade above 0 is relevant."""

    id: str
    text: str
    judged: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Documents and the queries that have at least one relevant document among them."""

    name: str
    split: str
    documents: tuple[CorpusDocument, ...]
    queries: tuple[JudgedQuery, ...]


def read_beir(folder: Path, split: str = "test") -> RetrievalSet:
    """Read a BEIR folder; plain and packed (``.gz``) files are equally welcome.

    Raises:
        MissingDataError: a file is not there.
        InvalidInputError: the qrels name a query that does not exist, or a line is malformed.
    """
    documents = tuple(
        CorpusDocument(str(row["_id"]), row.get("title") or "", row.get("text") or "")
        for row in json_lines(find(folder, "corpus.jsonl", "corpus.jsonl.gz"))
    )
    texts = {str(row["_id"]): row["text"] for row in json_lines(find(folder, "queries.jsonl", "queries.jsonl.gz"))}
    judged = _read_qrels(find(folder, f"qrels/{split}.tsv"))
    if unknown := sorted(judged.keys() - texts.keys()):
        raise InvalidInputError(f"qrels/{split}.tsv judges query {unknown[0]}, which is not in queries.jsonl.")
    queries = tuple(
        JudgedQuery(name, texts[name], tuple(sorted(grades.items())))
        for name, grades in judged.items()
        if any(grade > 0 for grade in grades.values())
    )
    return RetrievalSet(folder.name, split, documents, queries)


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    judged: defaultdict[str, dict[str, int]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        for number, row in enumerate(reader, start=1):
            if number == 1 and row[-1:] == ["score"]:
                continue
            try:
                query, document, grade = row[0], row[1], int(row[2])
            except (IndexError, ValueError) as exc:
                raise InvalidInputError(
                    f"{path.name}, line {number}: expected query, document and grade apart by tabs, found {row}."
                ) from exc
            judged[query][document] = grade
    return dict(judged)
