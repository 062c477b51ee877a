"""QuoteSum: the writers of one question are brought together."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.datasets.passages import Mark, PassageSet
from evals.datasets.quotesum import read_quotesum
from evals.datasets.values import Form
from index.errors import InvalidInputError

TEXTS = ("The bridge opened in 1932.", "Work began in 1923. It was long.", "It is a bridge.")


def row(summary: str, answers: str, qid: str = "q1", texts: tuple[str, ...] = TEXTS) -> dict[str, Any]:
    sources = {f"source{n}": texts[n - 1] if n <= len(texts) else "" for n in range(1, 9)}
    titles = {f"title{n}": f"Title {n}" if n <= len(texts) else "" for n in range(1, 9)}
    question = {"qid": qid, "unique_id": f"{qid}_0", "question": "When was it built?"}
    return question | sources | titles | {"summary": summary, "covered_short_answers": answers}


def read(folder: Path, *rows: dict[str, Any]) -> PassageSet:
    (folder / "dev.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return read_quotesum(folder / "dev.jsonl")


def test_each_quoted_source_is_a_piece_and_its_telling_quotes_are_alternatives(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        row("[ 1 The bridge ] [ 1 opened in 1932. ] first.", "[ 1 1932 ]"),
        row("It [ 1 opened in 1932. ] and [ 2 Work began in 1923. ]", "[ 1 1932 ] [ 2 1923 ]"),
        row("[ 1 in 1932 ], [ 2 Work began in 1923. ]", "[ 1 1932 ] [ 2 1923 ]"),
    )
    (question,) = found.questions
    assert question.evidence == (
        (Mark(0, 11, "opened in 1932."), Mark(0, 18, "in 1932")),
        (Mark(1, 0, "Work began in 1923."),),
    )
    assert (question.answers, question.form, question.type) == (("1932", "1923"), Form.LONG, "two_sources")
    assert [passage.title for passage in found.passages] == ["Title 1", "Title 2", "Title 3"]


def test_without_an_answer_in_them_the_longest_quote_counts(tmp_path: Path) -> None:
    (question,) = read(tmp_path, row("[ 2 long ] [ 2 It was long. ]", "")).questions
    assert question.evidence == ((Mark(1, 20, "It was long."),),)
    assert (question.answers, question.type) == (("long", "It was long."), "one_source")


def test_words_that_are_not_the_source_s_are_no_evidence(tmp_path: Path) -> None:
    (question,) = read(tmp_path, row("[ 3 Title 3 ] [ 1 in 1932 ]", "[ 1 1932 ]")).questions
    assert [piece[0].passage for piece in question.evidence] == [0]


def test_a_source_quoted_though_it_is_not_there(tmp_path: Path) -> None:
    (question,) = read(tmp_path, row("[ 5 in 1932 ] [ 1 in 1932 ]", "[ 1 1932 ]")).questions
    assert len(question.evidence) == 1


def test_a_missing_field_is_named(tmp_path: Path) -> None:
    wrong = row("", "")
    del wrong["summary"]
    with pytest.raises(InvalidInputError, match=r"dev\.jsonl, question q1: .* “summary” is missing"):
        read(tmp_path, wrong)
