"""The product as the subject of a run: over a dataset's files, over a person's library, and through the commands."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evals import commands
from evals.datasets.values import Dataset, GoldSpan, Question, SourceFile
from evals.product import product
from evals.run_folder import MANIFEST, RUN, SCORES, read_run
from evals.running import OpenSubject, run
from evals.scoring import score
from index import file_reports, ingest
from index.errors import InvalidInputError, QuotewiseError
from index.library import Library
from index.settings import ChunkSettings
from rag.settings import Settings
from tests.fakes import WordEmbedder

FILES = (
    SourceFile("lighthouse.txt", b"The lighthouse\n\nThe lighthouse of Carrow was built in 1911. It is painted red."),
    SourceFile("mill.txt", b"The mill\n\nThe mill of Osk was built in 1790. It grinds oats."),
)
QUESTIONS = (
    Question("l", "When was the lighthouse of Carrow built?", ("1911",), gold=((GoldSpan("lighthouse.txt", "1911"),),)),
    Question("m", "When was the mill of Osk built?", ("1790",), gold=((GoldSpan("mill.txt", "1790"),),)),
)
DATASET = Dataset("small", "report", FILES, QUESTIONS)


def opener(cache: Path, library: Path | None = None, threshold: float = 0.0) -> OpenSubject:
    return product(
        cache,
        library=library,
        settings=Settings(threshold=threshold),
        make_embedder=WordEmbedder,
    )


def test_quotes_of_the_product_are_verbatim_and_from_the_gold(tmp_path: Path) -> None:
    scores = score(run(DATASET, opener(tmp_path / "cache"), tmp_path / "run"))
    assert scores.value("verbatim rate") == 1
    assert scores.value("right") == 1
    assert scores.value("first quote precision") == 1
    assert scores.lost_gold == 0


def test_two_runs_give_the_same_scores(tmp_path: Path) -> None:
    for name, cache in (("a", "one"), ("b", "one"), ("c", "another")):
        score(run(DATASET, opener(tmp_path / cache), tmp_path / name))
    first, *others = ((tmp_path / name / SCORES).read_bytes() for name in "abc")
    assert others == [first, first]


def test_a_threshold_that_nothing_passes_refuses_everything(tmp_path: Path) -> None:
    scores = score(run(DATASET, opener(tmp_path / "cache", threshold=1.1), tmp_path / "run"))
    assert scores.value("false refusals") == 1
    with pytest.raises(KeyError):
        scores.value("verbatim rate")


def test_what_was_retrieved_is_told_unless_nothing_was_searched(tmp_path: Path) -> None:
    greeting = replace(DATASET, questions=(QUESTIONS[0], Question("hello", "Hello!", None)))
    saved = read_run(run(greeting, opener(tmp_path / "cache"), tmp_path / "run"))
    assert saved.retrieved is not None
    texts = {document.document_id: document.text for document in saved.documents.values()}
    first, *_ = saved.retrieved["l"]
    assert "1911" in first.span.of(texts[first.document_id])
    assert saved.retrieved["hello"] == ()


def test_the_manifest_tells_models_and_settings(tmp_path: Path) -> None:
    out = run(DATASET, opener(tmp_path / "cache"), tmp_path / "run")
    facts = json.loads((out / MANIFEST).read_text(encoding="utf-8"))["subject"]
    assert facts["embedder"] == "bag-of-words"
    assert facts["documents"] == 2
    assert facts["threshold"] == 0.0
    assert facts["retrieval.dense_weight"] == Settings().retrieval.dense_weight
    with pytest.raises(InvalidInputError, match="differs in: subject"):
        run(DATASET, opener(tmp_path / "cache", threshold=0.5), out)


def test_questions_without_documents_are_asked_to_a_library(tmp_path: Path) -> None:
    embedder = WordEmbedder()
    with Library.create(tmp_path / "mine", embedder.identity, ChunkSettings()) as library:
        for file in FILES:
            ingest.add_upload(library, file.name, file.content, embedder)
    sheet = Dataset("mine", "sheet", (), QUESTIONS)
    scores = score(run(sheet, opener(tmp_path / "cache", tmp_path / "mine"), tmp_path / "run"))
    assert scores.value("right") == 1
    with pytest.raises(InvalidInputError, match="--library DIR"):
        run(sheet, opener(tmp_path / "cache"), tmp_path / "other")


def test_commands_from_a_sheet_to_a_report(tmp_path: Path) -> None:
    from rag.assemble import default_embedder

    embedder = default_embedder()
    with Library.create(tmp_path / "mine", embedder.identity, ChunkSettings()) as library:
        ingest.add_upload(library, FILES[0].name, FILES[0].content, embedder)
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("question,answers\nWhen was the lighthouse of Carrow built?,1911\n", encoding="utf-8")
    seen: list[file_reports.Progress] = []
    for name in ("one", "two"):
        out = commands.run_set(str(sheet), tmp_path / name, library=tmp_path / "mine", progress=seen.append)
        assert "| contains gold |" in commands.score_dir(out)
    assert (tmp_path / "one" / SCORES).read_bytes() == (tmp_path / "two" / SCORES).read_bytes()
    assert [(now.done, now.total, now.name) for now in seen[:2]] == [(0, 1, "questions"), (1, 1, "questions")]
    assert "Questions in common: 1;" in commands.compare_dirs(tmp_path / "one", tmp_path / "two")
    assert commands.report_dir(tmp_path / "one").is_file()
    assert json.loads((tmp_path / "one" / RUN).read_text(encoding="utf-8"))["id"] == "row 2"


def test_commands_tell_problems_plainly(tmp_path: Path) -> None:
    with pytest.raises(QuotewiseError, match="There is no dataset “nothing”"):
        commands.run_set("nothing", tmp_path)
    with pytest.raises(QuotewiseError, match="holds no run"):
        commands.score_dir(tmp_path)
