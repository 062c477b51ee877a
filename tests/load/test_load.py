"""A few visitors at once: no error, no crossed answer. ``python -m tests.load`` plays twenty."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library
from rag.assemble import default_embedder, open_answerer
from tests.load.playing import Played, mistakes, percentile, play, questions_of, shares, what_is_missing
from tests.ui.fakes import cut, found
from tests.ui.running import running_chat
from ui.folders import sample_documents
from ui.library_desk import open_desk

PASSPHRASE = "a boat on the river"
PAPERS = ("tick-bites.md", "allotment-minutes-2024-03.txt", "cooking-club.md", "solar-status-report.md")
QUESTIONS = (
    "What should I never put on a tick?",
    "How much is the rent for a full plot?",
    "Why must the milk for the plum cake not be hot?",
    "How much did Pellbridge Rooftop Solar invest in 2022?",
    "Who chaired the meeting of the allotment society?",
    "How soon should a tick be removed?",
    "Which cake is baked in autumn?",
    "Who won the cup in 1966?",
    "What is the water charge for each plot?",
    "When was the solar report written?",
    "How many eggs does the plum cake need?",
    "What does a half plot cost?",
    "Which disease can a tick pass on?",
    "How many panels were installed?",
    "Where does the cooking club meet?",
)


def test_five_visitors_with_three_questions_each_see_their_own_answers(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "library")
    for name in PAPERS:
        assert desk.add(name, (sample_documents() / name).read_bytes(), lambda part: None).added
    with running_chat(tmp_path / "library", passphrase=PASSPHRASE) as (_, address):
        played = asyncio.run(play(address, shares(QUESTIONS, 5, 3), PASSPHRASE))
    assert [len(one.asked) for one in played] == [3] * 5
    embedder = default_embedder()
    with Library.open(tmp_path / "library", embedder.identity) as library:
        answerer = open_answerer(library, embedder)
        assert list(mistakes(played, answerer)) == []
        first, second, *_ = played
        crossed = replace(first.asked[0], page=second.asked[0].page)
        assert list(mistakes([Played((crossed,)), second], answerer)), "a crossed answer would not be noticed"


def test_everybody_has_questions_of_their_own() -> None:
    dealt = shares(QUESTIONS, 5, 3)
    assert len({question for share in dealt for question in share}) == 15
    assert shares(("a", "b"), 2, 2) == (("a", "b"), ("a", "b"))


def test_what_is_not_shown_is_noticed() -> None:
    text = "The rent is 950 pounds a month. It is due at once."
    answer = found("?", "950 pounds, at once", cut(text, "The rent is 950 pounds a month."))
    assert what_is_missing(answer, "950 pounds,1 at once The rent is 950 pounds a month.") == ""
    assert what_is_missing(answer, "at once, 950 pounds. The rent is 950 pounds a month.") == answer.answer
    assert what_is_missing(answer, "950 pounds, at once The rent is 590 pounds a month.") == answer.quotes[0].text


def test_a_visitor_who_met_a_problem_is_named() -> None:
    assert list(mistakes([Played((), "PageError: gone")], None)) == ["visitor 0: PageError: gone"]  # type: ignore[arg-type]


@pytest.mark.parametrize(("share", "value"), [(0.5, 2.0), (0.95, 4.0), (0.25, 1.0), (0.26, 2.0), (1.0, 4.0)])
def test_percentiles_are_values_that_occurred(share: float, value: float) -> None:
    assert percentile([4.0, 2.0, 1.0, 3.0], share) == value


def test_questions_with_a_history_are_left_out(tmp_path: Path) -> None:
    lines = '{"question": "a", "history": []}\n{"question": "b", "history": ["a"]}\n{"question": "a", "history": []}\n'
    (tmp_path / "q.jsonl").write_text(lines, encoding="utf-8")
    assert questions_of(tmp_path / "q.jsonl") == ("a",)
