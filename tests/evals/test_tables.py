"""Tables to take away: a sheet that is read back as it was, and nothing that a spreadsheet program would evaluate."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from evals.datasets.sheets import parse_sheet, read_sheet
from evals.datasets.values import Form, GoldSpan, Question
from evals.marks import mark, opinions, with_gold
from evals.run_folder import read_run
from evals.scoring import judge_all, score
from evals.tables import marked_sheet, results_table
from tests.evals.judged_by_hand import told_run


def rows(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))


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
    assert found["list"]["accepted answers"] == "blue | black"
    assert found["open"]["question"] == "'=Which colours?|"


def test_the_next_run_is_scored_by_what_was_marked(tmp_path: Path) -> None:
    saved = read_run(told_run(tmp_path / "run"))
    for name in ("open", "open refusal", "wrong", "answered"):
        mark(tmp_path, name, True)
    kept = [one for each in opinions(tmp_path, judge_all(saved)) if (one := with_gold(each, saved))]
    sheet = tmp_path / "marked.csv"
    sheet.write_bytes(marked_sheet(kept))
    again = read_sheet(sheet).questions
    assert {one.id: one.answers for one in again} == {one.id: one.answers for one in kept}
    assert [one.history for one in again if one.id == "wrong"] == [("What colour is hay?",)]
    assert [one.question for one in again if one.id == "open"] == ["=Which colours?|"]
    scores = score(told_run(tmp_path / "again", again))
    assert scores.value("right") == 6 / 8  # all but "refused" and "list", which nobody marked


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    saved = read_run(told_run(tmp_path / "run"))
    for table in (results_table(opinions(tmp_path, judge_all(saved))), marked_sheet(saved.questions[5:6])):
        cells = [cell for row in csv.reader(table.decode("utf-8-sig").splitlines()) for cell in row]
        assert [cell for cell in cells if cell.startswith(tuple("=+-@"))] == []
        assert "'=Which colours?|" in cells


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=20)


@given(question=WORDS, answers=st.lists(WORDS, max_size=3), quote=WORDS, form=st.sampled_from([Form.SHORT, Form.LIST]))
def test_any_question_can_be_read_back(question: str, answers: list[str], quote: str, form: Form) -> None:
    gold = ((GoldSpan("a.txt", quote),), (GoldSpan("b.txt", "more"),)) if answers else ()
    asked = Question("1", f"Q {question}", tuple(answers), (question,), form, gold, "list")
    (read,) = parse_sheet("sheet.csv", marked_sheet([asked])).questions
    assert (read.question, read.form) == (asked.question.strip(), form)
    assert read.answers == tuple(filter(None, map(str.strip, answers)))
