"""The contract of every reader."""

from __future__ import annotations

import pytest

from rag.answerer import rarity_in
from rag.assemble import READER, READER_WEIGHTS
from rag.cross_encoder import CrossEncoder
from rag.question import analyse
from rag.reader_weights import load_weights
from rag.reading import Reader, Reading
from rag.retrieval import LexicalRetriever
from rag.span_reader import SpanReader
from tests.fakes import WordEmbedder
from tests.rag.conftest import MakeSnapshot
from tests.rag.reader_models import ToldModel, weights

TEXTS = {
    "lease.md": "# Lease\n\n## Money\n\nThe rent is due on the first day of each month. The deposit is two months’ rent.\n\n"
    "## Animals\n\nDogs are allowed in the garden. Cats may live in the flat.\n",
    "club.md": "# Rowing club\n\nThe rowing club meets on Tuesdays. The club has 84 members since 2019.\n",
}


class Desk:
    def __init__(self, reader: Reader, retriever: LexicalRetriever) -> None:
        self.reader = reader
        self.retriever = retriever

    def read(self, question: str) -> Reading:
        return self.reader.read(analyse(question), self.retriever.retrieve(question, 10))


MODEL = ToldModel(
    {"two months’ rent": 4, "the first day of each month": 4, "Dogs": 3, "84": 4, "The rent is due": 1, "Lease": 9},
    answers={"rent": 3, "Dogs": 3, "84": 3},
)
SPAN_WEIGHTS = weights(
    {"span": 1, "coverage": 4, "kind": 1, "meaning": 1},
    answerable={"coverage": 8, "bias": -4},
    right={"span": 1, "coverage": 4, "bias": -4},
)


@pytest.fixture(params=["shipped", "told"])
def desk(request: pytest.FixtureRequest, make_snapshot: MakeSnapshot, embedder: WordEmbedder) -> Desk:
    snapshot = make_snapshot(TEXTS)
    rarity = rarity_in(snapshot)
    readers: dict[str, Reader] = {
        "shipped": SpanReader(CrossEncoder(READER), embedder, rarity, load_weights(READER_WEIGHTS)),
        "told": SpanReader(MODEL, embedder, rarity, SPAN_WEIGHTS),
    }
    return Desk(readers[request.param], LexicalRetriever(snapshot))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How much is the deposit?", "The deposit is two months’ rent."),
        ("When is the rent due?", "The rent is due on the first day of each month."),
        ("Are dogs allowed in the garden?", "Dogs are allowed in the garden."),
        ("How many members has the club?", "The club has 84 members since 2019."),
    ],
)
def test_the_sentence_that_answers_comes_first(desk: Desk, question: str, answer: str) -> None:
    best = desk.read(question).findings[0]
    offset = best.passage.span.start
    assert best.passage.text[best.sentence.start - offset : best.sentence.end - offset] == answer


def test_spans_lie_in_their_sentences_and_these_in_their_passages(desk: Desk) -> None:
    for finding in desk.read("When does the club meet for dogs?").findings:
        assert finding.sentence.contains(finding.span)
        assert finding.passage.span.contains(finding.sentence)


def test_findings_come_best_first_and_answerability_is_a_probability(desk: Desk) -> None:
    reading = desk.read("When is the rent due?")
    scores = [finding.score for finding in reading.findings]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= reading.answerability <= 1
    assert 0 <= reading.confidence <= 1


def test_an_answerable_question_is_surer_than_a_stranger(desk: Desk) -> None:
    assert (
        desk.read("How much is the deposit?").answerability > desk.read("Which first river is longest?").answerability
    )


def test_headings_are_never_the_answer(desk: Desk) -> None:
    for finding in desk.read("Money, animals, lease?").findings:
        offset = finding.passage.span.start
        words = finding.passage.text[finding.sentence.start - offset : finding.sentence.end - offset]
        assert words not in ("Money", "Animals", "Lease", "Rowing club")


def test_without_passages_there_is_nothing(desk: Desk) -> None:
    assert desk.reader.read(analyse("When is the rent due?"), ()) == Reading((), 0.0, 0.0)


def test_reading_twice_gives_the_same(desk: Desk) -> None:
    assert desk.read("When is the rent due?") == desk.read("When is the rent due?")
