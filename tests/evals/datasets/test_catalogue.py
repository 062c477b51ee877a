"""Datasets by name."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.datasets.catalogue import NAMES, open_dataset, open_passages
from evals.datasets.own import read_own
from evals.datasets.public import PUBLIC_SETS
from evals.datasets.values import Form, GoldSpan
from index.errors import InvalidInputError, MissingDataError
from tests.evals.datasets.spreadsheet_files import row, xlsx

SPREADSHEET = xlsx(row(1, "question"), row(2, "Who?"))


def span_row(number: int, title: str) -> dict[str, Any]:
    answers = [{"text": "it", "start": 0}]
    return {"id": f"squad2-dev:{number}", "title": title, "question": "?", "context": "it is", "answers": answers}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    spans = tmp_path / "spans"
    spans.mkdir()
    rows = [span_row(number, "ABC"[number % 3]) for number in range(30)]
    (spans / "squad2_dev.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (spans / "squad_dev_split.json").write_text('{"train": ["A"], "tune": ["B"], "report": ["C"]}', encoding="utf-8")
    return tmp_path


def test_the_split_by_article_is_kept(data: Path) -> None:
    tune = open_dataset("squad2-tune", data, None, None)
    report = open_dataset("squad2-report", data, None, None)
    assert [file.name for file in tune.documents] == ["B.txt"]
    assert [file.name for file in report.documents] == ["C.txt"]
    assert not {question.id for question in tune.questions} & {question.id for question in report.questions}


def test_the_folder_itself_may_be_named_too(data: Path) -> None:
    assert open_dataset("squad2-tune", data / "spans", None, None) == open_dataset("squad2-tune", data, None, None)


def test_a_sample_leaves_the_library_whole(data: Path) -> None:
    whole, part = open_dataset("squad2-tune", data, None, None), open_dataset("squad2-tune", data, None, 4)
    assert part.questions == whole.questions[:4]
    assert part.documents == whole.documents


def test_squad_may_come_in_its_own_form(data: Path, tmp_path: Path) -> None:
    spans = open_dataset("squad2-report", data, None, None)
    rows = [json.loads(line) for line in (data / "spans" / "squad2_dev.jsonl").read_text("utf-8").splitlines()]
    articles = [
        {
            "title": title,
            "paragraphs": [
                {
                    "context": "it is",
                    "qas": [
                        {"id": row["id"].removeprefix("squad2-dev:"), "question": "?"}
                        | {"answers": [{"text": "it", "answer_start": 0}]}
                        for row in rows
                        if row["title"] == title
                    ],
                }
            ],
        }
        for title in "ABC"
    ]
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "dev-v2.0.json").write_text(json.dumps({"data": articles}), encoding="utf-8")
    (raw / "squad_dev_split.json").write_text('{"tune": ["B"], "report": ["C"]}', encoding="utf-8")
    assert open_dataset("squad2-report", raw, None, None) == spans
    whole = open_dataset(str(raw / "dev-v2.0.json"), None, None, None)
    assert (whole.name, whole.split, len(whole.questions)) == ("dev-v2.0", "file", 30)


def test_disfluent_questions_have_the_ids_and_the_library_of_the_fluent_ones(data: Path) -> None:
    fluent = open_dataset("squad2-tune", data, None, None)
    (data / "disflqa").mkdir()
    for number, part in enumerate(("train", "dev", "test")):
        row = {f"{number}": {"original": "?", "disfluent": "Is no is it it?"}}
        (data / "disflqa" / f"{part}.json").write_text(json.dumps(row), encoding="utf-8")
    found = open_dataset("disflqa-tune", data, None, None)
    assert [(one.id, one.question) for one in found.questions] == [("squad2-dev:1", "Is no is it it?")]
    assert {one.id for one in found.questions} < {one.id for one in fluent.questions}
    assert found.documents == fluent.documents
    (data / "disflqa" / "dev.json").unlink()
    with pytest.raises(MissingDataError, match=r"“disflqa/dev\.json” or “dev\.json” \(plain or packed"):
        open_dataset("disflqa-tune", data, None, None)


def test_one_passage_mode_has_the_same_sample(data: Path) -> None:
    asked = open_passages("squad2-tune", data, 4)
    assert [one.id for one in asked] == [one.id for one in open_dataset("squad2-tune", data, None, 4).questions]
    assert {passage.text for one in asked for passage in one.passages} == {"it is"}
    with pytest.raises(InvalidInputError, match="There is no public set “own”"):
        open_passages("own", data)


@pytest.mark.parametrize("name", PUBLIC_SETS)
def test_every_public_set_says_which_file_is_missing(tmp_path: Path, name: str) -> None:
    with pytest.raises(
        MissingDataError, match=r"Expected “.+” .*in the data folder, but .+ has none of them"
    ) as caught:
        open_dataset(name, tmp_path, None, None)
    assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize(
    ("name", "split", "limit", "message"),
    [
        ("squad3", None, None, "There is no dataset “squad3”"),
        ("squad2-tune", "tune", None, "Only the own set has a split"),
        ("own", "train", None, "splits tune, report and all"),
        ("own", None, 0, "at least 1, got 0"),
    ],
)
def test_what_cannot_be_opened(data: Path, name: str, split: str | None, limit: int | None, message: str) -> None:
    with pytest.raises(InvalidInputError, match=message):
        open_dataset(name, data, split, limit)


@pytest.mark.parametrize(("name", "content"), [("s.csv", b"question\nWho?"), ("s.xlsx", SPREADSHEET)])
def test_a_sheet_is_named_by_its_path(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    dataset = open_dataset(str(tmp_path / name), None, None, None)
    assert (dataset.name, dataset.split, [one.question for one in dataset.questions]) == ("s", "sheet", ["Who?"])


def test_an_unknown_name_lists_all_names(data: Path) -> None:
    with pytest.raises(InvalidInputError) as caught:
        open_dataset("squad3", data, None, None)
    assert all(name in str(caught.value) for name in NAMES)


def test_missing_data_say_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match=r"“spans/clapnq_dev.jsonl” or “clapnq_dev.jsonl”"):
        open_dataset("clapnq", tmp_path, None, None)
    with pytest.raises(MissingDataError, match="--data FOLDER"):
        open_dataset("clapnq", None, None, None)
    with pytest.raises(MissingDataError, match="There is no file"):
        open_dataset(str(tmp_path / "mine.json"), None, None, None)
    with pytest.raises(MissingDataError, match="There is no sheet"):
        open_dataset(str(tmp_path / "mine.csv"), None, None, None)


PIECE = {"document": "d.txt", "text": "a and b"}
OWN = (
    {"id": "o1", "question": "Which?", "answers": ["a", "b"], "list": True, "type": "list", "split": "tune"}
    | {"gold": [PIECE, PIECE | {"or": True}, PIECE], "history": ["Where?"], "document": "d.txt", "checked": True},
    {"id": "o2", "question": "Who?", "answers": [], "type": "off_topic", "split": "report", "gold": []}
    | {"checked": False},
)


def own(folder: Path, *rows: dict[str, Any]) -> Path:
    (folder / "documents").mkdir(exist_ok=True)
    (folder / "documents" / "d.txt").write_text("a and b", encoding="utf-8")
    (folder / "own.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder / "own.jsonl"


def test_own_set(tmp_path: Path) -> None:
    questions = own(tmp_path, *OWN)
    tune = read_own("tune", questions, tmp_path / "documents")
    (question,) = tune.questions
    assert (question.answers, question.form, question.history) == (("a", "b"), Form.LIST, ("Where?",))
    span = GoldSpan("d.txt", "a and b")
    assert question.gold == ((span, span), (span,))
    assert [file.name for file in tune.documents] == ["d.txt"]
    assert [one.id for one in read_own("all", questions, tmp_path / "documents").questions] == ["o1", "o2"]


def test_own_set_with_mistakes(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    with pytest.raises(InvalidInputError, match="the id o2 is used twice"):
        read_own("all", own(tmp_path, OWN[1], OWN[1]), documents)
    with pytest.raises(InvalidInputError, match=r"o1 of the own set cites e\.txt"):
        read_own("all", own(tmp_path, OWN[0] | {"gold": [{"document": "e.txt", "text": "a"}]}), documents)
    with pytest.raises(InvalidInputError, match="o9 of the own set has no answers, checked, question, split, type"):
        read_own("all", own(tmp_path, {"id": "o9"}), documents)
    with pytest.raises(InvalidInputError, match="o1 of the own set must say with true or false"):
        read_own("all", own(tmp_path, OWN[0] | {"checked": "yes"}), documents)
    with pytest.raises(InvalidInputError, match="o1 of the own set begins its gold with another place"):
        read_own("all", own(tmp_path, OWN[0] | {"gold": [PIECE | {"or": True}]}), documents)
    with pytest.raises(MissingDataError, match="Install Quotewise again"):
        read_own("all", tmp_path / "none.jsonl", documents)
