"""What a run holds besides answers: rankings, pages, seconds and memory, and how they are scored."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest

from evals.comparing import compare
from evals.datasets.values import Dataset, GoldSpan, Question, SourceFile
from evals.run_folder import DOCUMENTS, MEMORY, RETRIEVED, RUN, TIMES, read_run
from evals.running import run
from evals.scoring import score
from tests.evals.fakes import RankingSpotter, WordSpotter

COLOURS = SourceFile("colours.txt", b"The sky is blue. The grass is green. Blood is red.")
BOOK = SourceFile("book.pdf", b"Cats mew.\fDogs bark. Cows moo.\fDogs bark again. Owls hoot.")
MADE_UP = SourceFile("other.txt", b"Nothing of use stands here.")


def asked(name: str, document: str, *words: str, page: int | None = None) -> Question:
    gold = tuple((GoldSpan(document, each, page=page),) for each in words)
    return Question(name, f"{name}?", (words[0],), gold=gold)


BLUE = asked("blue", "colours.txt", "The sky is blue.", "Blood is red.")
GREEN = asked("green", "colours.txt", "The grass is green.")
LOST = asked("lost", "colours.txt", "Blood is red.")
QUESTIONS = (BLUE, GREEN, LOST, Question("nothing", "nothing?", ()))
ANSWERS: dict[str, tuple[str, str] | None] = {f"{question.id}?": None for question in QUESTIONS}
USELESS = ("other.txt", "Nothing of use stands here.")
RANKINGS = {
    "blue?": [USELESS, ("colours.txt", "The sky is blue."), ("colours.txt", "The sky"), ("colours.txt", "Blood is")],
    "green?": [("colours.txt", "The grass is green.")],
    "lost?": [USELESS],
    "nothing?": [USELESS],
}
DATASET = Dataset("colours", "report", (COLOURS, MADE_UP), QUESTIONS)


def ranked(out: Path, rankings: dict[str, list[tuple[str, str]]] | None = None) -> Path:
    return run(DATASET, RankingSpotter(ANSWERS, RANKINGS if rankings is None else rankings).open, out)


def test_rankings_worked_by_hand(tmp_path: Path) -> None:
    scores = score(ranked(tmp_path / "run"))
    # blue: its two pieces at ranks 2 and 4; green: first; lost: nowhere. A question without marked evidence has no say.
    gain = (1 / math.log2(3) + 1 / math.log2(5)) / (1 + 1 / math.log2(3))
    expected = {"recall@5": 2 / 3, "recall@20": 2 / 3, "nDCG@10": (gain + 1) / 3, "RR@10": 1 / 2, "P@1": 1 / 3}
    found = {one.name: one.estimate for one in scores.scores if one.name in expected}
    assert {name: one.value for name, one in found.items()} == pytest.approx(expected)
    assert {one.n for one in found.values()} == {3}
    assert scores.lost_gold == 0


def test_of_the_retrieved_documents_only_those_with_gold_are_saved(tmp_path: Path) -> None:
    saved = read_run(ranked(tmp_path / "run"))
    assert [document.source for document in saved.documents.values()] == ["colours.txt"]
    assert saved.retrieved is not None
    assert [len(saved.retrieved[question.id]) for question in QUESTIONS] == [4, 1, 1, 1]


def test_a_subject_that_does_not_tell_is_not_scored_on_it(tmp_path: Path) -> None:
    out = run(DATASET, WordSpotter(ANSWERS).open, tmp_path / "run")
    assert not (out / RETRIEVED).exists()
    assert not {"recall@5", "nDCG@10", "P@1"} & {one.name for one in score(out).scores}


def test_a_question_that_was_not_searched_for_counts_as_not_found(tmp_path: Path) -> None:
    scores = score(ranked(tmp_path / "run", {}))
    assert scores.value("recall@20") == scores.value("nDCG@10") == scores.value("P@1") == 0


def test_rankings_are_compared(tmp_path: Path) -> None:
    for name, rankings in (("a", RANKINGS), ("b", {})):
        score(ranked(tmp_path / name, rankings))
    change = dict(compare(tmp_path / "a", tmp_path / "b").differences)["recall@5"]
    assert change.first == pytest.approx(2 / 3)
    assert (change.second, change.n) == (0, 3)
    assert change.low <= change.change <= change.high <= 0


def test_an_interrupted_run_has_every_ranking_once(tmp_path: Path) -> None:
    out = tmp_path / "run"
    with pytest.raises(KeyboardInterrupt):
        run(DATASET, RankingSpotter(ANSWERS, RANKINGS, fails_at="lost?").open, out)
    with (out / RETRIEVED).open("a", encoding="utf-8") as torn:
        torn.write('{"id": "lost", "pass')
    ranked(out)
    whole = ranked(tmp_path / "whole")
    for file in (RUN, RETRIEVED, DOCUMENTS):
        assert (out / file).read_bytes() == (whole / file).read_bytes()


BARK = asked("bark", "book.pdf", "Cows moo.", page=2)
HOOT = asked("hoot", "book.pdf", "Owls hoot.", page=3)
TWICE = asked("twice", "book.pdf", "Dogs bark", page=3)
PAGED = Dataset("animals", "report", (BOOK,), (BARK, HOOT, TWICE))
QUOTED: dict[str, tuple[str, str] | None] = {
    "bark?": ("book.pdf", "Cows moo."),
    "hoot?": ("book.pdf", "Dogs bark again. Owls hoot."),
    "twice?": ("book.pdf", "Dogs bark"),
}


def test_pages_are_exact_where_they_are_those_that_were_marked(tmp_path: Path) -> None:
    scores = score(run(PAGED, WordSpotter(QUOTED).open, tmp_path / "run"))
    (found,) = [one.estimate for one in scores.scores if one.name == "page exactness"]
    assert (found.value, found.n) == (1, 2), "words that stand there twice say nothing about the page"


@pytest.mark.parametrize("shown", [{"page": 1}, {"page": 3}, {"page": None}])
def test_a_shifted_or_missing_page_is_caught(tmp_path: Path, shown: dict[str, int | None]) -> None:
    out = run(PAGED, WordSpotter(QUOTED).open, tmp_path / "run")
    rows = [json.loads(line) for line in (out / RUN).read_text(encoding="utf-8").splitlines()]
    rows[0]["quotes"][0]["place"] |= shown
    (out / RUN).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    scores = score(out)
    assert scores.value("page exactness") == 1 / 2
    assert scores.value("verbatim rate") == 1, "the words are right all the same"


def test_gold_without_a_page_has_no_say_about_pages(tmp_path: Path) -> None:
    pageless = replace(PAGED, questions=(asked("bark", "book.pdf", "Cows moo."),))
    scores = score(run(pageless, WordSpotter(QUOTED).open, tmp_path / "run"))
    assert "page exactness" not in {one.name for one in scores.scores}


def test_times_and_memory_have_a_file_of_their_own(tmp_path: Path) -> None:
    out = ranked(tmp_path / "run")
    peak = json.loads((out / MEMORY).read_text(encoding="utf-8"))["peak_mb"]
    scores = score(out)
    times = json.loads((out / TIMES).read_text(encoding="utf-8"))
    assert times == {
        "n": 4,
        "total_seconds": 2.0,
        **{f"{name}_seconds": 0.5 for name in ("mean", "p50", "p90", "p95", "max")},
        "peak_memory_mb": peak,
    }
    assert not any("second" in one.name for one in scores.scores)


def test_the_higher_peak_of_two_processes_is_kept(tmp_path: Path) -> None:
    out = ranked(tmp_path / "run")
    (out / MEMORY).write_text('{"peak_mb": 1e9}', encoding="utf-8")
    ranked(out)
    assert json.loads((out / MEMORY).read_text(encoding="utf-8"))["peak_mb"] == 1e9
