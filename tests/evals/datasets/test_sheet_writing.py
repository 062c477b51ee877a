"""Sheets that are written read back as the same questions, and run nothing in a spreadsheet program."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.datasets.sheet_writing import sheet_of, write_sheet
from evals.datasets.sheets import parse_sheet, read_sheet
from evals.datasets.values import Form, GoldSpan, Question
from index.errors import InvalidInputError
from tests.evals.datasets.spreadsheet_files import row, xlsx

NASTY = st.text(alphabet="ab|\\'\"=+-@＝;,\t\n\r é𝒳\ufeff", max_size=12) | st.text(max_size=12)
WORDS = NASTY.map(str.strip).filter(bool)
TYPES = st.sampled_from(["", "fact", "near_miss", "=type"])


@st.composite
def questions(draw: st.DrawFn) -> list[Question]:
    ids = draw(st.lists(WORDS, unique=True, min_size=1, max_size=4))
    known = draw(st.booleans())
    found = []
    for name in ids:
        answers = tuple(draw(st.lists(WORDS, max_size=3))) if known else None
        gold = ((GoldSpan(draw(WORDS), draw(WORDS)),),) if answers != () and draw(st.booleans()) else ()
        is_list = draw(st.booleans())
        found.append(
            Question(
                id=name,
                question=draw(WORDS),
                answers=answers,
                history=tuple(draw(st.lists(WORDS, max_size=2))),
                form=Form.LIST if is_list else Form.SHORT,
                gold=gold,
                type="list" if is_list else draw(TYPES),
            )
        )
    return found


@given(questions())
def test_a_sheet_reads_back_as_the_same_questions(asked: list[Question]) -> None:
    assert list(parse_sheet("s.csv", sheet_of(asked)).questions) == asked


@given(questions())
def test_no_cell_is_a_formula_whatever_separates_cells(asked: list[Question]) -> None:
    text = sheet_of(asked).decode("utf-8-sig")
    for delimiter in ",;\t":
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            assert not any(cell.lstrip(" \t\r\n").startswith(tuple("=+-@＝＋－＠")) for cell in cells)


@given(questions())
def test_a_spreadsheet_with_the_same_cells_is_the_same_sheet(asked: list[Question]) -> None:
    lines = csv.reader(io.StringIO(sheet_of(asked).decode("utf-8-sig"), newline=""))
    cells = list(lines)
    if all(character.isprintable() for line in cells for cell in line for character in cell):
        content = xlsx(*(row(number, *line) for number, line in enumerate(cells, start=1)))
        assert list(parse_sheet("s.xlsx", content).questions) == asked


def test_what_is_written() -> None:
    asked = Question("1", "Why?", ("=1+1", "a|b"), ("Who?", "Where?"), gold=((GoldSpan("d.txt", "say\n- so", 3),),))
    assert sheet_of([asked]).decode("utf-8-sig") == (
        '"id","question","answers","document","quote","type","history"\r\n'
        '"1","Why?","\'=1+1 | a\\|b","d.txt","say\n\'- so","","Who? | Where?"\r\n'
    )


def test_a_path_or_a_stream(tmp_path: Path) -> None:
    asked = [Question("1", "Why?", None), Question("2", "Who?", None)]
    write_sheet(asked, tmp_path / "s.csv")
    stream = io.BytesIO()
    write_sheet(asked, stream)
    assert stream.getvalue() == (tmp_path / "s.csv").read_bytes()
    assert list(read_sheet(tmp_path / "s.csv").questions) == asked


PLAIN = Question("1", "Why?", ("so",))


@pytest.mark.parametrize(
    "asked",
    [
        replace(PLAIN, form=Form.LONG),
        replace(PLAIN, form=Form.LIST, type="colours"),
        replace(PLAIN, gold=((GoldSpan("d", "a"),), (GoldSpan("d", "b"),))),
        replace(PLAIN, id=""),
        replace(PLAIN, question="Why? "),
        replace(PLAIN, type="Of Mine"),
        replace(PLAIN, answers=None),
    ],
)
def test_what_a_sheet_cannot_hold_is_named(asked: Question) -> None:
    with pytest.raises(InvalidInputError, match=f"Question {asked.id} cannot be written in a sheet"):
        sheet_of([replace(PLAIN, id="0"), asked])


def test_no_questions_are_no_sheet() -> None:
    with pytest.raises(InvalidInputError, match="has no questions"):
        sheet_of([])
