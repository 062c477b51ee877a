"""The best words of a text by brute force and by hand, and the running model around them."""

from __future__ import annotations

import threading
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.document import Span
from index.errors import MissingDataError
from rag.cross_encoder import MOST_ANSWER_TOKENS, CrossEncoder, Text, TextReading, Words, best_words
from tests.rag.reader_models import TOKENIZER, word_spotting_model

# [CLS] who [SEP] club . ada hale rows [SEP]: a heading of four characters and ". " before the text "ada hale rows"
KINDS = np.array([0, 0, 0, 1, 1, 1, 1, 1, 1])
OFFSETS = np.array([[0, 0], [0, 3], [0, 0], [0, 4], [4, 5], [6, 9], [10, 14], [15, 19], [0, 0]]) - 6


def logits(*of_text: tuple[float, float]) -> np.ndarray:
    """Zeros but for the three words of the text."""
    made = np.zeros((9, 2), dtype=np.float32)
    made[5:8] = of_text
    return made


def test_the_best_words_beat_no_answer_by_the_sum_of_their_ends() -> None:
    made = logits((4, 0), (0, 3), (-5, -5))
    made[0] = 1, 0.5
    best = best_words(made, KINDS, OFFSETS)[0]
    assert best == Words(Span(0, 8), 4 + 3 - 1.5)


def test_what_is_left_comes_after_the_best_and_does_not_overlap_it() -> None:
    found = best_words(logits((4, 5), (0, 3), (1, 1)), KINDS, OFFSETS)
    assert [(each.span, each.margin) for each in found] == [(Span(0, 3), 9.0), (Span(4, 8), 3.0), (Span(9, 13), 2.0)]


def test_words_do_not_end_before_they_begin() -> None:
    (best, *_) = best_words(logits((0, 9), (1, 1), (9, 0)), KINDS, OFFSETS)
    assert best.span.start <= best.span.end
    assert best.margin < 18


def test_neither_heading_nor_question_nor_closing_token_is_ever_an_answer() -> None:
    made = logits((0, 0), (0, 0), (0, 0))
    made[[1, 3, 4, 8]] = 50
    assert {each.span for each in best_words(made, KINDS, OFFSETS)} <= {
        Span(start, end) for start in (0, 4, 9) for end in (3, 8, 13) if start < end
    }


def test_a_text_without_words_has_no_best_ones() -> None:
    assert best_words(np.zeros((4, 2), np.float32), np.array([0, 0, 0, 1]), np.zeros((4, 2), int)) == ()


def test_words_longer_than_an_answer_may_be_are_not_found() -> None:
    n = MOST_ANSWER_TOKENS + 1
    made = np.full((n + 1, 2), -1, dtype=np.float32)
    made[0] = 0
    made[1, 0] = made[n, 1] = 100
    offsets = np.array([[0, 0], *([at, at + 1] for at in range(n))])
    (best, *_) = best_words(made, np.ones(n + 1, int), offsets)
    assert len(best.span) < n
    assert best.margin < 200


@st.composite
def readings(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A question token, then tokens of a text with gaps between them, some of one and the same character."""
    n = draw(st.integers(1, 12))
    steps = draw(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3), st.booleans()), min_size=n, max_size=n))
    offsets, at = [(0, 0), (0, 3), (0, 0)], 0
    for gap, length, again in steps:
        if again and offsets[-1][1] > 0 and len(offsets) > 3:
            offsets.append(offsets[-1])
        else:
            offsets.append((at + gap, at + gap + length))
            at += gap + length
    offsets.append((0, 0))
    values = draw(st.lists(st.integers(-9, 9), min_size=2 * len(offsets), max_size=2 * len(offsets)))
    kinds = np.array([0, 0, 0, *[1] * n, 1])
    return np.array(values, dtype=np.float32).reshape(-1, 2), kinds, np.array(offsets)


@given(readings())
def test_best_words_by_brute_force(reading: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    values, kinds, offsets = reading
    rows = range(3, len(offsets) - 1)
    possible = [
        Words(
            Span(int(offsets[first][0]), int(offsets[last][1])),
            float(values[first, 0] + values[last, 1] - values[0].sum()),
        )
        for first in rows
        for last in rows
        if first <= last
    ]
    found = best_words(values, kinds, offsets)
    for n, words in enumerate(found):
        left = [each for each in possible if not any(each.span.overlaps(better.span) for better in found[:n])]
        assert words in left
        assert words.margin == max(each.margin for each in left)
    assert all(one.margin >= other.margin for one, other in pairwise(found))
    if len(found) < 8:
        assert not [each for each in possible if not any(each.span.overlaps(better.span) for better in found)]


@pytest.fixture
def spotter(tmp_path: Path) -> CrossEncoder:
    folder = word_spotting_model(
        tmp_path,
        begins={"ada": 5, "ropes": 3},
        ends={"hale": 5, "ropes": 3},
        answers={"repaired": 4, "nobody": -4},
        relevant={"clock": 2},
    )
    return CrossEncoder(folder, threads=1)


def test_words_are_cut_from_the_text_whatever_stands_above_it(spotter: CrossEncoder) -> None:
    text = "In 1871 Ada Hale repaired it, with ropes."
    for heading in ("", "The clock tower, by Ada Hale"):
        (reading,) = spotter.read("Who repaired it?", [Text(heading, text)])
        assert [words.span.of(text) for words in reading.words[:2]] == ["Ada Hale", "ropes"]
        assert [words.margin for words in reading.words[:2]] == [10, 6]


def test_each_text_has_its_own_reading_in_the_order_given(spotter: CrossEncoder) -> None:
    texts = [
        Text("", "Nobody did, of all the many people that lived in the village."),
        Text("Clock", "Ada Hale."),
        Text("", ""),
        Text("", "It was repaired."),
        Text("", "Nothing"),
        Text("Clock", ""),
    ]
    readings = spotter.read("Who?", texts)
    assert [(reading.answers, reading.relevant) for reading in readings] == [
        (-4, 0), (0, 2), (0, 0), (4, 0), (0, 0), (0, 2),
    ]  # fmt: skip
    assert [bool(reading.words) for reading in readings] == [True, True, False, True, True, False]
    # padding and neighbours change nothing
    assert readings == tuple(spotter.read("Who?", [text])[0] for text in texts)
    assert spotter.read("Who?", []) == ()


def test_a_text_of_any_length_is_read_to_its_end(spotter: CrossEncoder) -> None:
    text = "ropes " + "and so it went on and on, " * 90 + "until Ada Hale repaired it."
    (reading,) = spotter.read("Who repaired it?", [Text("Clock", text)])
    assert [words.span.of(text) for words in reading.words[:2]] == ["Ada Hale", "ropes"]
    # "repaired" stands in the question, too, and so in every part
    assert (reading.answers, reading.relevant) == (8, 2)
    # wherever it stands, the part that answers best and the one that is most about it speak for the whole
    (reading,) = spotter.read("Who?", [Text("", f"Ada repaired it. {'and so it went on, ' * 90} the clock")])
    assert (reading.answers, reading.relevant) == (4, 2)


def test_words_at_the_seam_of_two_parts_are_found_once_and_whole(spotter: CrossEncoder) -> None:
    for lead in range(200, 250, 3):
        text = "so " * lead + "Ada Hale " + "so " * 100
        (reading,) = spotter.read("Who?", [Text("", text)])
        overlapping = [
            words.span.of(text) for words in reading.words if words.span.overlaps(Span(lead * 3, lead * 3 + 8))
        ]
        assert overlapping == ["Ada Hale"]


@pytest.mark.parametrize("question", ["why " * 600, "w" * 2000, "왜" * 400, "", "?"], ids=str.__len__)
def test_a_question_of_any_length_leaves_room_for_the_text(spotter: CrossEncoder, question: str) -> None:
    text = "In 1871 Ada Hale repaired it. " * 12
    (reading,) = spotter.read(question, [Text("", text)])
    assert reading.words[0].span.of(text) == "Ada Hale"


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.text(max_size=60), heading=st.text(max_size=20), text=st.text(max_size=400))
def test_words_lie_in_the_text_whatever_it_is(spotter: CrossEncoder, question: str, heading: str, text: str) -> None:
    (reading,) = spotter.read(question, [Text(heading, text)])
    assert all(Span(0, len(text)).contains(words.span) and words.span for words in reading.words)
    assert not any(one.span.overlaps(other.span) for one, other in pairwise(reading.words))


def test_threads_share_a_model(spotter: CrossEncoder) -> None:
    texts = [Text("Clock", "In 1871 Ada Hale repaired it. " * n) for n in range(1, 6)]
    expected = spotter.read("Who repaired it?", texts)
    got: list[tuple[TextReading, ...]] = []
    threads = [
        threading.Thread(target=lambda: got.extend(spotter.read("Who repaired it?", texts) for _ in range(5)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [expected] * 20


def test_a_folder_without_the_model_is_told(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_bytes(TOKENIZER.read_bytes())
    with pytest.raises(MissingDataError, match=r"lacks model\.onnx"):
        CrossEncoder(tmp_path)
