from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index.document import Span
from rag.training.encoding import Encoded, batches, encode, load, padded, save
from rag.training.examples import Example
from rag.training.mixture import Recipe, mixture
from tests.rag.reader_models import TOKENIZER


def example(passage: str, answer: str | None, heading: str = "") -> Example:
    span = Span(passage.index(answer), passage.index(answer) + len(answer)) if answer else None
    return Example("Who repaired it?", heading, passage, span, True)


def decoded(encoded: Encoded, row: int) -> str:
    """What the labels of a row say, in plain letters."""
    ids = encoded.ids[encoded.bounds[row] : encoded.bounds[row + 1]]
    return str(Tokenizer.from_file(str(TOKENIZER)).decode(ids[encoded.starts[row] : encoded.ends[row] + 1].tolist()))


@pytest.mark.parametrize("heading", ["", "Ada Hale: a life"])
@pytest.mark.parametrize("answer", ["Ada Hale", "1871", "In 1871", "$12.50", "unbelievably", "clock."])
def test_labels_decode_to_the_answer(answer: str, heading: str) -> None:
    passage = "In 1871 Ada Hale paid US$12.50 for the unbelievably old clock."
    encoded = encode([(example(passage, answer, heading),)], TOKENIZER)
    assert decoded(encoded, 0).replace(" ", "") == answer.lower().replace(" ", "")
    assert encoded.starts[0] >= encoded.passages[0]


def test_labels_of_whole_lessons_decode_to_their_answers(sets: Path) -> None:
    lessons = mixture(sets, replace(Recipe().scaled(0.001), contests=3))
    encoded = encode(lessons, TOKENIZER)
    assert len(encoded) == sum(map(len, lessons))
    assert encoded.lessons.tolist() == [number for number, lesson in enumerate(lessons) for _ in lesson]
    for row, made in enumerate(example for lesson in lessons for example in lesson):
        if made.answer:
            assert decoded(encoded, row) == made.answer.of(made.passage).lower()
        else:
            assert (encoded.starts[row], encoded.ends[row]) == (0, 0)
        assert encoded.relevant[row] == made.relevant


def test_an_answer_beyond_the_limit_counts_as_none() -> None:
    encoded = encode([(example("so " * 400 + "Ada Hale", "Ada Hale"),)], TOKENIZER)
    assert (encoded.starts[0], encoded.ends[0]) == (0, 0)
    assert encoded.lengths.tolist() == [256]


def test_the_passage_begins_after_the_question() -> None:
    encoded = encode([(example("Ada Hale did.", None),), (example("Ada Hale did.", None, "Clock"),)], TOKENIZER)
    first = [encoded.ids[bound + place] for bound, place in zip(encoded.bounds, encoded.passages, strict=False)]
    tokenizer = Tokenizer.from_file(str(TOKENIZER))
    assert [tokenizer.id_to_token(int(each)) for each in first] == ["ada", "clock"]


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    encoded = encode([(example("Ada Hale did.", "Ada Hale"),), (example("Ada Hale did, too.", None),)], TOKENIZER)
    save(encoded, tmp_path / "lessons.npz")
    held = load(tmp_path / "lessons.npz")
    for name in Encoded.__slots__:
        assert np.array_equal(getattr(encoded, name), getattr(held, name))
        assert getattr(encoded, name).dtype == getattr(held, name).dtype
    assert [file.name for file in tmp_path.iterdir()] == ["lessons.npz"]


def test_a_batch_is_padded_and_marked() -> None:
    encoded = encode([(example("Ada Hale did.", "Ada Hale"),), (example("Ada.", None),)], TOKENIZER)
    # [CLS] who repaired it ? [SEP] ada hale did . [SEP], of which "repaired" is one token
    batch = padded(encoded, np.array([1, 0]))
    assert encoded.lengths.tolist() == [11, 9]
    assert batch.mask.tolist() == [[True] * 9 + [False] * 2, [True] * 11]
    assert (batch.ids[0, 9:] == 0).all()
    assert batch.ids[1].tolist() == encoded.ids[:11].tolist()
    assert batch.kinds.tolist() == [[False] * 6 + [True] * 3 + [False] * 2, [False] * 6 + [True] * 5]
    # neither the question nor the closing token can be an answer; the opening token is "none"
    assert [np.flatnonzero(row).tolist() for row in batch.allowed] == [[0, 6, 7], [0, 6, 7, 8, 9]]


def of_lengths(lengths: list[int], lessons: list[int] | None = None) -> Encoded:
    zeros = np.zeros(len(lengths), dtype=np.int64)
    bounds = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    numbers = np.array(lessons or range(len(lengths)), dtype=np.int64)
    return Encoded(np.zeros(bounds[-1], dtype=np.uint16), bounds, zeros, zeros, zeros, zeros, numbers)


@given(st.lists(st.integers(3, 256), min_size=1, max_size=200), st.integers(256, 2000), st.integers(0, 5))
def test_batches_hold_every_row_once_within_the_limit(lengths: list[int], tokens: int, seed: int) -> None:
    encoded = of_lengths(lengths)
    made = batches(encoded, tokens, seed)
    assert sorted(np.concatenate(made).tolist()) == list(range(len(lengths)))
    assert all(encoded.lengths[rows].max() * len(rows) <= tokens for rows in made)
    again = batches(encoded, tokens, seed)
    assert [rows.tolist() for rows in made] == [rows.tolist() for rows in again]


@given(st.lists(st.lists(st.integers(3, 256), min_size=1, max_size=4), min_size=1, max_size=60), st.integers(0, 5))
def test_a_lesson_is_never_divided_between_batches(lessons: list[list[int]], seed: int) -> None:
    numbers = [number for number, lengths in enumerate(lessons) for _ in lengths]
    encoded = of_lengths([each for lengths in lessons for each in lengths], numbers)
    made = batches(encoded, 1_024, seed)
    assert sorted(np.concatenate(made).tolist()) == list(range(len(encoded)))
    batch_of = {int(row): at for at, rows in enumerate(made) for row in rows}
    assert len({(number, batch_of[row]) for row, number in enumerate(numbers)}) == len(lessons)
    assert all(encoded.lengths[rows].max() * len(rows) <= 1_024 for rows in made)


def test_batches_are_mixed_in_order_and_waste_little() -> None:
    rng = np.random.default_rng(3)
    encoded = of_lengths(rng.integers(20, 256, 9_000).tolist())
    made = batches(encoded, 5_000, 7)
    padded = sum(int(encoded.lengths[rows].max()) * len(rows) for rows in made)
    assert padded < 1.05 * encoded.lengths.sum()
    of_batch = [float(encoded.lengths[rows].mean()) for rows in made]
    assert of_batch != sorted(of_batch)
    # the lessons of the first half of the order are learned first, by and large
    half = len(made) // 2
    assert np.mean(np.concatenate(made[:half])) < np.mean(np.concatenate(made[half:]))
