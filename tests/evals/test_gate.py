"""The gate over the own questions with the real model: it holds for the product and fails for planted regressions.

A planted regression is asked only the questions that the measure in question is about: a question's figures do not
depend on the others, so the whole run would fail by the same rule, and four whole runs would take minutes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from evals import gate
from evals.datasets.own import read_own
from evals.datasets.values import Question, sample
from evals.gate_figures import System, measure, read_figures
from evals.gate_rules import as_table, check
from index.document import LoadedText
from index.embedding import Embedder
from index.loaders import load
from index.snapshot import Snapshot
from rag.retrieval import DenseRetriever, Retriever
from rag.settings import Settings
from tests.evals.conftest import OwnRun

pytestmark = pytest.mark.timeout(900)  # a busy computer

Failed = Callable[[System, Callable[[Question], bool]], set[str]]


def one_page_later(content: bytes, name: str) -> LoadedText:
    """The loader, but every page counted one too many."""
    loaded = load(content, name)
    return replace(
        loaded,
        places=tuple(
            replace(mark, place=replace(mark.place, label=f"page {mark.place.page + 1}", page=mark.place.page + 1))
            if mark.place.page is not None
            else mark
            for mark in loaded.places
        ),
    )


def without_words(snapshot: Snapshot, embedder: Embedder, settings: Settings) -> Retriever:
    """Retrieval by meaning alone."""
    return DenseRetriever(snapshot, embedder)


def has_a_page(question: Question) -> bool:
    return any(span.page is not None for piece in question.gold for span in piece)


@pytest.fixture
def failed(own_run: OwnRun, tmp_path: Path) -> Failed:
    """The rules by which a system fails against the product, asked the questions that are wanted."""

    def rules(system: System, wanted: Callable[[Question], bool]) -> set[str]:
        dataset = read_own("all")
        dataset = replace(dataset, questions=tuple(one for one in dataset.questions if wanted(one)))
        asked = {one.id for one in dataset.questions}
        now = measure(system, dataset, own_run.cache, tmp_path / "run", lambda progress: None)
        return {one.name for one in check(own_run.figures.only(asked), now) if one.failure}

    return rules


def test_the_product_is_no_worse_than_its_stored_figures(own_run: OwnRun) -> None:
    checks = check(read_figures(gate.FIGURES), own_run.figures)
    assert not any(one.failure for one in checks), as_table(checks)


def test_pages_shifted_by_one_fail(failed: Failed, real_embedder: Embedder) -> None:
    assert failed(System(real_embedder, load=one_page_later), has_a_page) == {"page exactness"}


def test_retrieval_without_words_fails(failed: Failed, real_embedder: Embedder) -> None:
    few = {one.id for one in sample(read_own("all").questions, 20)}
    system = System(real_embedder, make_retriever=without_words)
    assert "known item RR@10" in failed(system, lambda question: question.id in few)


def test_lowered_thresholds_fail(failed: Failed, real_embedder: Embedder) -> None:
    usual = Settings()
    settings = Settings(threshold=usual.threshold / 10)
    system = System(real_embedder, settings)
    assert "refusal recall, near-miss" in failed(system, lambda question: question.type == "near_miss")
