"""A model with a memory says what the model says, and asks it only once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from evals.reading_cache import CachedTextModel, fingerprint
from index.document import Span
from index.errors import MissingDataError
from rag.cross_encoder import Text, TextReading, Words

TEXTS = (Text("Clock", "Ada Hale repaired it."), Text("", "Ada Hale repaired it."), Text("Gate", "Dr “É.” did"))


class Counting:
    """Readings that tell the texts apart, with more digits than anybody needs; keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Text] = []

    def read(self, question: str, texts: Sequence[Text]) -> tuple[TextReading, ...]:
        """A reading of each."""
        self.asked += texts
        return tuple(
            TextReading(
                (Words(Span(0, 3), len(question) / 3), Words(Span(4, 8), -1 / 7)),
                len(text.heading) / 7,
                -len(text.words) / 11,
            )
            for text in texts
        )


def near(one: Sequence[TextReading], other: Sequence[TextReading]) -> bool:
    """Whether all is the same but for digits that do not count."""

    def numbers(reading: TextReading) -> list[float]:
        return [reading.answers, reading.relevant, *(words.margin for words in reading.words)]

    return [[words.span for words in each.words] for each in one] == [
        [words.span for words in each.words] for each in other
    ] and all(numbers(a) == pytest.approx(numbers(b), abs=1e-4) for a, b in zip(one, other, strict=True))


def test_it_says_what_its_model_says_in_order(tmp_path: Path) -> None:
    found = CachedTextModel(Counting(), "f" * 64, tmp_path).read("Who?", TEXTS)
    assert near(found, Counting().read("Who?", TEXTS))
    assert CachedTextModel(Counting(), "f" * 64, tmp_path).read("Who?", ()) == ()


def test_it_remembers_across_openings_and_says_the_very_same(tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    found = CachedTextModel(first, "f" * 64, tmp_path).read("Who?", TEXTS[:2])
    cached = CachedTextModel(second, "f" * 64, tmp_path)
    assert cached.read("Who?", TEXTS[1::-1]) == found[::-1]
    assert second.asked == []
    cached.read("Who?", TEXTS)
    assert second.asked == [TEXTS[2]]


def test_a_text_that_comes_twice_is_read_once(tmp_path: Path) -> None:
    model = Counting()
    one, other = CachedTextModel(model, "f" * 64, tmp_path).read("Who?", [TEXTS[0], TEXTS[0]])
    assert one == other
    assert model.asked == [TEXTS[0]]


def test_another_question_heading_or_model_is_another_reading(tmp_path: Path) -> None:
    model = Counting()
    cached = CachedTextModel(model, "f" * 64, tmp_path)
    cached.read("Who?", TEXTS[:1])
    cached.read("When?", TEXTS[:1])
    cached.read("Who?", TEXTS[1:2])
    CachedTextModel(model, "e" * 64, tmp_path).read("Who?", TEXTS[:1])
    assert len(model.asked) == 4


def test_it_may_be_asked_from_any_thread(tmp_path: Path) -> None:
    cached = CachedTextModel(Counting(), "f" * 64, tmp_path)
    expected = cached.read("Who?", TEXTS)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda n: cached.read("Who?", TEXTS), range(8))) == {expected}


def test_the_fingerprint_is_the_models_checksum(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match=r"no manifest\.json"):
        fingerprint(tmp_path)
    (tmp_path / "manifest.json").write_text(json.dumps({"files": {"model.onnx": "ab12"}}), encoding="utf-8")
    assert fingerprint(tmp_path) == "ab12"
