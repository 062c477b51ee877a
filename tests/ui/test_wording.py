from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import ui.wording
from rag.steps import Step
from ui.wording import chat as wording

TECHNICAL = re.compile(
    r"\b(chunk|embed|vector|index|token|score|model|retriev|corpus|query|parse|cache|database|sqlite|exception|null"
    r"|json|llm|rag|upload)",
    re.IGNORECASE,
)


def sentences() -> list[str]:
    said = [value for name, value in vars(wording).items() if name.isupper() and isinstance(value, str)]
    said += [*wording.hints(chosen=False), wording.coverage(3, 1), wording.looked_in(2)]
    said += [wording.coverage_explained(chosen=chosen) for chosen in (False, True)]
    said += [wording.waiting(step, 3) for step in (None, *Step)] + [wording.only_in(["Lease"]), wording.only_in([])]
    said += [wording.certainty_explained(n / 20) for n in range(21)] + [wording.days("2024-05-01", "2026-03-03")]
    said += [wording.certainty(n / 10) for n in range(11)] + [wording.announcement("x", 2)]
    return [one for one in said if "<svg" not in one]


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def test_no_technical_word_is_said() -> None:
    assert [one for one in sentences() if TECHNICAL.search(one)] == []


@pytest.mark.parametrize("name", [one.name for one in pkgutil.iter_modules(ui.wording.__path__)])
def test_no_part_of_the_page_says_a_technical_word(name: str) -> None:
    module = importlib.import_module(f"ui.wording.{name}")
    said = [one for key, value in vars(module).items() if key.isupper() for one in texts(value)]
    assert said
    assert [one for one in said if TECHNICAL.search(one) and not one.startswith("<svg")] == []


@pytest.mark.parametrize(("number", "words"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (1912, "1,912 pages")])
def test_counting(number: int, words: str) -> None:
    assert wording.count(number, "page") == words


def test_a_day_is_written_out() -> None:
    assert wording.day("2026-03-03T12:00:00+00:00") == "3 March 2026"
    assert wording.day("some day") == "some day"


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (0.0, "fewer than 1 is"),
        (0.1, "about 1 is"),
        (0.72, "about 7 are"),
        (0.93, "about 9 are"),
        (0.97, "more than 9 are"),
    ],
)
def test_what_a_certainty_means_is_told_in_tenths(confidence: float, words: str) -> None:
    assert f"{words} right" in wording.certainty_explained(confidence)


@pytest.mark.parametrize(
    ("names", "words"),
    [(["A"], "Only in: A"), (["A", "B", "C"], "Only in: A; B; C"), (list("ABCDE"), "Only in: A; B; C; and 2 more")],
)
def test_a_few_documents_are_named(names: list[str], words: str) -> None:
    assert wording.only_in(names) == words


def test_days_are_told_as_far_as_they_are_known() -> None:
    file, read = "2024-05-01T12:00:00+00:00", "2026-03-03T12:00:00+00:00"
    assert wording.days(file, read) == "file of 1 May 2024, read on 3 March 2026"
    assert wording.days("", read) == "read on 3 March 2026"
    assert wording.days(read, read) == "file of 3 March 2026, read the same day"
    assert wording.days("", "") == ""
