"""A mark outweighs the verdict, and what was marked becomes gold as far as gold and mark agree on one."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.datasets.values import GoldSpan
from evals.marks import Opinion, mark, opinions, with_gold
from evals.run_folder import SavedRun, read_run
from evals.scoring import judge_all
from evals.tally import Part, tally
from tests.evals.judged_by_hand import told_run


@pytest.fixture
def saved(tmp_path: Path) -> SavedRun:
    return read_run(told_run(tmp_path / "run"))


def opinion(saved: SavedRun, folder: Path, question_id: str) -> Opinion:
    return next(one for one in opinions(folder, judge_all(saved)) if one.judged.question.id == question_id)


def test_without_marks_the_gold_decides(saved: SavedRun, tmp_path: Path) -> None:
    found = {one.judged.question.id: (one.right, one.answerable) for one in opinions(tmp_path, judge_all(saved))}
    assert found == {
        "right": (True, True),
        "wrong": (False, True),
        "refused": (False, True),
        "rightly refused": (True, False),
        "answered": (False, False),
        "open": (None, None),
        "open refusal": (None, None),
        "list": (False, True),
    }


@pytest.mark.parametrize(
    ("question_id", "right", "answerable"),
    [
        ("right", False, True),
        ("wrong", True, True),
        ("refused", True, False),
        ("rightly refused", False, True),
        ("answered", True, True),
        ("answered", False, False),
        ("open", True, True),
        ("open", False, None),
        ("open refusal", True, False),
        ("open refusal", False, True),
    ],
)
def test_a_mark_outweighs_the_gold(
    saved: SavedRun, tmp_path: Path, question_id: str, right: bool, answerable: bool | None
) -> None:
    mark(tmp_path, question_id, right)
    found = opinion(saved, tmp_path, question_id)
    assert (found.marked, found.right, found.answerable) == (right, right, answerable)


def test_the_last_mark_counts_and_can_be_taken_back(saved: SavedRun, tmp_path: Path) -> None:
    for right in (True, False):
        mark(tmp_path, "open", right)
    assert opinion(saved, tmp_path, "open").marked is False
    mark(tmp_path, "open", None)
    assert opinion(saved, tmp_path, "open").marked is None


def test_a_torn_line_loses_only_itself(saved: SavedRun, tmp_path: Path) -> None:
    mark(tmp_path, "open", True)
    with (tmp_path / "marks.jsonl").open("a", encoding="utf-8") as torn:
        torn.write('{"id": "wro')
    assert opinion(saved, tmp_path, "open").marked is True
    mark(tmp_path, "wrong", True)
    assert opinion(saved, tmp_path, "wrong").marked is True


@pytest.mark.parametrize(
    ("question_id", "right", "answers"),
    [
        ("right", None, ("blue",)),
        ("right", True, ("blue",)),
        ("right", False, None),  # it fits the gold and is wrong all the same: nobody has said what is right
        ("wrong", None, ("brown",)),
        ("wrong", False, ("brown",)),
        ("wrong", True, ("brown", "green")),
        ("refused", False, ("red",)),
        ("refused", True, ()),
        ("rightly refused", False, None),
        ("answered", True, ("red",)),
        ("answered", False, ()),
        ("open", None, None),
        ("open", False, None),
        ("open", True, ("red",)),
        ("open refusal", True, ()),
        ("open refusal", False, None),
        ("list", True, ("blue",)),
    ],
)
def test_what_becomes_gold(
    saved: SavedRun, tmp_path: Path, question_id: str, right: bool | None, answers: tuple[str, ...] | None
) -> None:
    if right is not None:
        mark(tmp_path, question_id, right)
    made = with_gold(opinion(saved, tmp_path, question_id), saved)
    assert (made.answers if made else None) == answers


def test_the_quote_of_an_answer_marked_right_becomes_evidence(saved: SavedRun, tmp_path: Path) -> None:
    for name in ("open", "right"):
        mark(tmp_path, name, True)
    new, old = (with_gold(opinion(saved, tmp_path, name), saved) for name in ("open", "right"))
    assert new is not None and new.gold == ((GoldSpan("colours.txt", "red", 46),),)
    assert old is not None and old.gold == ((GoldSpan("colours.txt", "The sky is blue."),),)


def test_counted_by_hand(saved: SavedRun, tmp_path: Path) -> None:
    found = tally(opinions(tmp_path, judge_all(saved)))
    assert (found.asked, found.unknown, found.right) == (8, 2, Part(2, 6))
    assert (found.answered, found.false_refusals, found.refused) == (Part(1, 4), 1, Part(1, 2))
    assert (found.given, found.verbatim) == (Part(1, 4), Part(5, 5))
    assert (found.marked, found.marked_right, found.overruled) == (0, 0, 0)


def test_counted_with_marks(saved: SavedRun, tmp_path: Path) -> None:
    for name, right in (("open", True), ("open refusal", False), ("answered", True), ("right", True)):
        mark(tmp_path, name, right)
    found = tally(opinions(tmp_path, judge_all(saved)))
    assert (found.unknown, found.right) == (0, Part(4, 8))
    assert (found.answered, found.false_refusals, found.refused) == (Part(3, 7), 2, Part(1, 1))
    assert (found.marked, found.marked_right, found.overruled) == (4, 3, 1)


def test_the_interval_is_not_empty_where_all_are_right() -> None:
    assert Part(3, 3).estimate.low == pytest.approx(0.025 ** (1 / 3))
    assert Part(3, 3).estimate.high == 1
    assert Part(50, 100).estimate.low == pytest.approx(0.40, abs=0.02)
