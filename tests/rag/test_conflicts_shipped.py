"""Conflicts as the reader that ships tells them, over papers like those people have."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import ingest
from index.library import Library
from index.loaders import load
from index.preparing import InThisProcess
from rag.answerer import Answerer
from rag.assemble import default_embedder, open_answerer
from ui.folders import sample_documents

FLYER = "# Summer regatta\n\nThe first race starts at 10 am at the weir. Twenty-four crews from nine clubs take part.\n"
MINUTES = (
    "# Minutes of the regatta committee\n\nThe first race starts at 11 am, so that the crews from Oxley can come by train. "
    "The farmer wants £4 for each car this year. Thirty crews have entered so far.\n"
)


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("conflicts")
    embedder = default_embedder()
    library = Library.create(folder / "library", embedder.identity)
    minutes = [sample_documents() / f"allotment-minutes-2024-{month}.txt" for month in ("03", "06")]
    papers = {
        "flyer.md": FLYER,
        "minutes.md": MINUTES,
        **{one.name: one.read_text(encoding="utf-8") for one in minutes},
    }
    for name, text in papers.items():
        ingest.add_upload(library, name, text.encode(), embedder, preparing=InThisProcess(load))
    return open_answerer(library, embedder)


@pytest.mark.parametrize("question", ["When does the first race start?", "How many crews take part in the regatta?"])
def test_another_wording_of_another_fact_is_a_conflict(answerer: Answerer, question: str) -> None:
    answer = answerer.ask(question)
    assert answer.conflicts == ((1, 2),)
    assert {Path(one.source).name for one in answer.quotes[:2]} == {"flyer.md", "minutes.md"}


@pytest.mark.parametrize(
    "question", ["How much is the rent for a full plot?", "How many clubs take part in the regatta?"]
)
def test_another_fee_or_another_count_is_none(answerer: Answerer, question: str) -> None:
    answer = answerer.ask(question)
    assert answer.quotes and answer.conflicts == ()
