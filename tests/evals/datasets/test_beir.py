"""BEIR folders, plain and packed."""

import gzip
from pathlib import Path

import pytest

from evals.datasets.beir import CorpusDocument, JudgedQuery, read_beir
from index.errors import InvalidInputError, MissingDataError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "qrels").mkdir()
    (tmp_path / "corpus.jsonl.gz").write_bytes(
        gzip.compress('{"_id": "d1", "title": "Ä", "text": "one"}\n\n{"_id": "d2", "text": "two"}\n'.encode())
    )
    (tmp_path / "queries.jsonl").write_text(
        '{"_id": "1", "text": "q1"}\n{"_id": "2", "text": "q2"}\n{"_id": "3", "text": "q3"}\n', encoding="utf-8"
    )
    (tmp_path / "qrels" / "test.tsv").write_text(
        "query-id\tcorpus-id\tscore\n1\td2\t1\n1\td1\t3\n3\td1\t0\n", encoding="utf-8"
    )
    return tmp_path


def test_reads_documents_and_judged_queries(folder: Path) -> None:
    found = read_beir(folder)
    assert found.documents == (CorpusDocument("d1", "Ä", "one"), CorpusDocument("d2", "", "two"))
    assert found.queries == (JudgedQuery("1", "q1", (("d1", 3), ("d2", 1))),), "only queries with a relevant document"


def test_missing_files_say_what_was_expected(folder: Path) -> None:
    with pytest.raises(MissingDataError, match=r"“qrels/train.tsv”"):
        read_beir(folder, "train")
    (folder / "corpus.jsonl.gz").unlink()
    with pytest.raises(MissingDataError, match=r"“corpus.jsonl” \(plain or packed as “.gz”\)"):
        read_beir(folder)


def test_malformed_qrels_name_the_line(folder: Path) -> None:
    qrels = folder / "qrels" / "test.tsv"
    qrels.write_text("1\td1\tgood\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match=r"test\.tsv, line 1"):
        read_beir(folder)
    qrels.write_text("9\td1\t1\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="judges query 9"):
        read_beir(folder)
