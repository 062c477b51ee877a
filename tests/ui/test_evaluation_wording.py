from __future__ import annotations

import pytest

from evals.evaluation_status import State
from evals.judging import Verdict
from tests.ui.test_wording import TECHNICAL
from ui.wording import evaluation as wording


def sentences() -> list[str]:
    said = [value for name, value in vars(wording).items() if name.isupper() and isinstance(value, str)]
    said += [words for row in wording.SHEET_COLUMNS for words in row]
    said += [*wording.STAGES.values(), *wording.VERDICTS.values()]
    said += [wording.sheet_summary(3, 2, 1), wording.sheet_summary(3, 0, 0), wording.asked_so_far(1, 3)]
    said += [wording.only_asked(1, 3), wording.likely(0.1, 0.2), wording.right_of(1, 3), wording.answered_of(1, 3, 1)]
    said += [wording.refused_of(1, 3), wording.verbatim_of(1, 3), wording.unjudged(3), wording.marks_set(3, 2, 1)]
    said += [wording.when_it_said("Sure", 1, 2), wording.questions_shown(1, 20, 34), wording.confidence_words(0.9)]
    return said


def test_no_technical_word_is_said() -> None:
    assert [one for one in sentences() if TECHNICAL.search(one)] == []


def test_there_are_words_for_every_verdict() -> None:
    assert {verdict.value for verdict in Verdict} == set(wording.VERDICTS)
    assert State.RUNNING.value not in wording.VERDICTS


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (0.0, "less than a minute left"),
        (49.0, "less than a minute left"),
        (50.0, "about 1 minute left"),
        (100.0, "about 2 minutes left"),
        (3_599.0, "about 1 hour left"),
        (7_200.0, "about 2 hours left"),
    ],
)
def test_an_estimate_is_as_exact_as_it_can_be(seconds: float | None, words: str) -> None:
    assert wording.time_left(seconds) == words


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(3, 3, "All 3"), (0, 3, "None of 3"), (2, 3, "2 of 3"), (1, 1, "1 of 1"), (0, 1, "0 of 1")],
)
def test_so_many_of_so_many(part: int, whole: int, words: str) -> None:
    assert wording.many_of(part, whole) == words


def test_what_a_sheet_has() -> None:
    assert wording.sheet_summary(12, 9, 3) == (
        "12 questions: 9 with an answer, 3 that the documents should not answer."
    )
    assert "you mark the answers yourself" in wording.sheet_summary(1, 0, 0)


def test_a_verdict_by_hand_says_what_it_overrules() -> None:
    assert wording.verdict("wrong", None) == "Wrong"
    assert wording.verdict("wrong", True) == "Right, by your mark (by the sheet: Wrong)"
    assert wording.verdict("not scored", False) == "Wrong, by your mark"


def test_a_moment_has_its_time() -> None:
    assert wording.moment("2026-03-03T12:00:00+00:00").startswith("3 March 2026, ")
    assert wording.moment("some day") == "some day"
