"""MultiSpanQA: labels of words become marks."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.datasets.multispanqa import read_multispanqa
from evals.datasets.passages import Mark, PassageQuestion
from evals.datasets.values import Form
from index.errors import InvalidInputError


def row(context: str, labels: str, structure: str = "Conjunction", **more: Any) -> dict[str, Any]:
    return {
        "id": "q",
        "type": "LOC",
        "structure": structure,
        "question": ["which", "towns"],
        "context": context.split(),
        "label": list(labels),
        "num_span": labels.count("B"),
    } | more


def read(folder: Path, one: dict[str, Any]) -> PassageQuestion:
    (folder / "valid.json").write_text(json.dumps({"version": "1", "data": [one]}), encoding="utf-8")
    (question,) = read_multispanqa(folder / "valid.json").questions
    return question


def test_every_item_is_a_piece_and_its_copies_are_alternatives(tmp_path: Path) -> None:
    found = read(tmp_path, row("Bonn , New Ulm and Bonn", "BOBIOB", "Non-Redundant"))
    assert found.passages[0].text == "Bonn , New Ulm and Bonn"
    assert found.evidence == ((Mark(0, 0, "Bonn"), Mark(0, 19, "Bonn")), (Mark(0, 7, "New Ulm"),))
    assert (found.question, found.answers, found.form) == ("which towns", ("Bonn", "New Ulm"), Form.LIST)
    assert found.type == "non_redundant"


def test_spans_that_say_the_same_are_alternatives(tmp_path: Path) -> None:
    found = read(tmp_path, row("the Fed or Federal Reserve", "OBOBI", "Redundant"))
    assert found.evidence == ((Mark(0, 4, "Fed"), Mark(0, 11, "Federal Reserve")),)
    assert (found.answers, found.form) == (("Fed", "Federal Reserve"), Form.SHORT)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"num_span": 3}, "3 spans expected, 1 marked"),
        ({"label": ["B"]}, "list index out of range"),
        ({"structure": None}, "question q: not of the form of MultiSpanQA"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, more: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInputError, match=message):
        read(tmp_path, row("a b", "BI") | more)


@given(st.lists(st.tuples(st.text(alphabet="aé𝒳.", min_size=1, max_size=4), st.sampled_from("BIO")), max_size=12))
def test_marks_are_the_labelled_words(tmp_path_factory: pytest.TempPathFactory, words: list[tuple[str, str]]) -> None:
    one = row("", "") | {"context": [word for word, _ in words], "label": [label for _, label in words]}
    one["num_span"] = one["label"].count("B")
    found = read(tmp_path_factory.mktemp("multi"), one)
    marks = [mark for piece in found.evidence for mark in piece]
    assert len(marks) == one["num_span"]
    assert all(found.passages[0].text.startswith(mark.text, mark.start) for mark in marks)
