"""Question sheets that are spreadsheets: values, formulas, and what cannot be read."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.datasets.sheets import MOST_QUESTIONS, parse_sheet
from evals.datasets.values import Form, GoldSpan, Question
from index.errors import InvalidInputError
from tests.evals.datasets.spreadsheet_files import cell, ods, row, xlsx


def test_all_columns() -> None:
    content = xlsx(
        row(1, "id", "Question ", "answers", "document", "quote", "type", "history"),
        row(2, "a", "When?", "1975 | in 1975", "report.pdf", "It opened in 1975.", "Fact", "What opened?|Where?"),
        row(4, "b", "Which?", "'=red|blue", "", "", "list", ""),
    )
    dataset = parse_sheet("mine.xlsx", content)
    gold = ((GoldSpan("report.pdf", "It opened in 1975."),),)
    assert (dataset.name, dataset.documents) == ("mine", ())
    assert dataset.questions == (
        Question("a", "When?", ("1975", "in 1975"), ("What opened?", "Where?"), gold=gold, type="fact"),
        Question("b", "Which?", ("=red", "blue"), form=Form.LIST, type="list"),
    )


def test_values_are_written_plainly_and_rows_counted_with_the_empty_ones() -> None:
    numbers = '<c r="B3"><v>1975</v></c>', '<c r="B4"><v>0.5</v></c>', '<c r="B5" t="b"><v>1</v></c>'
    content = xlsx(
        row(1, "question", "answers"),
        *(f'<row r="{n}">{cell(f"A{n}", "q")}{number}</row>' for n, number in enumerate(numbers, start=3)),
    )
    assert [(one.id, one.answers) for one in parse_sheet("s.xlsx", content).questions] == [
        ("row 3", ("1975",)),
        ("row 4", ("0.5",)),
        ("row 5", ("TRUE",)),
    ]


def test_a_formula_is_its_value() -> None:
    formulas = '<c r="B2"><f>70+7</f><v>77</v></c>', '<c r="B3" t="str"><f>A1&amp;""</f><v></v></c>'
    content = xlsx(
        row(1, "question", "answers"),
        *(f'<row r="{n}">{cell(f"A{n}", "q")}{formula}</row>' for n, formula in enumerate(formulas, start=2)),
    )
    assert [one.answers for one in parse_sheet("s.xlsx", content).questions] == [("77",), ()]


@pytest.mark.parametrize(
    "formula",
    [
        '<c r="B4"><f>1+1</f></c>',
        '<c r="B4"><f>1+1</f><v></v></c>',
        '<c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        "<c><f>1+1</f></c>",
    ],
)
def test_a_formula_without_a_value_is_told_and_never_taken_for_an_empty_answer(formula: str) -> None:
    content = xlsx(row(1, "question", "answers"), row(2, "x", "y"), f'<row r="4">{cell("A4", "q")}{formula}</row>')
    with pytest.raises(InvalidInputError, match=r"s\.xlsx, row 4: the formula under “answers” has no value"):
        parse_sheet("s.xlsx", content)


def test_formulas_of_notes_do_not_matter() -> None:
    content = xlsx(row(1, "question", "notes"), f'<row r="2">{cell("A2", "q")}<c r="B2"><f>NOW()</f></c></row>')
    assert len(parse_sheet("s.xlsx", content).questions) == 1


ODS_HEAD = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>question</text:p></table:table-cell>'
    '<table:table-cell office:value-type="string"><text:p>answers</text:p></table:table-cell></table:table-row>'
    '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>'
    "</table:table-row>"
)


def ods_row(answer: str) -> str:
    text = '<table:table-cell office:value-type="string"><text:p>q</text:p></table:table-cell>'
    return f"<table:table-row>{text}<table:table-cell {answer}</table:table-cell></table:table-row>"


def test_ods() -> None:
    number = ods_row('office:value-type="float" office:value="1975"><text:p>1975</text:p>')
    formula = ods_row('table:formula="of:=7*11" office:value-type="float" office:value="77"><text:p>77</text:p>')
    dataset = parse_sheet("s.ods", ods(ODS_HEAD + number + formula))
    assert [(one.id, one.answers) for one in dataset.questions] == [("row 4", ("1975",)), ("row 5", ("77",))]


@pytest.mark.parametrize(
    "answer",
    [
        'table:formula="of:=1+1">',
        'table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error">'
        "<text:p>#DIV/0!</text:p>",
    ],
)
def test_formulas_without_a_value_in_ods(answer: str) -> None:
    with pytest.raises(InvalidInputError, match=r"s\.ods, row 4: the formula under “answers” has no value"):
        parse_sheet("s.ods", ods(ODS_HEAD + ods_row(answer)))


def test_the_worksheet_with_the_questions_is_taken() -> None:
    questions = row(1, "question") + row(2, "Who?")
    other = xlsx(row(1, "budget"), more={"Sheet 2": questions})
    assert [one.question for one in parse_sheet("s.xlsx", other).questions] == ["Who?"]
    hidden = xlsx(questions, more={"Old": questions}, hidden="Old")
    assert len(parse_sheet("s.xlsx", hidden).questions) == 1
    with pytest.raises(InvalidInputError, match="questions on the worksheets “Sheet 1” and “Sheet 2”"):
        parse_sheet("s.xlsx", xlsx(questions, more={"Sheet 2": questions}))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (xlsx(), "row 1: expected a column “question”, found nothing"),
        (xlsx(row(1, "questions", "answers")), "row 1: expected a column “question”, found “questions”, “answers”"),
        (xlsx(row(1, "question", "anwsers")), "row 1: the column “anwsers” is not known"),
        (xlsx(row(1, "question", "answers")), "has no questions"),
        (xlsx(row(1, "question", "answers"), row(3, "", "x")), "row 3: the cell under “question” is empty"),
        (xlsx(row(1, "question"), row(2, "q", "x")), "row 2: 2 cells, but row 1 names 1 columns"),
        (xlsx(row(1, "id", "question"), row(2, "7", "q"), row(4, "7", "r")), "row 4: the id “7” was already used"),
        (xlsx(row(1, "question"), row(2, "q"))[:500], "The file is damaged or cut short"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"question,answers\nq,a\n", "save it without a password as .xlsx, or as “CSV UTF-8”"),
        (b"", "The file is damaged"),
    ],
)
def test_complaints_name_the_file_and_the_row(content: bytes, message: str) -> None:
    with pytest.raises(InvalidInputError, match=r"s\.xlsx") as caught:
        parse_sheet("s.xlsx", content)
    assert message in str(caught.value)


def test_a_spreadsheet_by_another_name_is_still_one() -> None:
    assert len(parse_sheet("s.csv", xlsx(row(1, "question"), row(2, "q"))).questions) == 1


GOOD = xlsx(row(1, "question"), row(2, "q"))


@settings(max_examples=60)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_a_damaged_spreadsheet_gives_questions_or_a_plain_complaint(position: int, byte: int) -> None:
    damaged = GOOD[:position] + bytes([byte]) + GOOD[position + 1 :]
    try:
        questions = parse_sheet("s.xlsx", damaged).questions
    except InvalidInputError as error:
        assert "s.xlsx" in str(error)
    else:
        assert all(question.question for question in questions)


@pytest.mark.parametrize("name", ["s.xls", "s.numbers", "s.xlsb"])
def test_other_spreadsheets_are_told_what_to_become(name: str) -> None:
    with pytest.raises(InvalidInputError, match=r"Save it as \.xlsx, \.ods or CSV"):
        parse_sheet(name, b"")


def test_a_spreadsheet_that_is_too_long() -> None:
    content = xlsx(row(1, "question"), *(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(2, 100_002)))
    with pytest.raises(InvalidInputError, match=f"row {MOST_QUESTIONS + 2}: a sheet can have at most 10,000"):
        parse_sheet("s.xlsx", content)


def test_a_file_that_unpacks_to_something_monstrous_is_refused() -> None:
    content = xlsx(row(1, "question"), row(2, "q" * 30_000_000))
    with pytest.raises(InvalidInputError, match=r"s\.xlsx: The file would unpack to 30 MB"):
        parse_sheet("s.xlsx", content)


def test_nothing_of_it_is_loaded_for_csv() -> None:
    code = (
        "import sys; from evals.datasets.sheets import parse_sheet; parse_sheet('s.csv', b'question\\nq'); "
        "sys.exit('python_calamine' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
