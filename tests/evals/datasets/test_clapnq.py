"""CLAPNQ's own form."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.datasets.clapnq import read_clapnq
from evals.datasets.passages import Mark, Passage
from evals.datasets.values import Form
from index.errors import InvalidInputError

SENTENCES = ["It rained .", "The river rose .", "It rained .", "We left ."]


def row(name: str, *outputs: tuple[str, list[str]], sentences: list[str] = SENTENCES) -> dict[str, Any]:
    passage = {"title": "Flood", "text": "It rained . The river rose . It rained . We left . ", "sentences": sentences}
    output = [{"answer": answer, "selected_sentences": chosen, "meta": {}} for answer, chosen in outputs]
    return {"id": name, "input": "why leave", "passages": [passage], "output": output}


def read(folder: Path, *rows: dict[str, Any]) -> Any:
    path = folder / "dev.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return read_clapnq([path], "clapnq:")


def test_the_sentences_of_all_annotators_are_one_piece_of_evidence_each(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        row("1", ("Because.", ["The river rose .", "We left ."]), ("So.", ["The river rose ."])),
        row("2", ("", [])),
        row("3", ("It did.", [])),
    )
    answered, refused, unmarked = found.questions
    assert answered.evidence == ((Mark(0, 12, "The river rose ."),), (Mark(0, 41, "We left ."),))
    assert (answered.id, answered.form, answered.type) == ("clapnq:1", Form.LONG, "fact")
    assert answered.answers == ("The river rose .", "We left .")
    assert (refused.answers, refused.type) == ((), "near_miss")
    assert (unmarked.answers, unmarked.type) == (None, "fact"), "an answer without sentences cannot be judged"
    assert found.passages == (Passage("Flood", "It rained . The river rose . It rained . We left . "),)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (row("4", sentences=["It snowed ."]), r"dev\.jsonl, question 4: the sentence “It snowed \.” does not stand"),
        ({"id": "5", "input": "why"}, "question 5: not of the form of CLAPNQ, “passages” is missing"),
        (
            row("6", ("Yes.", ["Not a sentence ."])),
            "question 6: not of the form of CLAPNQ, “Not a sentence .” is missing",
        ),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInputError, match=message):
        read(tmp_path, wrong)
