"""The article score: known shingles, halves, and what is said when something is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.web_articles import PageScore, f1_of_means, harmonic_mean, is_tuned, main, score_folder, shingle_scores
from index.errors import MissingDataError


def test_shingles_of_four_words_are_counted_as_often_as_they_occur() -> None:
    # "a b c d e" has abcd, bcde; "a b c d x" has abcd, bcdx
    assert shingle_scores("a b c d e", "a b c d x") == (0.5, 0.5)
    assert shingle_scores("a b c d", "a b c d a b c d") == (1 / 5, 1.0)
    assert shingle_scores("A, b: c - d!", "A b c d") == (1.0, 1.0)
    assert shingle_scores("two words", "two words") == (1.0, 1.0)
    assert shingle_scores("a b c d", "") == (0.0, 0.0)


def test_f1_is_that_of_the_mean_precision_and_recall() -> None:
    scores = [PageScore("a", 1.0, 0.5, True), PageScore("b", 0.5, 1.0, False)]
    assert f1_of_means(scores).value == pytest.approx(0.75)
    assert harmonic_mean(0.0, 0.0) == 0.0


def write_pages(folder: Path) -> None:
    article = "The river rose for sixteen days and the miller counted his sacks of flour for the third time."
    (folder / "one.html").write_text(f"<html><body><p>{article}</p></body></html>", encoding="utf-8")
    (folder / "ground-truth.json").write_text(json.dumps({"one": {"articleBody": article}}), encoding="utf-8")


def test_a_folder_is_scored_page_by_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_pages(tmp_path)
    assert score_folder(tmp_path) == [PageScore("one.html", 1.0, 1.0, is_tuned("one.html"))]
    assert main([str(tmp_path)]) == 0
    assert "all pages (1): precision 1.000, recall 1.000, F1 1.000" in capsys.readouterr().out


def test_what_is_missing_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nowhere")]) == 1
    assert "ground-truth.json is not there" in capsys.readouterr().err
    write_pages(tmp_path)
    (tmp_path / "one.html").unlink()
    with pytest.raises(MissingDataError, match=r"one\.html is named"):
        score_folder(tmp_path)
    assert main([]) == 2
