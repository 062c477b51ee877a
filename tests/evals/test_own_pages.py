"""The pages that the own questions name are those of the files, read here without the product's loader."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pypdfium2
import pytest

from evals.datasets.own import read_own

PROJECT = Path(__file__).parents[2]
DOCUMENTS = PROJECT / "ui" / "samples" / "documents"
LINES = (PROJECT / "evals" / "questions" / "own.jsonl").read_text(encoding="utf-8").splitlines()
PIECES = [(row["id"], piece) for row in map(json.loads, LINES) for piece in row["gold"]]


def squashed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("name", sorted(path.name for path in DOCUMENTS.glob("*.pdf")))
def test_gold_is_on_its_page_and_on_no_other(name: str) -> None:
    with pypdfium2.PdfDocument(DOCUMENTS / name) as pdf:
        pages = [squashed(page.get_textpage().get_text_range()) for page in pdf]
    mine = [(number, piece) for number, piece in PIECES if piece["document"] == name]
    assert len({piece["page"] for _, piece in mine}) >= 4, "one page alone would not show a shift"
    wrong = [
        (number, piece["page"], found)
        for number, piece in mine
        if (found := [at for at, page in enumerate(pages, 1) if squashed(piece["text"]) in page]) != [piece["page"]]
    ]
    assert wrong == []


def test_only_files_with_pages_have_gold_with_pages() -> None:
    assert {Path(piece["document"]).suffix for _, piece in PIECES if "page" in piece} == {".pdf"}


def test_pages_reach_the_questions() -> None:
    spans = [span for question in read_own("all").questions for piece in question.gold for span in piece]
    assert [span.page for span in spans] == [piece.get("page") for _, piece in PIECES]
