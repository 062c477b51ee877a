"""Fitting finds the signal that was put into synthetic lessons; lessons are what they say of real sentences."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from evals.datasets.values import Dataset, GoldSpan, SourceFile
from evals.datasets.values import Question as Asked
from evals.fit_reader import figures, main, refusal_curve
from evals.reader_fitting import best_of, fit, fit_logistic, fit_ranking, tell
from evals.reader_lessons import NO_WEIGHTS, Lesson, read_all
from index.document import BlockKind, Span
from rag.cross_encoder import TextReading, Words
from rag.evidence import Candidate
from rag.question import AnswerKind
from rag.reader_features import FEATURES, SUFFICIENCY, SURENESS, Read, Sentence
from rag.retrieval import Passage
from tests.fakes import WordEmbedder
from tests.rag.reader_models import ToldModel

SPAN, MEANING, ANSWERS = (FEATURES.index(name) for name in ("span", "meaning", "answers"))


def sentence(chunk_id: int, margin: float) -> Sentence:
    text = "Ada Hale"
    passage = Passage(chunk_id, f"d{chunk_id}", "r", Span(0, 8), text, "", (), 0.5, chunk_id + 1)
    candidate = Candidate(passage, Span(0, 8), BlockKind.PARAGRAPH, text, frozenset(), frozenset(), frozenset())
    words = Words(Span(0, 8), margin)
    return Sentence(candidate, words, TextReading((words,), 0.0, 0.0))


def lesson(rng: np.random.Generator, answerable: bool, sentences: int = 6) -> Lesson:
    """Of an answerable question one sentence is right: its meaning is near, its span likely; the rest is noise."""
    features = rng.normal(size=(sentences, len(FEATURES)))
    right = np.zeros(sentences, dtype=bool)
    if answerable:
        right[rng.integers(sentences)] = True
        features[right, MEANING] += 3
        features[right, SPAN] += 2
    features[:, ANSWERS] += 4 if answerable else 0
    enough = right & (rng.random(sentences) < 0.5)
    features[enough, SPAN] += 2
    read = Read(tuple(sentence(n, float(features[n, SPAN])) for n in range(sentences)), features)
    asked = Asked("q", "Who?", ("Ada Hale",) if answerable else ())
    return Lesson(asked, AnswerKind.PERSON, read, right, enough, (0.0, 0.0))


def library(seed: int, n: int = 120, share: float = 0.4) -> list[Lesson]:
    rng = np.random.default_rng(seed)
    return [lesson(rng, answerable=rng.random() >= share) for _ in range(n)]


def test_the_ranking_finds_what_makes_a_sentence_right() -> None:
    weights = fit_ranking([library(1)])
    assert set(np.argsort(-weights)[:2]) == {MEANING, SPAN}
    assert weights[MEANING] > 1
    rest = np.delete(weights, [MEANING, SPAN])
    assert np.abs(rest).max() < weights[MEANING] / 2


def test_the_ranking_is_where_its_loss_is_least() -> None:
    lessons = library(2, 40)
    best = fit_ranking([lessons])

    def loss(weights: np.ndarray) -> float:
        total = float(weights @ weights)
        for each in lessons:
            if each.right.any():
                chances = np.exp(each.read.features @ weights)
                total -= math.log(chances[each.right].sum() / chances.sum())
        return total

    rng = np.random.default_rng(0)
    assert all(loss(best) < loss(best + 0.1 * rng.normal(size=len(best))) for _ in range(20))


def test_every_library_counts_the_same_for_the_ranking() -> None:
    small, large = library(4, 40, share=0), library(5, 40, share=0)
    assert fit_ranking([small, large * 3]) == pytest.approx(fit_ranking([small * 3, large]), abs=2e-3)


def test_unanswerable_questions_say_nothing_of_the_ranking() -> None:
    lessons = library(3, 40)
    assert np.array_equal(fit_ranking([lessons]), fit_ranking([[each for each in lessons if each.right.any()]]))


def test_the_fitted_weights_know_new_questions() -> None:
    weights = fit([library(1), library(2)])
    assert (len(weights.ranking), len(weights.right.weights)) == (len(FEATURES), len(SURENESS))
    assert len(weights.sufficient.weights) == len(SUFFICIENCY)
    told = figures(tell(library(9), weights))
    assert told["answer right"] > 0.9
    assert told["AUROC answerable"] > 0.95
    assert told["AUROC words enough"] > 0.7
    assert told["mean confidence"] == pytest.approx(told["mean right"], abs=0.08)
    assert told["refused of the unanswerable"] > 0.8 > 0.2 > told["false refusals"]


def test_an_answer_shows_the_second_sentence_too_where_it_is_close() -> None:
    features = np.zeros((2, len(FEATURES)))
    features[0, SPAN] = 1
    ranking = np.zeros(len(FEATURES))
    read = Read((sentence(0, 1), sentence(1, 0)), features)
    asked = Asked("q", "Who?", ("Ada",))
    right, enough = np.array([False, True]), np.array([True, False])
    of_it = Lesson(asked, AnswerKind.PERSON, read, right, enough, (0.0, 0.0))
    for weight, shown in ((0.9, True), (1.1, False)):
        ranking[SPAN] = weight
        best = best_of([of_it], ranking)
        assert (best.right.tolist(), best.enough.tolist()) == ([shown], [True])


def test_unanswerable_questions_count_for_their_stated_share() -> None:
    best = best_of(library(4, 100, 0.5), np.ones(len(FEATURES)))
    assert best.shares[~best.answerable].sum() / best.shares.sum() == pytest.approx(0.3)
    alone = best_of([each for each in library(4) if each.answerable], np.ones(len(FEATURES)))
    assert set(alone.shares) == {1.0}


def test_every_library_counts_the_same() -> None:
    ones = np.ones((10, 1))
    rows = [ones, np.ones((990, 1))]
    model = fit_logistic(
        rows,
        [np.array([True] * 9 + [False]), np.array([False] * 891 + [True] * 99)],
        [np.ones(10), np.ones(990)],
        ["brevity"],
    )
    assert model.probability(np.array([1.0])) == pytest.approx(0.5, abs=0.02)


def test_what_speaks_for_an_answer_never_counts_against_it() -> None:
    row = np.linspace(-1, 1, 200)[:, None]
    against = [row[:, 0] < 0]
    assert fit_logistic([row], against, [np.ones(200)], ["coverage"]).weights == (0.0,)
    assert fit_logistic([row], against, [np.ones(200)], ["brevity"]).weights[0] < -1
    assert fit_logistic([row], [row[:, 0] > 0], [np.ones(200)], ["unknown_words"]).weights == (0.0,)


def test_figures_of_a_library_without_unanswerable_questions_are_still_told() -> None:
    told = figures(tell([each for each in library(5) if each.answerable], NO_WEIGHTS))
    assert math.isnan(told["AUROC answerable"])
    assert math.isnan(told["refused of the unanswerable"])
    assert told["questions"] > 0


def test_the_curve_trades_refusals_for_answers() -> None:
    weights = fit([library(1), library(2)])
    lines = refusal_curve([tell(library(9), weights)]).splitlines()
    rows = [[float(cell) for cell in line.strip("| ").split(" | ")] for line in lines[2:]]
    strict = [row for row in rows if row[1] == 1.0]
    assert [row[0] for row in strict] == sorted(row[0] for row in strict)
    for column in (2, 3):
        assert [row[column] for row in strict] == sorted(row[column] for row in strict)


CLUB = b"# Club\n\nThe club meets on Tuesdays. The club has 84 members. It is old.\n"
POOL = b"# Pool\n\nThe pool has 84 places.\n"


def test_lessons_say_which_sentences_are_evidence_and_which_words_are_enough(tmp_path: Path) -> None:
    gold = ((GoldSpan("club.md", "84 members", CLUB.decode().index("84 members")),),)
    dataset = Dataset(
        name="clubs",
        split="tune",
        documents=(SourceFile("club.md", CLUB), SourceFile("pool.md", POOL)),
        questions=(
            Asked("a", "How many members has the club?", ("84",), gold=gold),
            Asked("b", "Who founded the club?", ()),
        ),
    )
    model = ToldModel({"84 members": 5, "Tuesdays": 3, "places": 2})
    answered, stranger = read_all(dataset, tmp_path, WordEmbedder(), model, lambda progress: None)
    texts = [each.candidate.text for each in answered.read.sentences]
    assert [text for text, right in zip(texts, answered.right, strict=True) if right] == ["The club has 84 members."]
    # of the pool only "places" was found, though its sentence holds the number
    assert "The pool has 84 places." in texts
    assert [text for text, enough in zip(texts, answered.enough, strict=True) if enough] == ["The club has 84 members."]
    assert (answered.kind, answered.answerable) == (AnswerKind.NUMBER, True)
    assert not (stranger.answerable or stranger.right.any() or stranger.enough.any())


def test_without_a_model_the_command_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = [str(tmp_path), "--cache", str(tmp_path / "cache"), "--reader", str(tmp_path / "nothing")]
    assert main(command) == 1
    assert capsys.readouterr().err.startswith("Error: The reader's model in")
