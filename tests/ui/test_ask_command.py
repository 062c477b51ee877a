"""``quotewise ask``: answers, refusals, many questions at once, and questions that cannot be asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.document import Span
from tests.ui.command_line import LEASE_TEXT, Run
from tests.ui.command_line import filled as filled
from tests.ui.command_line import papers as papers
from tests.ui.command_line import run as run


def test_ask_prints_answer_quote_and_place(filled: Run) -> None:
    result = filled("ask", "How much is the deposit?")
    assert result.code == 0
    assert "“The deposit is two months’ rent. " in result.out
    assert "— Lease, Money" in result.out


def test_ask_as_json_slices_true(filled: Run, tmp_path: Path) -> None:
    answer = json.loads(filled("ask", "How much is the deposit?", "--json").out)
    assert answer["status"] == "answered"
    quote = answer["quotes"][0]
    shown = filled("show", quote["document_id"], "--start", quote["start"], "--end", quote["end"]).out
    assert shown == quote["text"] == Span(quote["start"], quote["end"]).of(LEASE_TEXT)


def test_a_question_can_be_restricted_to_documents_by_name(filled: Run) -> None:
    asked = ("ask", "How much is the deposit?", "--json")
    inside, outside = (json.loads(filled(*asked, "--in", name).out) for name in ("lease.md", "club.md"))
    assert (inside["status"], inside["coverage"]["documents"]) == ("answered", 1)
    assert (outside["status"], outside["coverage"]["documents"]) == ("not_found", 1)
    assert json.loads(filled(*asked, "--in", "club.md", "--in", "lease.md").out)["coverage"]["documents"] == 2
    unknown = filled(*asked, "--in", "letter.md")
    assert (unknown.code, unknown.out) == (1, "") and "letter.md" in unknown.err


def test_not_in_your_documents_is_done(filled: Run) -> None:
    result = filled("ask", "Which river is the longest in Africa?")
    assert result.code == 0
    assert result.out.startswith("Your documents don’t say.")
    answer = json.loads(filled("ask", "Which river is the longest in Africa?", "--json").out)
    assert (answer["status"], answer["answer"], answer["quotes"]) == ("not_found", "", [])


def test_many_questions_from_a_file(filled: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "questions.jsonl"
    rows = [{"id": "a", "question": "How much is the deposit?"},
            {"id": 7, "question": "When is it repaid?", "history": ["How much is the deposit?"]}]  # fmt: skip
    sheet.write_text("\n".join(map(json.dumps, rows)) + "\n\n", encoding="utf-8")
    answers = [json.loads(line) for line in filled("ask", "--from", sheet, "--json").out.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "7"]
    assert answers[1]["searched_for"] == "When is the deposit repaid?"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("no json", "line 1"),
        ('{"text": "x"}', "line 1"),
        ('{"question": ""}', "line 1"),
        ('{"question": "x", "history": [1]}', "line 1"),
    ],
)
def test_a_malformed_file_of_questions_names_the_line(filled: Run, tmp_path: Path, line: str, said: str) -> None:
    sheet = tmp_path / "questions.jsonl"
    sheet.write_text(line + "\n", encoding="utf-8")
    result = filled("ask", "--from", sheet, "--json")
    assert (result.code, result.out) == (1, "")
    assert said in result.err


@pytest.mark.parametrize("question", ["", "x" * 10_000])
def test_a_question_that_cannot_be_asked_is_one_line(filled: Run, question: str) -> None:
    result = filled("ask", question)
    assert (result.code, result.out) == (1, "")
    assert len(result.err.splitlines()) == 1


def test_text_from_documents_cannot_take_over_the_terminal(run: Run, tmp_path: Path) -> None:
    nasty = tmp_path / "nasty.txt"
    nasty.write_text("The alarm code is \x1b[2J\x1b]0;owned\x07 hidden in the shed.\n", encoding="utf-8")
    run("add", nasty)
    assert "\x1b" not in run("ask", "Where is the alarm code hidden?").out
