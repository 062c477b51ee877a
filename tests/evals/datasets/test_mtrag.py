"""MTRAG: conversations, answerability and the union of the reference passages."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.datasets.corpus import corpus_of
from evals.datasets.mtrag import read_generation_tasks, read_human_evaluations
from evals.datasets.passages import Mark, Passage, PassageSet
from evals.datasets.values import Form
from index.errors import InvalidInputError

BEES = {"document_id": "b-0", "title": "Bees", "text": "Bees\nThey fly.\r\nThey sting.\n"}
HIVE = {"document_id": "h-0", "text": "\nA hive is warm."}


def task(name: str, answerability: str, contexts: list[dict[str, Any]], key: str = "answerability") -> dict[str, Any]:
    turns = [("user", "What are bees? "), ("agent", "Insects."), ("user", "And their hive?")]
    return {
        "task_id": name,
        "input": [{"speaker": speaker, "text": text} for speaker, text in turns],
        "contexts": contexts,
        "targets": [{"speaker": "agent", "text": "It is warm. "}],
        key: [answerability],
    }


def read(folder: Path, *tasks: dict[str, Any]) -> PassageSet:
    (folder / "reference.jsonl").write_text("\n".join(map(json.dumps, tasks)), encoding="utf-8")
    return read_generation_tasks(folder / "reference.jsonl")


def test_a_turn_has_the_earlier_questions_and_its_passages_as_evidence(tmp_path: Path) -> None:
    (one,) = read(tmp_path, task("t1", "ANSWERABLE", [BEES, HIVE, BEES])).questions
    assert (one.history, one.question) == (("What are bees?",), "And their hive?")
    assert one.passages == (Passage("Bees", "They fly.\nThey sting."), Passage("", "A hive is warm."))
    assert one.evidence == ((Mark(0, 0, "They fly.\nThey sting."),), (Mark(1, 0, "A hive is warm."),))
    assert (one.answers, one.form, one.type) == (("It is warm.",), Form.LONG, "answerable")


@pytest.mark.parametrize(
    ("answerability", "answers", "pieces"),
    [
        ("PARTIAL", ("It is warm.",), 1),
        ("UNANSWERABLE", (), 0),
        ("UNDERSPECIFIED", (), 0),
        ("CONVERSATIONAL", None, 0),
    ],
)
def test_answerability_decides(
    tmp_path: Path, answerability: str, answers: tuple[str, ...] | None, pieces: int
) -> None:
    (one,) = read(tmp_path, task("t1", answerability, [BEES])).questions
    assert (one.answers, len(one.evidence), one.type) == (answers, pieces, answerability.lower())


def test_the_collection_is_the_union_of_all_passages(tmp_path: Path) -> None:
    found = read(tmp_path, task("t1", "ANSWERABLE", [HIVE]), task("t2", "UNDERSPECIFIED", [BEES, HIVE]))
    files = corpus_of("mtrag-un", "report", found).documents
    assert [(file.name, file.content.decode()) for file in files] == [
        ("Passage 1.txt", "Passage 1\n\nA hive is warm."),
        ("Bees.txt", "Bees\n\nThey fly.\nThey sting."),
    ]


def test_evaluations_name_their_documents(tmp_path: Path) -> None:
    path = tmp_path / "evaluations.json"
    tasks = [task("t1", "ANSWERABLE", [{"document_id": "h-0"}], "Answerability")]
    path.write_text(json.dumps({"documents": [BEES, HIVE], "tasks": tasks}), encoding="utf-8")
    (one,) = read_human_evaluations(path).questions
    assert one.passages == (Passage("", "A hive is warm."),)
    path.write_text(json.dumps({"documents": [BEES], "tasks": tasks}), encoding="utf-8")
    with pytest.raises(InvalidInputError, match=r"evaluations\.json: not of the form of MTRAG, “h-0” is missing"):
        read_human_evaluations(path)


def test_unknown_answerability_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"reference\.jsonl, task t1: .*“maybe” is no answerability"):
        read(tmp_path, task("t1", "MAYBE", [HIVE]))
