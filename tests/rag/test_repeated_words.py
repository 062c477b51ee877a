"""Words that stand in a document twice, with the real model: the copy is quoted that answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import ingest
from index.library import Library
from rag.assemble import default_embedder, open_answerer
from rag.settings import Settings

TWINS = """# House rules

## Mill cottage

The key is under the mat. Please water the ferns. The bins are emptied on Monday.

## Weir cottage

The key is under the mat. Please feed the cat. The bins are emptied on Monday.
"""


@pytest.mark.parametrize("cottage", ["Mill cottage", "Weir cottage"])
def test_a_repeated_sentence_is_quoted_where_it_answers(tmp_path: Path, cottage: str) -> None:
    embedder = default_embedder()
    (tmp_path / "rules.md").write_text(TWINS, encoding="utf-8")
    with Library.create(tmp_path / "library", embedder.identity) as library:
        ingest.add(library, [tmp_path / "rules.md"], embedder)
        asked = open_answerer(library, embedder, Settings(threshold=0.0))
        (first, *_) = asked.ask(f"Where is the key of the {cottage}?").quotes
    assert first.text == "The key is under the mat."
    assert first.place.label == cottage
