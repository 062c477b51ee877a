"""Tables to take away: a sheet that is read back as it was, and nothing that a spreadsheet program would evaluate."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.datasets.sheets import read_sheet
from evals.datasets.values import Form, GoldSpan, Question
from evals.marks import mark, opinions, with_gold
from evals.run_folder import read_run
from evals.scoring import judge_all, score
from evals.tables import question_sheet, results_table
from tests.evals.judged_by_hand import told_run


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline="")))


def test_a_row_for_each_question(tmp_path: Path) -> None:
    saved = read_run(told_run(tmp_path / "run"))
    mark(tmp_path, "open", False)
    found = {row["id"]: row for row in rows(results_table(opinions(tmp_path, judge_all(saved))))}
    assert len(found) == 8
    assert (found["right"]["right"], found["right"]["verdict"], found["right"]["quote"]) == (
        "yes",
        "right",
        "The sky is blue.",
    )
    assert (found["open"]["right"], found["open"]["marked by hand"]) == ("no", "wrong")
    assert (found["open refusal"]["right"], found["open refusal"]["answer"]) == ("", "")
    assert found["list"]["accepted answers"] == "blue|black"
    assert found["open"]["question"] == "'=Which colours?|"


def test_the_next_run_is_scored_by_what_was_marked(tmp_path: Path) -> None:
    saved = read_run(told_run(tmp_path / "run"))
    for name in ("open", "open refusal", "wrong", "answered"):
        mark(tmp_path, name, True)
    kept = [one for each in opinions(tmp_path, judge_all(saved)) if (one := with_gold(each, saved))]
    sheet = tmp_path / "marked.csv"
    sheet.write_text(question_sheet(kept), encoding="utf-8", newline="")
    again = read_sheet(sheet).questions
    assert {one.id: one.answers for one in again} == {one.id: one.answers for one in kept}
    assert [one.history for one in again if one.id == "wrong"] == [("What colour is hay?",)]
    plain = [one for one in again if one.id != "open"]  # its question got an apostrophe, which the fake does not know
    scores = score(told_run(tmp_path / "again", plain))
    assert scores.value("right") == 5 / 7  # all but "refused" and "list", which nobody marked


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t"])
def test_no_cell_is_a_formula(sign: str) -> None:
    question = Question("1", f"{sign}1+cmd|'/c calc'!A1", (f"{sign}2+3",), gold=((GoldSpan(f"{sign}f.txt", "- x"),),))
    (row,) = csv.reader(question_sheet([question]).splitlines()[1:])
    assert [cell for cell in row if cell[:1] in set("=+-@\t\r")] == []


def test_a_negative_number_stays_one() -> None:
    assert rows(question_sheet([Question("1", "How cold?", ("-5.5",))]))[0]["answers"] == "-5.5"


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=20)


@given(question=WORDS, answers=st.lists(WORDS, max_size=3), quote=WORDS, form=st.sampled_from([Form.SHORT, Form.LIST]))
def test_any_question_can_be_read_back(
    tmp_path_factory: pytest.TempPathFactory, question: str, answers: list[str], quote: str, form: Form
) -> None:
    gold = ((GoldSpan("a.txt", quote),),) if answers else ()
    asked = Question("1", f"Q {question}", tuple(f"a {answer}" for answer in answers), form=form, gold=gold)
    sheet = tmp_path_factory.mktemp("sheets") / "sheet.csv"
    sheet.write_text(question_sheet([asked]), encoding="utf-8", newline="")
    (read,) = read_sheet(sheet).questions
    assert read.question == asked.question.strip()
    assert read.form is form
    assert read.answers == tuple(answer.replace("|", "/").strip() for answer in asked.answers or ())
