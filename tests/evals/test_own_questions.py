"""The own questions: each gold passage stands in its document, each answer in its gold, the set is balanced."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from evals.metrics.answers import normalise
from index.document import BlockKind
from index.loaders import load

PROJECT = Path(__file__).parents[2]
SAMPLES = PROJECT / "ui" / "samples"
DOCUMENTS = sorted(path.name for path in (SAMPLES / "documents").iterdir())
LINES = (PROJECT / "evals" / "questions" / "own.jsonl").read_text(encoding="utf-8").splitlines()
QUESTIONS: list[dict[str, Any]] = [json.loads(line) for line in LINES]
FIELDS = {"id", "question", "history", "answers", "document", "gold", "type", "split", "checked"}
UNANSWERABLE = {"near_miss", "off_topic"}
TYPES = {"fact", "list", "reason", "yes_no", "several_documents", "follow_up", "noisy", "conflict"} | UNANSWERABLE


def collapsed(text: str) -> str:
    return " ".join(text.split())


@cache
def searchable(name: str) -> str:
    """The text of a sample document without its furniture, white space collapsed."""
    loaded = load((SAMPLES / "documents" / name).read_bytes(), name)
    pieces = [block.span.of(loaded.text) for block in loaded.blocks if block.kind is not BlockKind.FURNITURE]
    return collapsed(" ".join(pieces))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_gold_is_verbatim_in_its_document(name: str) -> None:
    gold = [(row["id"], piece["text"]) for row in QUESTIONS for piece in row["gold"] if piece["document"] == name]
    assert gold, "no question is about this document"
    assert [(number, text) for number, text in gold if collapsed(text) not in searchable(name)] == []


def test_answers_are_verbatim_in_their_gold() -> None:
    """The first answer, and every item of a list; the others may be what a person would say instead."""
    assert [
        (row["id"], answer)
        for row in QUESTIONS
        for answer in (row["answers"] if row.get("list") else row["answers"][:1])
        if not any(answer in collapsed(piece["text"]) for piece in row["gold"])
    ] == []


def test_no_answer_is_a_bare_figure_that_stands_in_many_places() -> None:
    """A short answer is right when an accepted one stands in it, so "3" would accept "between 3 and 30 days"."""
    short = [row for row in QUESTIONS if not row.get("list")]
    assert [row["id"] for row in short for answer in row["answers"] if len(normalise(answer)) < 2] == []


def test_no_answer_is_accepted_twice() -> None:
    for row in QUESTIONS:
        assert len({answer.casefold() for answer in row["answers"]}) == len(row["answers"]), row["id"]


def test_nearly_all_were_checked_by_somebody_who_did_not_write_them() -> None:
    assert sum(row["checked"] for row in QUESTIONS) >= 0.8 * len(QUESTIONS)


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: row["id"])
def test_row_is_consistent(row: dict[str, Any]) -> None:
    assert row.keys() - {"list"} == FIELDS
    assert row["type"] in TYPES
    assert row["split"] in {"tune", "report"}
    assert set(row["document"]) <= set(DOCUMENTS)
    assert row["question"].strip() == row["question"] != ""
    unanswerable = row["type"] in UNANSWERABLE
    assert bool(row["answers"]) is bool(row["gold"]) is not unanswerable
    assert row["history"] or row["type"] != "follow_up"
    assert not row["history"] or row["type"] in {"follow_up", "near_miss"}
    assert bool(row["document"]) is (row["type"] != "off_topic")
    if row["gold"]:
        assert set(row["document"]) == {piece["document"] for piece in row["gold"]}
    if row["type"] == "list":
        assert row["list"]
    if row.get("list"):
        assert len(row["answers"]) > 1
    if row["type"] == "several_documents":
        assert len(row["document"]) > 1
    if row["type"] == "conflict":
        assert sum(not piece.get("or") for piece in row["gold"]) > 1


def test_ids_and_questions_are_unique() -> None:
    assert [number for number, times in Counter(row["id"] for row in QUESTIONS).items() if times > 1] == []
    asked = Counter((row["question"], *row["history"]) for row in QUESTIONS)
    assert [question for question, times in asked.items() if times > 1] == []


def test_there_are_enough_of_each_type_in_each_split() -> None:
    for split in ("tune", "report"):
        counts = Counter(row["type"] for row in QUESTIONS if row["split"] == split)
        assert {name: counts[name] for name in TYPES if counts[name] < 12} == {}, split
    assert sum(row["type"] == "near_miss" for row in QUESTIONS) >= 50
    assert len(QUESTIONS) >= 330


def test_the_readme_counts_rightly() -> None:
    readme = (PROJECT / "evals" / "questions" / "README.md").read_text(encoding="utf-8")
    counts = Counter((row["type"], row["split"]) for row in QUESTIONS)
    for name in TYPES:
        assert f"| {name} | {counts[name, 'tune']} | {counts[name, 'report']} |" in readme
    assert f"holds {len(QUESTIONS)} questions" in readme
    assert f"still want a second check: {sum(not row['checked'] for row in QUESTIONS)}." in readme


def test_no_document_is_in_both_splits() -> None:
    splits: defaultdict[str, set[str]] = defaultdict(set)
    for row in QUESTIONS:
        for name in row["document"]:
            splits[name].add(row["split"])
    assert sorted(splits) == DOCUMENTS
    assert {name for name, found in splits.items() if len(found) > 1} == set()
    sizes = Counter(split for found in splits.values() for split in found)
    assert abs(sizes["tune"] - sizes["report"]) <= 1


def test_samples_are_small_and_in_five_formats() -> None:
    files = [SAMPLES / "documents" / name for name in DOCUMENTS]
    assert {file.suffix for file in files} == {".docx", ".html", ".md", ".pdf", ".txt"}
    assert sum(file.stat().st_size for file in files) < 1_000_000


def test_examples_for_the_start_page() -> None:
    examples = json.loads((SAMPLES / "examples.json").read_text(encoding="utf-8"))
    assert 6 <= len(examples) <= 8
    for example in examples:
        assert example.keys() == {"question", "follow_up"}
        assert 0 < len(example["question"]) <= 80
    assert any(example["follow_up"] for example in examples)
