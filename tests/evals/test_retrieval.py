"""Retrieval over a small BEIR folder through the product's own library and retrievers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.datasets.beir import CorpusDocument, JudgedQuery, RetrievalSet, read_beir
from evals.libraries import library_of
from evals.retrieval import RankedSet, as_table, document_ids, load_abstract, main, rank, retrievers, source_files
from index.settings import ChunkSettings
from rag.settings import RetrievalSettings
from tests.fakes import WordEmbedder

DOCUMENTS = (
    CorpusDocument("x/1", "Lead", "Lead is a heavy metal. " * 30 + "Its melting point is low."),
    CorpusDocument("x/2", "Gold", "Gold is a yellow metal."),
    CorpusDocument("x/3", "Empty title only", ""),
    CorpusDocument("x/4", "", ""),
    CorpusDocument("x/5", "", "Water boils when it is hot."),
)
SET = RetrievalSet(
    "small",
    "test",
    DOCUMENTS,
    (
        JudgedQuery("q1", "yellow gold", (("x/2", 1),)),
        JudgedQuery("q2", "when does water boil", (("x/5", 2), ("x/1", 0))),
        JudgedQuery("q3", "melting point of lead", (("x/1", 1),)),
    ),
)


@pytest.mark.parametrize("chars", [1_000_000, 100])
def test_every_retriever_ranks_documents_once_each(tmp_path: Path, chars: int) -> None:
    embedder = WordEmbedder()
    files = source_files(SET)
    assert len(files) == 4, "a document without a word cannot be found"
    with (
        library_of(files, embedder, tmp_path, lambda progress: None, ChunkSettings(chars), load_abstract) as library,
        library.snapshot() as snapshot,
    ):
        assert (snapshot.chunk_count == 4) == (chars > 1000)
        ids = document_ids(SET, snapshot)
        found = {
            name: rank(retriever, SET.queries, ids, 100)
            for name, retriever in retrievers(snapshot, embedder, RetrievalSettings())
        }
    assert list(found) == ["dense", "lexical", "hybrid"]
    for rankings in found.values():
        assert [ranking[0] for ranking in rankings] == ["x/2", "x/5", "x/1"]
        assert all(len(set(ranking)) == len(ranking) for ranking in rankings)


def test_table_has_values_and_paired_tests() -> None:
    ranked = [
        RankedSet("dense", (("x/1", "x/2"), (), ("x/1",))),
        RankedSet("hybrid", (("x/2",), ("x/5",), ("x/1",))),
    ]
    table = as_table(ranked, SET.queries)
    # dense: RR 1/2, 0, 1; nDCG 1/log2(3), 0, 1
    assert "| dense | 0.5436 |" in table
    assert "| hybrid | 1.0000 | 1.000 to 1.000 | 1.0000 | 1.000 to 1.000 | 1.0000 | 1.000 to 1.000 |" in table
    assert "| hybrid − dense | +0.4564 |" in table
    assert "| +0.5000 |" in table


def test_command_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--set", "scifact", "--cache", str(tmp_path)]) == 1
    assert "Expected “scifact” in the data folder" in capsys.readouterr().err


def test_a_written_folder_reads_back_as_the_set(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    (folder / "qrels").mkdir(parents=True)
    rows = [{"_id": one.id, "title": one.title, "text": one.text} for one in DOCUMENTS]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    queries = [{"_id": one.id, "text": one.text} for one in SET.queries]
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)), encoding="utf-8")
    qrels = ["query-id\tcorpus-id\tscore"]
    qrels += [f"{one.id}\t{name}\t{grade}" for one in SET.queries for name, grade in one.judged]
    (folder / "qrels" / "test.tsv").write_text("\n".join(qrels), encoding="utf-8")
    read = read_beir(folder)
    assert {(one.id, one.text, frozenset(one.judged)) for one in read.queries} == {
        (one.id, one.text, frozenset(one.judged)) for one in SET.queries
    }
    assert read.documents == SET.documents
