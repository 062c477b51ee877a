"""SQuAD's own form, and Disfl-QA on top of it."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from evals.datasets.corpus import corpus_of
from evals.datasets.disflqa import disfluent, read_rewrites
from evals.datasets.passages import Passage
from evals.datasets.squad import read_squad
from evals.datasets.values import GoldSpan
from index.errors import InvalidInputError


def asked(name: str, question: str, *answers: tuple[str, int], **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "question": question,
        "answers": [{"text": text, "answer_start": start} for text, start in answers],
    } | more


ARTICLES: list[dict[str, Any]] = [
    {
        "title": "The_Moon",
        "paragraphs": [
            {
                "context": "The moon is round.",
                "qas": [asked("m1", "What shape has it? ", ("round", 12), ("round", 12))],
            },
            {"context": "It has no air.", "qas": []},
            {
                "context": "It is grey.",
                "qas": [
                    asked("m2", "Who painted it?", is_impossible=True, plausible_answers=[{"text": "It"}]),
                    asked("m3", "Which colour?", ("grey", 6), is_impossible=False),
                ],
            },
        ],
    },
    {"title": "Sun", "paragraphs": [{"context": "It is hot.", "qas": [asked("s1", "How is it?", ("hot", 6))]}]},
]


def squad(folder: Path, articles: list[dict[str, Any]] = ARTICLES) -> Path:
    path = folder / "dev-v2.0.json"
    path.write_text(json.dumps({"version": "v2.0", "data": articles}), encoding="utf-8")
    return path


def test_every_paragraph_is_in_the_corpus_and_impossible_questions_are_near_misses(tmp_path: Path) -> None:
    dataset = corpus_of("set", "file", read_squad(squad(tmp_path)))
    moon = "The Moon\n\nThe moon is round.\n\nIt has no air.\n\nIt is grey."
    assert [(file.name, file.content.decode()) for file in dataset.documents] == [
        ("The Moon.txt", moon),
        ("Sun.txt", "Sun\n\nIt is hot."),
    ]
    assert [(one.id, one.question, one.answers, one.type) for one in dataset.questions] == [
        ("m1", "What shape has it?", ("round",), "fact"),
        ("m2", "Who painted it?", (), "near_miss"),
        ("m3", "Which colour?", ("grey",), "fact"),
        ("s1", "How is it?", ("hot",), "fact"),
    ]
    assert dataset.questions[2].gold == ((GoldSpan("The Moon.txt", "grey", moon.index("grey")),),)


def test_articles_can_be_chosen_and_ids_told_apart(tmp_path: Path) -> None:
    found = read_squad(squad(tmp_path), "a:", lambda title: title == "Sun")
    assert found.passages == (Passage("Sun", "It is hot."),)
    assert [one.id for one in found.questions] == ["a:s1"]


def test_packed_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "dev.json.gz"
    path.write_bytes(gzip.compress(squad(tmp_path).read_bytes()))
    assert read_squad(path) == read_squad(squad(tmp_path))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", r"dev\.json, line 1: not JSON"),
        (b"[1]", r"dev\.json: expected a JSON object, found a list"),
        (b'{"version": "1.1"}', "not of the form of SQuAD, “data” is missing"),
        (b'{"data": [{"title": "T", "paragraphs": 3}]}', "not of the form of SQuAD"),
        (b'{"data": "\xff"}', r"dev\.json is not written in UTF-8"),
    ],
)
def test_other_files_are_refused_by_name(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "dev.json").write_bytes(content)
    with pytest.raises(InvalidInputError, match=message):
        read_squad(tmp_path / "dev.json")


def test_an_answer_must_stand_where_it_says(tmp_path: Path) -> None:
    wrong = [{"title": "T", "paragraphs": [{"context": "It is hot.", "qas": [asked("x", "?", ("hot", 5))]}]}]
    with pytest.raises(InvalidInputError, match="Question x: “hot” does not stand at offset 5"):
        read_squad(squad(tmp_path, wrong))


def test_a_damaged_packed_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "dev.json.gz"
    path.write_bytes(gzip.compress(squad(tmp_path).read_bytes())[:-20])
    with pytest.raises(InvalidInputError, match=r"dev\.json\.gz is damaged or cut short"):
        read_squad(path)


def test_disfluent_wording_keeps_ids_gold_and_the_whole_corpus(tmp_path: Path) -> None:
    fluent = read_squad(squad(tmp_path), "squad2-dev:")
    rewrites = {"m1": "What colour no shape has it?", "s1": " #VALUE! ", "m3": "n/a", "m2": "Question N/A", "zz": "?"}
    (tmp_path / "train.json").write_text(
        json.dumps({name: {"original": "…", "disfluent": text} for name, text in rewrites.items()}), encoding="utf-8"
    )
    (tmp_path / "dev.json").write_text(
        '{"s1": {"original": "How is it?", "disfluent": "How big or how hot is it?"}}', encoding="utf-8"
    )
    found = disfluent(fluent, read_rewrites([tmp_path / "train.json", tmp_path / "dev.json"], "squad2-dev:"))
    assert [(one.id, one.question) for one in found.questions] == [
        ("squad2-dev:m1", "What colour no shape has it?"),
        ("squad2-dev:s1", "How big or how hot is it?"),
    ]
    assert found.passages == fluent.passages
    assert [one.evidence for one in found.questions] == [fluent.questions[0].evidence, fluent.questions[3].evidence]


def test_rewrites_of_another_form_are_refused(tmp_path: Path) -> None:
    (tmp_path / "dev.json").write_text('{"m1": {"original": "What?"}}', encoding="utf-8")
    with pytest.raises(InvalidInputError, match="not of the form of Disfl-QA, “disfluent” is missing"):
        read_rewrites([tmp_path / "dev.json"])
