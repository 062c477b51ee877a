"""Span sets become articles in which every gold span still stands at its offset."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.datasets.spans import read_spans
from evals.datasets.values import Form
from index.errors import InvalidInputError


def row(name: str, title: str, context: str, *answers: str, **more: Any) -> dict[str, Any]:
    found = [{"text": answer, "start": context.index(answer)} for answer in answers]
    return {"id": name, "title": title, "question": "q?", "context": context, "answers": found} | more


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("\n".join(json.dumps(one) for one in rows), encoding="utf-8")
    return path


def test_an_article_has_its_title_and_each_paragraph_once(tmp_path: Path) -> None:
    path = write(
        tmp_path / "set.jsonl",
        row("1", "The_Moon", "It is round.", "round"),
        row("2", "The_Moon", " It is far away. ", "far"),
        row("3", "The_Moon", "It is round.", "round", "It is round"),
        row("4", "Sun", "It is hot."),
    )
    files, questions = read_spans(path)
    assert [(file.name, file.content.decode()) for file in files] == [
        ("The Moon.txt", "The Moon\n\nIt is round.\n\nIt is far away."),
        ("Sun.txt", "Sun\n\nIt is hot."),
    ]
    assert [(question.answers, question.type) for question in questions] == [
        (("round",), "fact"),
        (("far",), "fact"),
        (("round", "It is round"), "fact"),
        ((), "near_miss"),
    ]
    far = questions[1].gold[0][0]
    assert (far.document, far.start) == ("The Moon.txt", len("The Moon\n\nIt is round.\n\nIt is "))


def test_alternatives_are_one_piece_of_evidence_and_sentences_are_one_each(tmp_path: Path) -> None:
    path = write(tmp_path / "set.jsonl", row("1", "T", "One. Two.", "One.", "Two.", "One."))
    (short,) = read_spans(path)[1]
    (long,) = read_spans(path, Form.LONG)[1]
    assert [len(piece) for piece in short.gold] == [2]
    assert [len(piece) for piece in long.gold] == [1, 1]
    assert long.form is Form.LONG


def test_articles_can_be_chosen(tmp_path: Path) -> None:
    path = write(tmp_path / "set.jsonl", row("1", "A", "x"), row("2", "B", "y"))
    files, questions = read_spans(path, keep_title=lambda title: title == "B")
    assert [file.name for file in files] == ["B.txt"]
    assert [question.id for question in questions] == ["2"]


def test_file_names_are_possible_everywhere_and_unique(tmp_path: Path) -> None:
    path = write(
        tmp_path / "set.jsonl", row("1", "AC/DC: 1", "x"), row("2", "AC\\DC? 1", "y"), row("3", "ac-dc- 1", "z")
    )
    names = [file.name for file in read_spans(path)[0]]
    assert len({name.casefold() for name in names}) == 3
    assert not any(set(name) & set('/\\:*?"<>|') for name in names)


def test_paragraphs_without_title_are_documents_of_their_own(tmp_path: Path) -> None:
    path = write(tmp_path / "set.jsonl", row("1", "", "One."), row("2", "", "Two."), row("3", "", "One."))
    assert [file.name for file in read_spans(path)[0]] == ["Passage 1.txt", "Passage 2.txt"]


def test_packed_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(row("1", "T", "é")).encode()))
    assert len(read_spans(path)[1]) == 1


@pytest.mark.parametrize("form", Form)
def test_an_answer_that_nobody_marked_is_not_scored(tmp_path: Path, form: Form) -> None:
    path = write(
        tmp_path / "set.jsonl",
        row("1", "T", "One.", is_impossible=False),
        row("2", "T", "One.", is_impossible=True),
        row("3", "T", "One.", "One", is_impossible=False),
    )
    questions = read_spans(path, form)[1]
    assert [(one.answers, one.type) for one in questions] == [(None, "fact"), ((), "near_miss"), (("One",), "fact")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "7", "title": "T"}', "set.jsonl, question 7: not of the form of a span set, “answers” is missing"),
        (json.dumps(row("7", "T", "abc", "b") | {"context": "xyz"}), "Question 7: “b” does not stand at offset 1"),
        ("\n".join([json.dumps(row("7", "T", "abc"))] * 2), "The id 7 is used by two questions"),
        ("{", "set.jsonl, line 1: not JSON"),
        ("[1]", r"set.jsonl, line 1: expected a JSON object, found '\[1\]'"),
    ],
)
def test_malformed_lines_are_named(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "set.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(InvalidInputError, match=message):
        read_spans(tmp_path / "set.jsonl")


CONTEXTS = st.lists(st.text(alphabet="ab \n.é𝒳", min_size=1, max_size=30), min_size=1, max_size=6)


@given(CONTEXTS, st.data())
def test_every_gold_span_stands_where_it_says(
    tmp_path_factory: pytest.TempPathFactory, contexts: list[str], data: st.DataObject
) -> None:
    rows = []
    for number, context in enumerate(contexts):
        inner = context.strip()
        start = data.draw(st.integers(0, len(inner)))
        end = data.draw(st.integers(start, len(inner)))
        lead = len(context) - len(context.lstrip())
        answer = {"text": inner[start:end], "start": lead + start}
        title = data.draw(st.sampled_from(["A", "B_b", ""]))
        rows.append({"id": str(number), "title": title, "question": "?", "context": context, "answers": [answer]})
    files, questions = read_spans(write(tmp_path_factory.mktemp("spans") / "set.jsonl", *rows))
    texts = {file.name: file.content.decode() for file in files}
    assert len(questions) == len(rows)
    for question in questions:
        for span in question.gold[0]:
            assert span.start is not None
            assert texts[span.document].startswith(span.text, span.start)
