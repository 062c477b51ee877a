"""The promise itself, with the real model over the sample documents: every quote shown equals the stored text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import ingest
from index.embedding import Embedder
from index.library import Library
from rag.answer import Answer, Status
from rag.assemble import default_embedder, open_answerer
from rag.settings import Settings

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "ui" / "samples" / "documents"
QUESTIONS = ROOT / "evals" / "questions" / "own.jsonl"
TWINS = """# House rules

## Mill cottage

The key is under the mat. Please water the ferns. The bins are emptied on Monday.

## Weir cottage

The key is under the mat. Please feed the cat. The bins are emptied on Monday.
"""


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return default_embedder()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Library]:
    with Library.create(tmp_path_factory.mktemp("samples"), embedder.identity) as library:
        reports = ingest.add(library, [SAMPLES], embedder)
        assert all(report.document for report in reports), reports
        yield library


@pytest.fixture(scope="module")
def answers(library: Library, embedder: Embedder) -> list[Answer]:
    answerer = open_answerer(library, embedder)
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    return [answerer.ask(row["question"], row["history"]) for row in rows]


def test_every_quote_is_a_slice_of_its_document(library: Library, answers: list[Answer]) -> None:
    quotes = [quote for answer in answers for quote in (*answer.quotes, *answer.nearest)]
    assert len(quotes) > 300
    with library.snapshot() as snapshot:
        texts = {document.document_id: snapshot.text(document.document_id) for document in snapshot.documents}
        revisions = {document.document_id: document.revision for document in snapshot.documents}
    for quote in quotes:
        assert quote.text == quote.span.of(texts[quote.document_id])
        assert quote.revision == revisions[quote.document_id]
        assert all(quote.span.contains(words) for words in quote.answers)


def test_no_answer_lacks_a_quote_and_no_refusal_has_one(answers: list[Answer]) -> None:
    for answer in answers:
        assert bool(answer.quotes) == (answer.status is Status.ANSWERED) == bool(answer.answer)


def test_answers_are_short_and_both_kinds_occur(answers: list[Answer]) -> None:
    lengths = [len(answer.answer.split()) for answer in answers if answer.answer]
    assert sum(lengths) / len(lengths) < 50
    assert 0 < len(lengths) < len(answers)


@pytest.mark.parametrize("cottage", ["Mill cottage", "Weir cottage"])
def test_a_repeated_sentence_is_quoted_where_it_answers(tmp_path: Path, embedder: Embedder, cottage: str) -> None:
    (tmp_path / "rules.md").write_text(TWINS, encoding="utf-8")
    with Library.create(tmp_path / "library", embedder.identity) as library:
        ingest.add(library, [tmp_path / "rules.md"], embedder)
        asked = open_answerer(library, embedder, Settings(threshold=0.0, sure_threshold=0.0))
        (first, *_) = asked.ask(f"Where is the key of the {cottage}?").quotes
    assert first.text == "The key is under the mat."
    assert first.place.label == cottage
