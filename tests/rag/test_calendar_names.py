"""Days and months that a text names beside those that are asked for."""

from __future__ import annotations

import pytest

from rag.calendar_names import is_of_other_times


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("open on Saturdays?", "Tuesday 16 to 19"),
        ("open on saturday", "Open Mon–Fri."),
        ("the meeting in May", "It takes place on 7 April."),
        ("the sales of march", "In April and May they rose."),
        ("a Monday in May", "a Monday in June"),
    ],
)
def test_another_day_or_month_is_another_time(asked: str, said: str) -> None:
    assert is_of_other_times(asked, said)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("open on Saturdays?", "Saturday 10 to 13"),
        ("open on Wednesday?", "Monday to Friday 9 to 5"),
        ("open on Sunday?", "Fri–Mon 9 to 5"),
        ("open on Monday?", "when the sun shines, as Ada sat there"),
        ("open on Monday?", "daily"),
        ("When may I come?", "In April."),
        ("the meeting in May", "from March to June"),
        ("the meeting in May", "You may come in the spring."),
        ("the meeting", "7 April"),
    ],
)
def test_the_same_time_or_none_is_no_other(asked: str, said: str) -> None:
    assert not is_of_other_times(asked, said)
