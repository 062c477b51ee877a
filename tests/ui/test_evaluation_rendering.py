"""What the evaluation page shows of a result, and that no word of a sheet or a document is obeyed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.ui.evaluated import desk_in, ended
from tests.ui.hostile import HOSTILE
from tests.ui.shown import Shown
from ui.evaluation_desk import Item, Result
from ui.evaluation_rendering import (
    figures_html,
    headline_html,
    item_html,
    item_label,
    picture_words,
    sheet_help_html,
    start_html,
    summary_html,
)
from ui.wording import evaluation as wording
from ui.wording.chat import NEAREST, NOT_FOUND

MARKS = {"open": True, "answered": True, "right": False}


def load(folder: Path, marks: dict[str, bool] | None = None) -> tuple[Result, dict[str, Item]]:
    desk = desk_in(folder)
    evaluation = desk.find(ended(folder))
    assert evaluation is not None
    for name, right in (marks or {}).items():
        desk.mark(evaluation, name, right)
    result = desk.result(evaluation)
    assert result is not None
    return result, {item.shown.id: item for item in desk.items(evaluation, result)}


def test_the_summary_counts_plainly(tmp_path: Path) -> None:
    _, items = load(tmp_path)
    text = Shown(summary_html(tuple(items.values()))).text
    assert wording.BY_GOLD in text and wording.BY_MARKS not in text
    assert "2 of 6 questions were handled rightly." in text
    assert "Of 4 questions that the documents answer, 1 got the right answer." in text
    assert f"To 1 of the others it said: “{NOT_FOUND}”" in text
    assert "Of 2 questions that the documents do not answer, 1 got no answer, which is right." in text
    assert "All 5 quotes stand in the documents word for word." in text
    assert "For 2 questions nobody has said what is right." in text
    assert "When it said “Fairly sure”: 1 of 4 answers right" in text


def test_the_summary_says_what_marks_change(tmp_path: Path) -> None:
    _, items = load(tmp_path, MARKS)
    text = Shown(summary_html(tuple(items.values()))).text
    assert wording.BY_MARKS in text
    assert "3 of 7 questions were handled rightly." in text
    assert "You marked 3 answers, 2 as right. 2 of your marks say otherwise than the sheet" in text


def test_without_gold_and_marks_there_is_only_what_can_be_said(tmp_path: Path) -> None:
    _, items = load(tmp_path)
    text = Shown(summary_html((items["open"],))).text
    assert "handled rightly" not in text and wording.CERTAINTY_TITLE not in text
    assert "For 1 question nobody has said what is right." in text


@pytest.mark.parametrize(
    ("question_id", "label"),
    [
        ("right", "✗ What colour is the sky? – marked by you"),
        ("wrong", "✗ What colour is the grass?"),
        ("rightly refused", "✓ Who is on the moon?"),
        ("open refusal", "? And at night?"),
    ],
)
def test_a_label_has_a_sign_that_needs_no_colour(tmp_path: Path, question_id: str, label: str) -> None:
    _, items = load(tmp_path, MARKS)
    assert item_label(items[question_id]).replace("\\", "") == label


def test_a_question_shows_answer_gold_and_quotes(tmp_path: Path) -> None:
    _, items = load(tmp_path, MARKS)
    right = Shown(item_html(items["right"]))
    assert "Wrong, by your mark (by the sheet: Right)" in right.text
    assert right.texts["q"] == ["The sky is blue.", "The sky is blue."] and right.texts["mark"] == ["The sky is blue."]
    assert wording.PROOF_SHOWN in right.text and "The grass is green." in right.text
    wrong = Shown(item_html(items["wrong"])).text
    assert wording.ASKED_BEFORE in wrong and "What colour is hay?" in wrong and "brown" in wrong
    refused = Shown(item_html(items["rightly refused"])).text
    assert NOT_FOUND in refused and wording.SHEET_SAYS_NONE in refused and NEAREST not in refused
    assert wording.SHEET_SAYS_NOTHING in Shown(item_html(items["open"])).text


def test_a_quote_that_is_not_verbatim_is_told(tmp_path: Path) -> None:
    _, items = load(tmp_path)
    shown = items["right"].shown
    broken = replace(shown, quotes=(replace(shown.quotes[0], verbatim=False),))
    assert wording.NOT_VERBATIM in Shown(item_html(replace(items["right"], shown=broken))).text
    assert wording.NOT_VERBATIM not in Shown(item_html(items["right"])).text


def test_figures_have_interval_and_n(tmp_path: Path) -> None:
    result, _ = load(tmp_path)
    shown = Shown(figures_html(result.scores))
    assert len(shown.texts["tr"]) == len(result.scores)
    assert "n 6" in shown.texts["tr"][0] and "0.333" in shown.texts["tr"][0]


def test_pictures_are_told_in_words(tmp_path: Path) -> None:
    result, _ = load(tmp_path)
    told = [picture_words(plot) for plot in result.plots]
    assert len(told) == 5 and all(len(one) > 20 and "<" not in one for one in told)


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Item:
    return load(tmp_path_factory.mktemp("result"))[1]["wrong"]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_shown_and_not_obeyed(wrong: Item, words: str) -> None:
    one = wrong
    piece = replace(one.shown.quotes[0].pieces[0], text=words)
    shown = replace(
        one.shown,
        id=words,
        type=words,
        question=words,
        history=(words,),
        searched_for=f"{words}!",
        answer=words,
        gold=(words,),
        quotes=(replace(one.shown.quotes[0], document=words, place=words, pieces=(piece,)),),
    )
    plain = Shown(item_html(one))
    seen = Shown(item_html(replace(one, shown=shown)) + headline_html(words, words))
    assert set(seen.elements) <= {*plain.elements, "header", "h1"}
    assert {name for name, _ in seen.attributes} <= {"class", "dir"}


def test_the_first_page_and_its_help_are_well_formed() -> None:
    assert wording.EVALUATION_HEADLINE in Shown(start_html()).text
    assert "answers" in Shown(sheet_help_html()).text
