"""The reader of words, with a model that was told what to find and weights that say what counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from rag.answerer import rarity_in
from rag.question import AnswerKind, analyse
from rag.reader_features import FEATURES, SUFFICIENCY, SURENESS, Sentence
from rag.reader_weights import Logistic, ReaderWeights, load_weights
from rag.reading import Finding, Reading, sentence_of
from rag.retrieval import LexicalRetriever, Passage
from rag.span_reader import SpanReader
from tests.fakes import WordEmbedder
from tests.rag.conftest import MakeSnapshot
from tests.rag.reader_models import ToldModel, weights

CLUB = "# Rowing club\n\nThe club meets on Tuesdays. The club has 84 members since 2019. Bring a towel.\n"
POOL = "# Pool\n\nThe pool has 84 places. It closes at noon.\n"
GATE = "# Gate\n\nThe gate E-21 is 3 metres wide. The gate has a bell.\n"


class Desk:
    """A reader over passages, all of them, in the order of their documents."""

    def __init__(self, make_snapshot: MakeSnapshot, embedder: WordEmbedder) -> None:
        self.snapshot = make_snapshot({"1 club.md": CLUB, "2 pool.md": POOL, "3 gate.md": GATE})
        self.embedder = embedder

    def passages(self, question: str) -> tuple[Passage, ...]:
        return LexicalRetriever(self.snapshot).retrieve(question, 9)

    def reader(self, model: ToldModel, of: ReaderWeights, embedded: int = 16) -> SpanReader:
        return SpanReader(model, self.embedder, rarity_in(self.snapshot), of, embedded=embedded)

    def read(
        self, question: str, words: Mapping[str, float], of: ReaderWeights, answers: Mapping[str, float]
    ) -> Reading:
        return self.reader(ToldModel(words, answers), of).read(analyse(question), self.passages(question))


@pytest.fixture
def desk(make_snapshot: MakeSnapshot, embedder: WordEmbedder) -> Desk:
    return Desk(make_snapshot, embedder)


BY_SPAN = weights({"span": 1}, answerable={"best_span": 5, "bias": -2}, right={"lead": 2, "agreement": 3, "bias": -2})
MEMBERS = "How many members has the club?"


def words_of(finding: Finding) -> str:
    offset = finding.passage.span.start
    return finding.passage.text[finding.span.start - offset : finding.span.end - offset]


def test_findings_come_by_the_weights_each_with_its_words(desk: Desk) -> None:
    reading = desk.read(MEMBERS, {"84 members": 6, "Tuesdays": 2}, BY_SPAN, {})
    assert [(words_of(each), sentence_of(each)) for each in reading.findings[:2]] == [
        ("84 members", "The club has 84 members since 2019."),
        ("Tuesdays", "The club meets on Tuesdays."),
    ]
    assert reading.findings[0].score == pytest.approx(6 / 5)
    assert reading.answerability == pytest.approx(1 / (1 + np.exp(-(5 * 6 / 5 - 2))))


def test_a_sentence_without_words_is_found_whole_and_never_enough_alone(desk: Desk) -> None:
    surely = weights({"span": 1}, sufficient={"bias": 9})
    reading = desk.read(MEMBERS, {"84 members": 6}, surely, {})
    best, *others = reading.findings
    assert best.sufficient > 0.99
    assert len(others) >= 2
    for each in others:
        assert (each.span, each.sufficient) == (each.sentence, 0.0)


def test_words_that_run_over_a_sentence_are_cut_at_its_ends(desk: Desk) -> None:
    reading = desk.read(MEMBERS, {"84 members since 2019. Bring a": 6}, BY_SPAN, {})
    assert [words_of(each) for each in reading.findings[:2]] == ["84 members since 2019.", "Bring a"]


def test_what_is_told_of_cut_words_is_told_of_what_is_shown(desk: Desk) -> None:
    reader = desk.reader(ToldModel({"84 members since 2019. Bring a": 6}), BY_SPAN)
    read = reader.sentences(analyse(MEMBERS), desk.passages(MEMBERS))
    found = {sentence.found for sentence in read.sentences}
    assert {"84 members since 2019.", "Bring a"} <= found
    for row, sentence in enumerate(read.sentences):
        length = dict(zip(SUFFICIENCY, read.sufficiency(row, AnswerKind.NUMBER), strict=True))["length"]
        assert length == len(sentence.found) / 100


def test_a_heading_is_read_above_its_text_and_never_found(desk: Desk) -> None:
    model = ToldModel({"84 members": 1})
    reading = desk.reader(model, BY_SPAN).read(analyse(MEMBERS), desk.passages("club pool 84"))
    assert {"Rowing club", "Pool"} <= {text.heading for text in model.read_texts}
    assert not {"Rowing club", "Pool"} & {sentence_of(each) for each in reading.findings}


def test_nothing_is_said_of_a_thing_that_the_library_does_not_know(desk: Desk) -> None:
    question = "How wide is the gate E-30?"
    reading = desk.read(question, {"3 metres": 15}, BY_SPAN, {"gate": 9})
    assert (reading.answerability, reading.confidence) == (0.0, 0.0)
    assert reading.findings
    assert {(each.score, each.sufficient) for each in reading.findings} == {(0.0, 0.0)}
    known = desk.read("How wide is the gate E-21?", {"3 metres": 15}, BY_SPAN, {"gate": 9})
    assert known.answerability > 0.9
    assert words_of(known.findings[0]) == "3 metres"


def test_reading_nothing_gives_nothing(desk: Desk) -> None:
    reader = desk.reader(ToldModel({"84": 9}), BY_SPAN)
    assert reader.read(analyse(MEMBERS), ()) == Reading((), 0.0, 0.0)
    assert reader.sentences(analyse(MEMBERS), ()).features.shape == (0, len(FEATURES))


def test_reading_twice_gives_the_same_and_equals_stay_in_order(desk: Desk) -> None:
    nothing = weights({})
    first, second = (desk.read(MEMBERS, {"84": 3}, nothing, {}) for _ in range(2))
    assert first == second
    read = desk.reader(ToldModel({"84": 3}), nothing).sentences(analyse(MEMBERS), desk.passages(MEMBERS))
    assert [each.sentence for each in first.findings] == [each.candidate.sentence for each in read.sentences]


def test_only_the_promising_sentences_are_embedded(desk: Desk, embedder: WordEmbedder) -> None:
    passages = desk.passages(MEMBERS)
    embedder.embedded.clear()
    read = desk.reader(ToldModel({"84 members": 9}), BY_SPAN, embedded=2).sentences(analyse(MEMBERS), passages)
    assert len(read.sentences) == len(embedder.embedded) == 2
    assert "The club has 84 members since 2019." in embedder.embedded


def test_features_are_those_of_their_names(desk: Desk) -> None:
    model = ToldModel({"84 members": 6, "Tuesdays": 2}, {"84 members": 3}, {"84 members": 1})
    read = desk.reader(model, BY_SPAN).sentences(analyse(MEMBERS), desk.passages(MEMBERS))
    rows = {
        sentence.candidate.text: dict(zip(FEATURES, row, strict=True))
        for sentence, row in zip(read.sentences, read.features, strict=True)
    }
    assert read.features.shape == (len(read.sentences), len(FEATURES))
    best, other = rows["The club has 84 members since 2019."], rows["The club meets on Tuesdays."]
    assert (best["span"], best["answers"], best["relevant"]) == (6 / 5, 3 / 5, 1 / 5)
    assert (other["span"], other["answers"], other["relevant"]) == (2 / 5, 3 / 5, 1 / 5)
    assert (best["best_of_passage"], other["best_of_passage"]) == (1, 0)
    assert best["coverage"] == 1 > other["coverage"]
    assert (best["kind"], other["kind"]) == (1, 0)
    assert best["first"] == 1
    strange = rows["Bring a towel."]
    assert (strange["span"], strange["best_of_passage"]) == (-3, 0)


def test_sureness_knows_the_lead_the_largest_and_who_agrees(desk: Desk) -> None:
    question = "How many are there, 84 members or 84 places in Paris?"
    model = ToldModel({"84": 6, "noon": 8, "3": -20})
    read = desk.reader(model, BY_SPAN).sentences(analyse(question), desk.passages("club pool gate 84 noon metres"))
    row = next(n for n, each in enumerate(read.sentences) if each.candidate.text.startswith("The club has"))
    scores = np.zeros(len(read.sentences))
    scores[row] = 1.5
    # another sentence of the same passage is no rival
    scores[next(n for n, each in enumerate(read.sentences) if each.candidate.text.startswith("The club meets"))] = 1.4
    told = dict(zip(SURENESS, read.sureness(scores, (0.25, 1.0)), strict=True))
    assert told["lead"] == 1.5
    assert told["span"] == 6 / 5
    assert told["best_span"] == 8 / 5
    # the pool's 84 agrees; noon does not
    assert told["agreement"] == pytest.approx(1 / 3)
    assert (told["unknown_words"], told["unknown_names"]) == (0.25, 1.0)


def test_the_margin_is_kept_within_bounds(desk: Desk) -> None:
    reader = desk.reader(ToldModel({"84 members": 900, "Tuesdays": -900}), BY_SPAN)
    read = reader.sentences(analyse(MEMBERS), desk.passages(MEMBERS))
    assert {sentence.margin for sentence in read.sentences} == {15.0, -15.0}


def test_clearness_is_the_lead_over_the_next_words_of_the_passage(desk: Desk) -> None:
    reader = desk.reader(ToldModel({"84 members": 6, "Tuesdays": 2}), BY_SPAN)
    read = reader.sentences(analyse(MEMBERS), desk.passages(MEMBERS))

    def told(start: str) -> dict[str, float]:
        row = next(n for n, each in enumerate(read.sentences) if each.candidate.text.startswith(start))
        return dict(zip(SUFFICIENCY, read.sufficiency(row, AnswerKind.NUMBER), strict=True))

    assert told("The club has")["clearness"] == pytest.approx(4 / 5)
    assert told("The club meets")["clearness"] == pytest.approx(-4 / 5)
    assert told("The club has")["kind_number"] == 1
    assert told("The club has")["kind_time"] == 0


def test_a_sentence_takes_the_best_words_that_reach_into_it(desk: Desk) -> None:
    reader = desk.reader(ToldModel({"84": 6, "84 members since": 7, "2019": 5}), BY_SPAN)
    (sentence,) = [
        each
        for each in reader.sentences(analyse(MEMBERS), desk.passages(MEMBERS)).sentences
        if "2019" in each.candidate.text
    ]
    assert sentence.found == "84 members since"
    assert sentence.candidate.sentence.contains(sentence.span)
    assert Sentence.of(sentence.candidate, sentence.passage) == sentence


CHAT = "[11/05/2024, 20:15] Derek No 14: The music stops at 7.30 sharp. Write to d.hale@mill.example\n"


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"20:15": 9, "stops": 3}, "stops"),
        ({"11/05": 9}, ""),
        ({"Derek": 5}, "Derek No 14"),
        ({"at 7": 5}, "at 7.30"),
        ({"mill": 5}, "d.hale@mill.example"),
    ],
)
def test_of_a_message_its_time_is_no_answer_and_no_name_or_amount_is_cut(
    make_snapshot: MakeSnapshot, embedder: WordEmbedder, told: Mapping[str, float], found: str
) -> None:
    snapshot, question = make_snapshot({"chat.txt": CHAT}), "When does the music stop?"
    reader = SpanReader(ToldModel(told), embedder, rarity_in(snapshot), BY_SPAN)
    (sentence,) = reader.sentences(analyse(question), LexicalRetriever(snapshot).retrieve(question, 1)).sentences
    assert sentence.found == found


def test_a_logistic_regression_by_hand() -> None:
    model = Logistic((2.0, -1.0), 0.5)
    assert model.probability(np.array([1.0, 2.0])) == pytest.approx(1 / (1 + np.exp(-0.5)))
    assert model.probability(np.array([0.0, 0.0])) > model.probability(np.array([0.0, 1.0]))


def test_weights_are_read_by_the_names_of_their_features(tmp_path: Path) -> None:
    def part(names: tuple[str, ...], bias: float) -> dict[str, object]:
        return {"weights": {name: float(len(name)) for name in reversed(names)}, "bias": bias}

    facts = {
        "ranking": {name: float(len(name)) for name in reversed(FEATURES)},
        "answerable": part(SURENESS, 1),
        "right": part(SURENESS, 2),
        "sufficient": part(SUFFICIENCY, 3),
    }
    file = tmp_path / "reader.json"
    file.write_text(json.dumps(facts), encoding="utf-8")
    held = load_weights(file)
    assert held.ranking == tuple(float(len(name)) for name in FEATURES)
    assert held.right.weights == tuple(float(len(name)) for name in SURENESS)
    assert [held.answerable.bias, held.right.bias, held.sufficient.bias] == [1, 2, 3]


def test_what_may_contradict_the_first_is_read_by_itself(desk: Desk) -> None:
    question = "How many members has the club, or places the pool?"
    read = desk.read(question, {"84 members": 9, "84": 4}, BY_SPAN, answers={"noon": 1, "places": 2})
    assert words_of(read.findings[0]) == "84 members" and read.findings[0].by_itself is None
    told = {sentence_of(each): each.by_itself for each in read.findings if each.by_itself is not None}
    assert told == {"The pool has 84 places.": 2}, "without the rest of its passage; noon is no number"
    asked_why = desk.read("Why has the club a pool?", {"84": 4}, BY_SPAN, {})
    assert asked_why.findings and all(each.by_itself is None for each in asked_why.findings)
