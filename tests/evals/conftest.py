"""One run of the own questions with the real model: it serves the gate and every test of real answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from evals.datasets.own import read_own
from evals.gate_figures import Figures, System, measure
from index.embedding import Embedder
from rag.assemble import default_embedder


@dataclass(frozen=True, slots=True)
class OwnRun:
    """The folder of the run, what the gate measures of it, and the cache in which its library is kept."""

    folder: Path
    figures: Figures
    cache: Path


@pytest.fixture(scope="session")
def real_embedder() -> Embedder:
    return default_embedder()


@pytest.fixture(scope="session")
def own_run(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> OwnRun:
    cache, folder = tmp_path_factory.mktemp("cache"), tmp_path_factory.mktemp("own") / "run"
    figures = measure(System(real_embedder), read_own("all"), cache, folder, lambda progress: None)
    return OwnRun(folder, figures, cache)
