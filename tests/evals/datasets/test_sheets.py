"""Question sheets: what is taken, and which row a complaint names."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.datasets.sheets import MOST_QUESTIONS, read_sheet
from evals.datasets.values import Form, GoldSpan, Question
from index.errors import InvalidInputError, MissingDataError


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return tmp_path / "my questions.csv"


def test_all_columns(sheet: Path) -> None:
    sheet.write_text(
        "ID,Question,Answers,Document,Quote,Type,History,Notes of mine\n"
        'a,"When, then?",1975 | in 1975,report.pdf,It opened in 1975.,Fact,What opened?|Where?,x\n'
        "b,Who?,,,,off-topic,,\n"
        "\n"
        "c,Which colours?,red|blue,,,list,,\n",
        encoding="utf-8",
    )
    dataset = read_sheet(sheet)
    assert (dataset.name, dataset.documents) == ("my questions", ())
    assert dataset.questions == (
        Question(
            "a",
            "When, then?",
            ("1975", "in 1975"),
            ("What opened?", "Where?"),
            gold=((GoldSpan("report.pdf", "It opened in 1975."),),),
            type="fact",
        ),
        Question("b", "Who?", (), type="off_topic"),
        Question("c", "Which colours?", ("red", "blue"), form=Form.LIST, type="list"),
    )


def test_question_is_enough_and_then_nothing_is_known_of_the_answers(sheet: Path) -> None:
    sheet.write_text("question\nWho?\nWhen?\n", encoding="utf-8")
    assert read_sheet(sheet).questions == (Question("row 2", "Who?", None), Question("row 3", "When?", None))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_spreadsheet_programs_save(sheet: Path, encoding: str, delimiter: str) -> None:
    sheet.write_bytes(f"question{delimiter}answers\r\nWie groß?{delimiter}5\r\n".encode(encoding))
    assert read_sheet(sheet).questions == (Question("row 2", "Wie groß?", ("5",)),)


def test_a_bar_within_a_value(sheet: Path) -> None:
    sheet.write_text("question,answers\nWhich?,a\\|b | C:\\ | d\n", encoding="utf-8")
    assert read_sheet(sheet).questions[0].answers == ("a|b", "C:\\", "d")


def test_formulas_are_text(sheet: Path) -> None:
    sheet.write_text('question,answers\n=1+1?,"=HYPERLINK(""http://x"")"\n', encoding="utf-8")
    (question,) = read_sheet(sheet).questions
    assert (question.question, question.answers) == ("=1+1?", ('=HYPERLINK("http://x")',))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "row 1: expected a column “question”, found nothing"),
        (b"query,answers\nx,y\n", "row 1: expected a column “question”, found “query”, “answers”"),
        (b"question,anwsers\nx,y\n", "row 1: the column “anwsers” is not known"),
        (b"question,question\nx,y\n", "row 1: the column “question” is there twice"),
        (b"question,answers\n,\n", "has no questions"),
        (b"question,answers\nx,1\n,2\n", "row 3: the cell under “question” is empty"),
        (b"question,answers\nx,1,000\n", "row 2: 3 cells, but row 1 names 2 columns"),
        (b"question,,answers\nx,,1\ny,oops,2\n", "row 3: “oops” is in a column that has no name in row 1"),
        (b"id,question\n7,x\n\n7,y\n", "row 4: the id “7” was already used in row 2"),
        (b"question,quote,answers\nx,words,1\n", "row 2: there is a quote, but no document"),
        (b"question,document,quote,answers\nx,d.pdf,words,\n", "row 2: there is a quote but no answer"),
        (b"question,answers\nx,1\nWie gro\xdf?,2\n", "row 3: a character is not in UTF-8"),
        (b"question,answers\nx,1\n" + b"why " * 600 + b",1\n", "row 3: the question has 2,399 characters"),
        (b'question,answers\n"two\nlines",1\nWie gro\xdf?,2\n', "row 3: a character is not in UTF-8"),
        (b'question,answers\nx,"1\ny,2\n', "row 2: the row cannot be read"),
        (b"question,history\nx,a|\n", "row 2: nothing stands on one side of a bar under “history”"),
        (b"question,answers\nx,|\n", "row 2: nothing stands on one side of a bar under “answers”"),
        (b"question,history\nx,a\ny,b|" + b"why " * 600 + b"\n", "row 3: the earlier question “why why"),
    ],
)
def test_complaints_name_the_row(sheet: Path, content: bytes, message: str) -> None:
    sheet.write_bytes(content)
    with pytest.raises(InvalidInputError, match=r"my questions\.csv") as caught:
        read_sheet(sheet)
    assert message in str(caught.value)


def test_a_sheet_that_is_too_long(sheet: Path) -> None:
    sheet.write_text("question\n" + "Who?\n" * 100_000, encoding="utf-8")
    with pytest.raises(InvalidInputError, match=f"row {MOST_QUESTIONS + 2}: a sheet can have at most 10,000"):
        read_sheet(sheet)


def test_files_that_are_no_csv(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="There is no sheet"):
        read_sheet(tmp_path / "none.csv")
    (tmp_path / "book.xlsx").write_bytes(b"PK")
    with pytest.raises(InvalidInputError, match=r"save it without a password as \.xlsx, or as “CSV UTF-8”"):
        read_sheet(tmp_path / "book.xlsx")


@given(st.binary(max_size=60))
def test_any_bytes_give_questions_or_a_plain_complaint(tmp_path_factory: pytest.TempPathFactory, tail: bytes) -> None:
    path = tmp_path_factory.mktemp("sheets") / "any.csv"
    path.write_bytes(b"question,answers\n" + tail)
    try:
        questions = read_sheet(path).questions
    except InvalidInputError as error:
        assert "any.csv" in str(error)
    else:
        assert all(question.question for question in questions)
