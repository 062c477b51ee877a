"""Datasets by name."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.datasets.catalogue import open_dataset
from evals.datasets.own import read_own
from evals.datasets.values import Form, GoldSpan
from index.errors import InvalidInputError, MissingDataError


def span_row(number: int, title: str) -> dict[str, Any]:
    answers = [{"text": "it", "start": 0}]
    return {"id": str(number), "title": title, "question": "?", "context": "it is", "answers": answers}


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


def test_missing_data_say_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match=r"“spans/clapnq_dev.jsonl.gz” or “clapnq_dev.jsonl.gz”"):
        open_dataset("clapnq", tmp_path, None, None)
    with pytest.raises(MissingDataError, match="--data FOLDER"):
        open_dataset("clapnq", None, None, None)
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
