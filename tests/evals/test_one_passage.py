"""The reader on one given passage, with a model that was told what to find."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.one_passage import (
    Given,
    Refusal,
    choose_nearness,
    choose_refusal,
    figures,
    list_f1,
    main,
    read_given,
    squad2_f1,
)
from index.document import Span
from rag.cross_encoder import TextReading, Words
from tests.rag.reader_models import ToldModel

PASSAGE = "Ada Hale brought ropes, lamps and tents to the bridge."


def given(answers: tuple[str, ...], sure: float, *found: tuple[str, float], passage: str = PASSAGE) -> Given:
    words = tuple(Words(Span(passage.index(each), passage.index(each) + len(each)), margin) for each, margin in found)
    return Given(passage, answers, TextReading(words, sure, 0.0))


def test_the_best_words_are_what_was_found() -> None:
    assert given((), 0, ("Ada Hale", 3), ("ropes", 2)).found == "Ada Hale"
    assert given((), 0).found == ""


def test_items_are_all_words_that_are_near_in_the_order_of_the_passage() -> None:
    one = given((), 0, ("bridge", 5), ("Ada Hale", 3), ("ropes", 1))
    assert one.near(0.5) == ("bridge",)
    assert one.near(2) == ("Ada Hale", "bridge")
    assert one.near(4) == ("Ada Hale", "ropes", "bridge")
    assert given((), 0).near(9) == ()


def test_an_enumeration_counts_as_its_items() -> None:
    assert given((), 0, ("ropes, lamps and tents", 5)).near(1) == ("ropes", "lamps", "tents")


def test_f1_of_squad2_by_hand() -> None:
    answerable = given(("Ada Hale", "Hale"), 1.0, ("Ada", 2))
    stranger = given((), -1.0, ("Ada", 2))
    assert squad2_f1(answerable, Refusal(0, 0)) == pytest.approx(2 / 3)
    assert squad2_f1(answerable, Refusal(0, 1.5)) == 0
    assert squad2_f1(stranger, Refusal(0, 0)) == 1
    assert squad2_f1(stranger, Refusal(0, -2)) == 0
    # the margin counts by its weight: -1 + 0.5 x 2
    assert squad2_f1(stranger, Refusal(0.5, 0.0)) == 0


def test_the_refusal_that_is_right_most_often_is_chosen() -> None:
    questions = [given(("Ada Hale",), sure, ("Ada Hale", 0.0)) for sure in (2, 3, 4, 5)]
    questions += [given((), sure, ("ropes", 0.0)) for sure in (-5, -4, -3, 1)]
    refusal = choose_refusal(questions)
    assert 1 < refusal.threshold <= 2
    assert sum(squad2_f1(each, refusal) for each in questions) == len(questions)


def test_the_margin_is_used_where_only_it_can_tell() -> None:
    questions = [given(("Ada Hale",), 0.0, ("Ada Hale", margin)) for margin in (4.0, 5.0, 6.0)]
    questions += [given((), 0.0, ("ropes", margin)) for margin in (-4.0, -5.0, -6.0)]
    refusal = choose_refusal(questions)
    assert refusal.margin_weight > 0
    assert sum(squad2_f1(each, refusal) for each in questions) == len(questions)


def test_the_nearness_that_finds_the_lists_is_chosen() -> None:
    questions = [given(("Ada Hale", "bridge"), 0, ("bridge", 5), ("Ada Hale", 3.5), ("ropes", 2))]
    assert choose_nearness(questions) == 2
    assert list_f1(questions, 2) == 1
    assert list_f1(questions, 0.5) == pytest.approx(2 * 0.5 * 1 / 1.5, abs=0.1)


def row(name: str, title: str, question: str, answer: str | None) -> dict[str, Any]:
    answers = [] if answer is None else [{"text": answer, "start": PASSAGE.index(answer)}]
    return {"id": name, "title": title, "question": question, "context": PASSAGE, "answers": answers}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    spans, lists = tmp_path / "spans", tmp_path / "multispanqa"
    spans.mkdir()
    lists.mkdir()
    titles = ["Tuned"] * 6 + ["Told"] * 6
    squad1 = [row(f"squad1-dev:{n}", title, "Who brought them?", "Ada Hale") for n, title in enumerate(titles)]
    squad2 = [
        row(f"squad2-dev:{n}", title, "Who brought them?" if n % 2 else "Who ate them?", "Ada Hale" if n % 2 else None)
        for n, title in enumerate(titles)
    ]
    for name, rows in (("squad1_dev", squad1), ("squad2_dev", squad2)):
        (spans / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (spans / "squad_dev_split.json").write_text(
        json.dumps({"train": [], "tune": ["Tuned"], "report": ["Told"]}), encoding="utf-8"
    )
    words = PASSAGE.replace(",", " ,").replace(".", " .").split()
    questions = [
        {
            "id": f"m{n}",
            "type": "x",
            "structure": "Conjunction",
            "question": ["what", "was", "brought"],
            "context": words,
            "label": ["B" if word in ("ropes", "lamps", "tents") else "O" for word in words],
            "num_span": 3,
        }
        for n in range(12)
    ]
    (lists / "MultiSpanQA_valid.json").write_text(json.dumps({"data": questions}), encoding="utf-8")
    return tmp_path


MODEL = ToldModel({"Ada Hale": 6, "ropes , lamps and tents": 5.5, "bridge": 1}, answers={"Ada Hale": 2})


def test_every_question_is_read_with_its_own_passage(data: Path) -> None:
    read = read_given("squad2-tune", data, None, MODEL, lambda progress: None)
    assert sorted(each.answers for each in read) == [(), (), (), ("Ada Hale",), ("Ada Hale",), ("Ada Hale",)]
    assert {each.found for each in read} == {"Ada Hale"}
    assert MODEL.read_texts[-1].heading == "Tuned"


def test_the_table_has_a_line_for_each_figure(data: Path) -> None:
    lines = figures(data, 100, MODEL, lambda progress: None)
    table = {cells[1].strip(): cells[2:4] for cells in (line.split("|") for line in lines[2:7])}
    assert list(table) == [
        "SQuAD 1.1, EM",
        "SQuAD 1.1, F1",
        "SQuAD 2.0, F1",
        "SQuAD 2.0, AUROC answerable or not",
        "MultiSpanQA, partial F1",
    ]
    assert [cell.strip() for cell in table["SQuAD 1.1, EM"]] == ["6", "1.000 (1.000 to 1.000)"]
    # the model is as sure of what is not answered as of what is
    assert table["SQuAD 2.0, F1"][1].strip().startswith("0.500")
    assert table["SQuAD 2.0, AUROC answerable or not"][1].strip().startswith("0.500")
    # three items and a name that is as near: precision 3 of 4 and a little, all found
    assert 0.85 < float(table["MultiSpanQA, partial F1"][1].split()[0]) < 0.92
    assert "within 0.5" in lines[-1]


def test_a_folder_without_a_model_is_a_problem_in_one_line(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(data), "--reader", str(tmp_path / "nothing")]) == 1
    assert capsys.readouterr().err.startswith("Error: The reader's model in")
