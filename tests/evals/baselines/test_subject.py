"""A baseline as a subject: it is run and scored like the product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from evals.baselines.answering import Answering, Said, nearest_sentence
from evals.baselines.catalogue import BASELINES, baseline
from evals.baselines.corpus import pieces_of, texts_of
from evals.baselines.dense import DenseRanker
from evals.baselines.subject import Baseline
from evals.baselines.table import as_table, in_shown_words, row_of
from evals.datasets.values import Dataset, GoldSpan, Question, SourceFile
from evals.judging import judge
from evals.run_folder import read_run
from evals.running import run
from evals.scoring import score
from rag.answer import Status
from tests.fakes import WordEmbedder

FILES = (
    SourceFile("lighthouse.txt", b"The lighthouse\n\nThe lighthouse of Carrow was built in 1911. It is painted red."),
    SourceFile("mill.txt", b"The mill\n\nThe mill of Osk was built in 1790. It grinds oats."),
)
QUESTIONS = (
    Question("l", "When was the lighthouse of Carrow built?", ("1911",), gold=((GoldSpan("lighthouse.txt", "1911"),),)),
    Question("m", "When was the mill of Osk built?", ("1790",), gold=((GoldSpan("mill.txt", "1790"),),)),
    Question("x", "Who won zebra polo?", ()),
)
DATASET = Dataset("small", "report", FILES, QUESTIONS)


def subject(answering: Answering | None = None, threshold: float = 0.0) -> Baseline:
    texts = texts_of(FILES)
    pieces = pieces_of(texts)
    ranker = DenseRanker([piece.words for piece in pieces], WordEmbedder())
    return Baseline("small", texts, pieces, ranker, answering or nearest_sentence(ranker), threshold)


def scored(folder: Path, threshold: float) -> Path:
    out = run(DATASET, baseline("langchain-faiss", folder / "cache", WordEmbedder, threshold), folder / "run")
    score(out)
    return out


def test_it_is_run_and_scored_like_the_product(tmp_path: Path) -> None:
    row = row_of("small", scored(tmp_path, threshold=0.55))
    scores = score(tmp_path / "run")
    assert scores.value("right") == 1
    assert scores.value("refusal recall") == 1
    assert scores.value("verbatim rate") == 1
    assert scores.value("RR@10") == 1
    assert scores.lost_gold == 0
    assert row.own_words.value == 1
    assert row.questions == 3


def test_the_source_of_the_answer_comes_first_with_the_answer_marked() -> None:
    answer = subject().ask("When was the mill of Osk built?", (), "m")
    first, second = answer.quotes
    assert (first.source, second.source) == ("mill.txt", "lighthouse.txt")
    assert answer.answer == "The mill of Osk was built in 1790."
    assert [span.of(subject().text_of("mill.txt")) for span in first.answers] == [answer.answer]
    assert second.answers == ()


def test_below_its_threshold_it_refuses_and_shows_what_is_nearest() -> None:
    answer = subject(threshold=1.01).ask("When was the mill of Osk built?", (), "m")
    assert answer.status is Status.NOT_FOUND
    assert answer.quotes == ()
    assert answer.nearest[0].source == "mill.txt"


def test_an_answer_without_a_place_is_shown_with_its_sources_unmarked() -> None:
    answer = subject(lambda question, passages: Said("In the year of grace.")).ask("When was the mill built?", (), "m")
    assert answer.answer == "In the year of grace."
    assert [quote.answers for quote in answer.quotes] == [(), ()]


def test_a_follow_up_is_searched_with_the_question_before_it() -> None:
    asked: list[str] = []

    def answering(question: str, passages: Sequence[str]) -> None:
        asked.append(question)

    subject(answering).ask("And the mill?", ("How are you?", "When was the lighthouse built?"), "f")
    assert asked == ["When was the lighthouse built? And the mill?"]


def test_what_was_retrieved_is_told() -> None:
    made = subject()
    made.ask("When was the mill of Osk built?", (), "m")
    assert [passage.source for passage in made.retrieved()] == ["mill.txt", "lighthouse.txt"]
    assert all(passage.span for passage in made.retrieved())


def test_words_that_no_passage_has_are_not_in_shown_words(tmp_path: Path) -> None:
    saved = read_run(scored(tmp_path, threshold=0.0))
    judged = judge(saved, QUESTIONS[0])
    assert judged.answer is not None

    def share(words: str) -> float:
        assert judged.answer is not None
        return in_shown_words(replace(judged, answer=replace(judged.answer, answer=words))).part

    assert share("The lighthouse of Carrow was\nbuilt in 1911.") == 1
    assert share("It is painted red; It grinds oats") == 1
    assert share("It was built in 1911, of stone.") == 0


def test_the_table_has_a_line_for_each_subject(tmp_path: Path) -> None:
    row = row_of("small", scored(tmp_path, threshold=0.55))
    head, _, line = as_table([row]).splitlines()
    assert head.startswith("| subject | right | refused rightly | false refusals |")
    assert line.startswith("| small | 1.000 (")
    assert line.count("|") == head.count("|")


@pytest.mark.parametrize("name", BASELINES)
def test_thresholds_are_scores(name: str) -> None:
    assert 0 <= BASELINES[name].threshold < 1
