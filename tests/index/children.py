"""Runs a piece of code in a process of its own: to kill it, to starve it of disk, or as somebody else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOBODY = 65534

PRELUDE = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from index import ingest
from index.errors import *
from index.library import Library
from tests.fakes import WordEmbedder
from index.merging import MergePolicy
OFTEN = MergePolicy(*[lambda chunks, pending: pending > 3] * 2)
embedder = WordEmbedder()
folder, papers = Path({folder!r}), Path({papers!r})
"""


needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can run a child as somebody else"
)
needs_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such thing")


def start(code: str, folder: Path, papers: Path, user: int | None = None) -> subprocess.Popen[str]:
    """A child that runs ``code`` with ``ingest``, ``Library``, ``embedder``, ``folder`` and ``papers`` at hand."""
    prelude = PRELUDE.format(root=str(ROOT), folder=str(folder), papers=str(papers))
    # everything is imported before the rights are given up: the environment may not be open to others
    drop = f"import os, numpy, faiss, tantivy, filelock, index.loaders\nindex.loaders.loaders()\nos.setuid({user})\n"
    return subprocess.Popen(
        [sys.executable, "-c", prelude + (drop if user is not None else "") + code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(code: str, folder: Path, papers: Path, user: int | None = None) -> str:
    """What the child printed; its failure is a failure of the test."""
    child = start(code, folder, papers, user)
    out, err = child.communicate(timeout=120)
    assert child.returncode == 0, err
    return out.strip()
