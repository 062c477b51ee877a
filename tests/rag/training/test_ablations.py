"""What is left out is left out, nothing else is, and what was trained can be read with."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.models import ModelFolder
from rag.cross_encoder import CrossEncoder, Text
from rag.training.ablations import EVERYTHING, NOISE, PARTS, learn_without, lessons_without, main
from rag.training.examples import Example, Lesson
from rag.training.rounds import Schedule

SHARE = 0.5


def from_a_pair(each: Example) -> bool:
    return "old" in each.question.lower() and each.passage.endswith("is old.")


def made_to_miss(each: Example) -> bool:
    """By rule: about the passage, and not answered by it, though nobody asked who had sold something."""
    return each.answer is None and each.relevant and "sold" not in each.question.lower()


def by_the_crowd(each: Example) -> bool:
    return "sold" in each.question.lower()


KINDS = {"pairs": from_a_pair, "near-misses": made_to_miss, "crowd": by_the_crowd}


def kinds_in(lessons: list[Lesson]) -> set[str]:
    return {name for name, belongs in KINDS.items() if any(belongs(each) for lesson in lessons for each in lesson)}


@pytest.mark.parametrize("part", KINDS)
def test_only_the_part_is_left_out(sets: Path, part: str) -> None:
    assert kinds_in(lessons_without(EVERYTHING, sets, SHARE)) == KINDS.keys()
    assert kinds_in(lessons_without(part, sets, SHARE)) == KINDS.keys() - {part}


def test_without_natural_questions_there_are_fewer_lessons_and_all_kinds(sets: Path) -> None:
    whole, without = lessons_without(EVERYTHING, sets, SHARE), lessons_without("natural-questions", sets, SHARE)
    # thirty are answered, and the ten about years have a neighbour
    assert len(whole) - len(without) == 40
    assert kinds_in(without) == KINDS.keys()


def test_of_what_the_crowd_wrote_there_is_the_same_share_as_of_everything(sets: Path) -> None:
    # three rounds of ten questions
    assert len(lessons_without(EVERYTHING, sets, SHARE)) - len(lessons_without("crowd", sets, SHARE)) == 15


def test_without_noise_questions_are_as_people_write_them(sets: Path) -> None:
    def careless(lessons: list[Lesson]) -> list[str]:
        return [each.question for (each,) in lessons if each.question[0].islower() or not each.question.endswith("?")]

    assert careless(lessons_without(EVERYTHING, sets, SHARE))
    assert careless(lessons_without(NOISE, sets, SHARE)) == []


def test_a_part_is_trained_once_and_can_be_read_with(sets: Path, tiny: ModelFolder, tmp_path: Path) -> None:
    told: list[str] = []
    schedule = Schedule(rate=3e-3, batch_tokens=280)
    for _ in range(2):
        learn_without("pairs", sets, tmp_path / "pairs", 0.001, tiny, schedule, told.append)
    assert len([words for words in told if "lessons" in words]) == 1
    (reading,) = CrossEncoder(tmp_path / "pairs" / "exact", threads=1).read("Who?", [Text("", "Ada Hale did.")])
    assert reading.words


def test_the_command_tells_a_problem_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--state", str(tmp_path / "state"), "--without", *PARTS, "--threads", "1"]) == 1
    assert capsys.readouterr().err.startswith("Error: Training needs squad1_train.contexts.jsonl.gz")
