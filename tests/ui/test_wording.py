from __future__ import annotations

import re

import pytest

from ui.wording import chat as wording

TECHNICAL = re.compile(
    r"\b(chunk|embed|vector|index|token|score|model|retriev|corpus|query|parse|cache|database|sqlite|exception|null"
    r"|json|llm|rag|upload)",
    re.IGNORECASE,
)


def sentences() -> list[str]:
    said = [value for name, value in vars(wording).items() if name.isupper() and isinstance(value, str)]
    said += [*wording.HINTS, wording.coverage(3, 1), wording.looked_in(2), wording.more_documents(3)]
    said += [wording.certainty(n / 10) for n in range(11)] + [wording.announcement("x", 2), wording.remove_now(2)]
    return [one for one in said if "<svg" not in one]


def test_no_technical_word_is_said() -> None:
    assert [one for one in sentences() if TECHNICAL.search(one)] == []


@pytest.mark.parametrize(("number", "words"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (1912, "1,912 pages")])
def test_counting(number: int, words: str) -> None:
    assert wording.count(number, "page") == words


def test_a_day_is_written_out() -> None:
    assert wording.day("2026-03-03T12:00:00+00:00") == "3 March 2026"
    assert wording.day("some day") == "some day"
